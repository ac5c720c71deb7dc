"""The cheapest rule of one option that keeps a probability, when all other options keep their rules: exact."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.tolerances.covered_chain import CoveredChain
from planner.risk.tripwires.cut_dates import Cuts
from planner.risk.tripwires.fitting import Rules
from planner.risk.tripwires.rules import ALWAYS, NEVER, Rule


@dataclass(frozen=True)
class Within:
    """A rule that keeps what it has to, with its cost counted from never."""

    rule: Rule
    cost: float


@dataclass(frozen=True)
class _Asked:
    """What yes changes in each draw: pounds, and the chance of uncovered days. `never`: that chance where no is said."""

    weight: Floats
    pounds: Floats
    late: Floats
    never: float
    room: float
    errors: float

    def keeps(self, late: float) -> bool:
        return self.never + late <= self.room


def cheapest_within(
    covered: CoveredChain, rules: Rules, link: int, counts: Floats, room: float, errors: float
) -> Rule | None:
    """The cheapest rule of a link among always, never and all dates that keep `room`; None where none does.

    `counts`: how much an uncovered draw counts. A date is taken only where it beats what does not look at one by more than
    so many standard errors.
    """
    asked = _asked(covered, rules, link, counts, room, errors)
    found = [Within(rule, cost) for rule, cost, late in _constants(asked) if asked.keeps(late)]
    if not found:
        return None
    best = min(found, key=lambda each: each.cost)
    for level, row in enumerate(() if (seen := covered.chain.seen[link]) is None else seen):
        dated = _best_date(asked, row, level, always_best=best.rule == ALWAYS)
        if dated is not None and dated.cost < best.cost:
            best = dated
    return best.rule


def _asked(covered: CoveredChain, rules: Rules, link: int, counts: Floats, room: float, errors: float) -> _Asked:
    chain = covered.chain
    before = covered.play(rules).before[chain.decisions.index(link)]
    costs, late = covered.after(rules, link)
    pounds, changed = np.zeros(chain.draws), np.zeros(chain.draws)
    for state, chance in before.items():
        if chain.asks(link, state):
            no = chain.after_no(link, state)
            pounds += chance * (chain.value_of_yes(link, state, costs) - costs[no])
            changed += chance * (chain.value_of_yes(link, state, late) - late[no])
    never = covered.uncovered((*rules[:link], NEVER, *rules[link + 1 :]))
    return _Asked(chain.weight, pounds, counts * changed, chain.mean(counts * never), room, errors)


def _constants(asked: _Asked) -> tuple[tuple[Rule, float, float], ...]:
    return (NEVER, 0.0, 0.0), (ALWAYS, float(asked.pounds @ asked.weight), float(asked.late @ asked.weight))


def _best_date(asked: _Asked, row: Days, level: int, *, always_best: bool) -> Within | None:
    """The cheapest date of a level that keeps the room; None where nothing speaks against the constant."""
    cuts = Cuts.of(row, asked.pounds, asked.weight)
    late = asked.never + Cuts.of(row, asked.late, asked.weight).cost
    kept = late <= asked.room
    kept[[0, -1]] = False
    if not kept.any():
        return None
    cost = np.where(kept, cuts.cost, np.inf)
    cut = int(np.flatnonzero(cost <= float(cost.min()) + cuts.margin)[-1])
    constant = 0 if always_best else len(cuts.days)
    won = float(cuts.cost[constant] - cuts.cost[cut])
    if won <= max(asked.errors * float(cuts.errors(constant)[cut]), cuts.margin):
        return None
    return Within(_within(cuts.rule(level, cut, asked.errors), cuts, kept), float(cuts.cost[cut]))


def _within(rule: Rule, cuts: Cuts, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Rule:
    """The rule with the dates that do as well cut off where they would not keep the room."""
    last = int(cuts.days[np.flatnonzero(kept)[-1]]) - 1
    return replace(rule, flat_until=min(rule.flat_until, last))
