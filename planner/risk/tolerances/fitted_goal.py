"""The rules that keep a tolerance, or make the worst cases cheap, from those that cost least: fitted on the same draws."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.tolerances.circle import SAME, Choice, RulesBy
from planner.risk.tolerances.circles import Members, circles_of
from planner.risk.tolerances.decided_today import decided_today
from planner.risk.tolerances.fit_draws import FitDraws
from planner.risk.tolerances.goal import Goal
from planner.risk.tolerances.margin import keeping_safely
from planner.risk.tolerances.relief import Relief, relief_of
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.fitted_contracts import FittedContract, questions_of
from planner.risk.tripwires.fitting import Rules
from planner.risk.tripwires.reading_ahead import Question
from planner.risk.tripwires.tied.fitted_couplings import FittedCoupling

MOST_RELIEFS = 3
"""So many contracts are named where no purchase keeps a tolerance."""


@dataclass(frozen=True)
class FittedTolerance:
    """Contracts that share a tolerance. `attainable`: whether asking for everything keeps it.

    `before`: their rules without it; `keeping`: the rules that keep it, None where those before do, or where none can.
    `reliefs`: what would help where none can.
    """

    members: Members
    tolerance: float
    attainable: bool
    before: RulesBy
    keeping: RulesBy | None
    reliefs: tuple[Relief, ...]


@dataclass(frozen=True)
class FittedGoal:
    """The contracts with the rules that are followed, and every tolerance beside them."""

    goal: Goal
    draws: FitDraws
    contracts: tuple[FittedContract, ...]
    tolerances: tuple[FittedTolerance, ...]

    def questions(self) -> Iterator[tuple[int, Question]]:
        """The re-forecasts that any rules read, each with the place of its contract."""
        for contract in self.contracts:
            yield from ((contract.chain.place, question) for question in contract.questions())
        for tolerance in self.tolerances:
            for id, rules in (tolerance.keeping or {}).items():
                chain = self.draws.fitted[id].chain
                yield from ((chain.place, question) for question in questions_of(chain, rules))


@dataclass(frozen=True)
class _Rules:
    """The rules while one circle after the other is looked at. `prices`: what is to be made cheap, by links taken.

    `fixed`: those where one option is decided today. `bound`: contracts that keep a tolerance already.
    """

    now: RulesBy
    prices: Mapping[str, Floats]
    fixed: Mapping[str, tuple[Rules, ...]]
    bound: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Tried:
    """What came of a circle: its rules before, those that keep the tolerance, and whether any can."""

    before: Choice
    found: Choice | None
    attainable: bool
    target: float


def fit_goal(
    asked: AskedPlan, needed: Days, fitted: Sequence[FittedContract], couplings: Sequence[FittedCoupling], goal: Goal
) -> FittedGoal:
    """The rules for a goal. Without a tolerance that of the policy is looked at for each contract, and binds nobody.

    `needed`: the needed-until days of all contracts on the fit draws. Contracts that are tied to others keep their rules.
    """
    by_id = {each.chain.id: each for each in fitted}
    draws = FitDraws.of(asked, needed, by_id, couplings)
    rules, tolerances = _within(draws, {id: each.rules for id, each in by_id.items()}, goal)
    committed = {id: each.committed for id, each in by_id.items()}
    if goal.tolerance is not None or goal.level is not None:
        committed = {**_within(draws.blindfolded(), committed, goal)[0].now}
    contracts = tuple(
        replace(each, chosen=rules.now[id], committed=committed[id], fixed=rules.fixed[id])
        for id, each in by_id.items()
    )
    return FittedGoal(goal, draws, contracts, tolerances)


def _within(draws: FitDraws, start: RulesBy, goal: Goal) -> tuple[_Rules, tuple[FittedTolerance, ...]]:
    """The rules for the worst cases, if asked for, and then within one tolerance after the other."""
    now = draws.for_worst_case(start, goal.level)
    prices = draws.prices(now, goal.level)
    rules = _Rules(now, prices, {id: each.fixed for id, each in draws.fitted.items()})
    if goal.level:
        moving = {id: each for id, each in now.items() if id not in draws.tied}
        rules = _bound(draws, rules, Choice.of(draws.circle(tuple(moving), (), now, prices), moving), 1.0)
    portfolio, found = draws.asked.portfolio, list[FittedTolerance]()
    for members in circles_of(portfolio, goal.scope, frozenset(draws.fitted), frozenset(draws.settled)):
        asked = portfolio.policy.late_probability_tolerance if goal.tolerance is None else goal.tolerance
        tolerance, rules = _tolerance(draws, members, asked, rules, binding=goal.tolerance is not None)
        found.append(tolerance)
    return rules, tuple(found)


def _tolerance(
    draws: FitDraws, members: Members, tolerance: float, rules: _Rules, *, binding: bool
) -> tuple[FittedTolerance, _Rules]:
    """One circle, and the rules once it binds them.

    Contracts that keep an earlier tolerance stay as they are; where that does not do they ask for all.
    """
    tied = frozenset(id for id in members.open if id in draws.tied)
    free = tuple(id for id in members.open if id not in tied | rules.bound)
    shared = {id: draws.safest(id) for id in members.open if id in rules.bound - tied}
    tried = _tried(draws, members, free, tolerance, rules)
    if not tried.attainable and shared:
        rules = replace(rules, now={**rules.now, **shared})
        tried = _tried(draws, members, free, tolerance, rules)
    found, before = tried.found, {id: rules.now[id] for id in members.open}
    attainable = tried.attainable or (bool(tied) and _least(draws, members, rules) <= tolerance + SAME)
    return (
        FittedTolerance(
            members=members,
            tolerance=tolerance,
            attainable=attainable,
            before=before,
            keeping=None if found is None or found.rules == tried.before.rules else {**before, **found.rules},
            reliefs=() if attainable else _reliefs(draws, members, tolerance),
        ),
        rules if found is None or not binding else _bound(draws, rules, found, tried.target, free),
    )


def _least(draws: FitDraws, members: Members, rules: _Rules) -> float:
    """The chance where every contract asks for everything, those tied to others as if they were alone."""
    return draws.circle(members.open, members.settled, rules.now, rules.prices).safest.chance


def _tried(draws: FitDraws, members: Members, free: tuple[str, ...], tolerance: float, rules: _Rules) -> _Tried:
    others = tuple(id for id in (*members.open, *members.settled) if id not in free)
    circle = draws.circle(free, others, rules.now, rules.prices)
    before, least = Choice.of(circle, {id: rules.now[id] for id in free}), circle.safest.chance
    attainable = least <= tolerance + SAME
    if not attainable and tolerance > 0.0:
        return _Tried(before, None, attainable, tolerance)
    found, target = keeping_safely(before, max(tolerance, least), draws.upper_limit, draws.errors)
    return _Tried(before, found, attainable, target)


def _bound(draws: FitDraws, rules: _Rules, found: Choice, target: float, keep: Collection[str] = ()) -> _Rules:
    """The rules once these keep a tolerance; what is decided today has to keep it too. `keep`: those bound by it.

    Where all is decided today nobody asks what one option decided today would come to.
    """
    asked = () if draws.blind else found.rules
    fixed = {id: decided_today(found, id, target, draws.errors) for id in asked}
    return replace(
        rules,
        now={**rules.now, **found.rules},
        fixed={**rules.fixed, **fixed},
        bound=rules.bound | frozenset(keep),
    )


def _reliefs(draws: FitDraws, members: Members, tolerance: float) -> tuple[Relief, ...]:
    """What would help those that miss the tolerance alone; where none does, the one that is uncovered most often."""
    least = {id: draws.uncovered_at_best(id, 0) for id in (*members.open, *members.settled)}
    worst = sorted(least, key=lambda id: (-least[id], id))
    missing = [id for id in worst if least[id] > tolerance][:MOST_RELIEFS] or worst[:1]
    return tuple(_relief(draws, id, tolerance) for id in missing)


def _relief(draws: FitDraws, id: str, tolerance: float) -> Relief:
    uncovered = partial(draws.uncovered_at_best, id)
    if id in draws.settled:
        settled = draws.settled[id]
        return relief_of(draws.asked, settled.costs, settled.in_force, uncovered, tolerance)
    chain = draws.fitted[id].chain
    return relief_of(draws.asked, chain.costs, chain.in_force + len(chain.links), uncovered, tolerance)
