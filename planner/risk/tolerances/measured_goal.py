"""What tolerances and worst cases come to on draws that no rule was fitted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.risk.draws import BATCH, Days, DrawKey
from planner.risk.families import Floats
from planner.risk.tolerances.circle import RulesBy
from planner.risk.tolerances.circles import covered_by_others
from planner.risk.tolerances.fitted_goal import FittedGoal, FittedTolerance
from planner.risk.tolerances.supplied_chain import SuppliedChain, agreements, picked
from planner.risk.tripwires.chain_draws import ChainDraws, Played
from planner.risk.tripwires.cost_tables import CostTable
from planner.risk.tripwires.fitted_contracts import FittedContract
from planner.risk.tripwires.fitting import Rules, constant_rules, play_rules


@dataclass(frozen=True)
class OnBatch:
    """A contract on a batch: what its rules do, what comes of asking today, and what it costs with everything known.

    `tied`: others have a part in what it gets, and in what everything known would cost.
    """

    contract: FittedContract
    needed: Days
    table: CostTable
    draws: ChainDraws
    followed: Played
    committed: Played
    clairvoyant: Floats
    tied: bool

    @property
    def late(self) -> Floats:
        """1 in each draw with uncovered days, by links taken."""
        return (self.table.uncovered > 0).astype(float)

    def uncovered(self, rules: Rules) -> Floats:
        """How probable uncovered days are in each draw under other rules than those that are followed."""
        return play_rules(self.draws, rules).of(self.late)


@dataclass(frozen=True)
class ToleranceMeans:
    """Means over a batch: the chance that anybody has uncovered days, with the rules followed and with everything.

    `keeps`: with the rules that keep the tolerance, `dearer`: what these cost more; 0 where there are none.
    """

    chance: float
    least: float
    keeps: float
    dearer: float


@dataclass(frozen=True)
class AnswerDraws:
    """One way to decide, over all contracts of a batch: what each draw costs, and means."""

    pounds: Floats
    extensions: float
    exposure: float
    uncovered_contracts: float


def tolerance_means(goal: FittedGoal, items: Mapping[str, OnBatch], needed: Days) -> tuple[ToleranceMeans, ...]:
    """The figures of every tolerance on a batch; `needed`: the needed-until days of all contracts."""
    followed = {id: item.followed.of(item.late) for id, item in items.items()}
    return tuple(_means(goal, each, items, followed, needed) for each in goal.tolerances)


def _means(
    goal: FittedGoal,
    fitted: FittedTolerance,
    items: Mapping[str, OnBatch],
    followed: Mapping[str, Floats],
    needed: Days,
) -> ToleranceMeans:
    settled = covered_by_others([goal.draws.settled[id].uncovered(needed) for id in fitted.members.settled], BATCH)

    def anybody(chances: Sequence[Floats]) -> float:
        return 1.0 - float(np.mean(settled * covered_by_others([*chances], BATCH)))

    own = {id: items[id] for id in fitted.members.open}
    safest = [item.uncovered(constant_rules(item.draws, item.draws.links)) for item in own.values()]
    kept = fitted.keeping
    return ToleranceMeans(
        chance=anybody([followed[id] for id in own]),
        least=anybody(safest),
        keeps=0.0 if kept is None else anybody([_under(items[id], kept, fitted, followed[id]) for id in own]),
        dearer=0.0 if kept is None else sum(_dearer(items[id], kept[id], fitted.before[id]) for id in own),
    )


def _under(item: OnBatch, kept: RulesBy, fitted: FittedTolerance, followed: Floats) -> Floats:
    """A contract whose rules are the same as before follows these; one tied to others does so together with them."""
    id = item.contract.chain.id
    return followed if kept[id] == fitted.before[id] else item.uncovered(kept[id])


def _dearer(item: OnBatch, kept: Rules, before: Rules) -> float:
    if kept == before:
        return 0.0
    return play_rules(item.draws, kept).mean_cost - play_rules(item.draws, before).mean_cost


def answer_draws(
    items: Sequence[OnBatch], key: DrawKey, together: Sequence[Floats]
) -> tuple[AnswerDraws, AnswerDraws, Floats]:
    """What is asked for today, the rules, and what each draw costs with everything known; suppliers say what they say.

    `together`: what each draw costs of contracts that are tied together, with everything known.
    """
    commit = [_taken(item, item.contract.committed, item.committed, key) for item in items]
    follow = [_taken(item, item.contract.rules, item.followed, key) for item in items]
    known = [*(item.clairvoyant for item in items if not item.tied), *together]
    return _summed(items, commit), _summed(items, follow), sum(known, np.zeros(BATCH))


def _taken(item: OnBatch, rules: Rules, played: Played, key: DrawKey) -> Days | Played:
    """How many links each draw ends up with; where it is known but for others, as probabilities."""
    chain = item.contract.chain
    if item.tied or all(chance >= 1.0 for chance in chain.agreement):
        return played
    return SuppliedChain(item.draws, agreements(chain, [key])).taken(rules)


def _summed(items: Sequence[OnBatch], taken: Sequence[Days | Played]) -> AnswerDraws:
    def each(table: Floats, links: Days | Played) -> Floats:
        return links.of(table) if isinstance(links, Played) else picked(table, links)

    pairs = [*zip(items, taken, strict=True)]
    pounds = sum((each(item.table.pounds, links) for item, links in pairs), np.zeros(BATCH))
    exposure = sum((each(item.table.exposure, links) for item, links in pairs), np.zeros(BATCH))
    late = sum((each(item.late, links) for item, links in pairs), np.zeros(BATCH))
    return AnswerDraws(
        pounds=pounds,
        extensions=float(np.mean(pounds - exposure)),
        exposure=float(np.mean(exposure)),
        uncovered_contracts=float(np.mean(late)),
    )
