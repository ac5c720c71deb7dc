"""Two days for each milestone and contract: when today's plan is outlasted, and when every plan is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.levers.dates import with_milestone_later
from planner.domain.levers.least import least
from planner.domain.portfolio import Portfolio
from planner.errors import SettingsError, StoppedError
from planner.explain.levers.clearing import SETTINGS
from planner.explain.levers.question import Question
from planner.explain.pushing import Push
from planner.explain.waits import Waits
from planner.futures.execution import Execution
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ContractCover
from planner.solver import SolveSettings
from planner.solver.model.candidate import needed_until
from planner.solver.model.compilation import compile_instance

LOOKED_DAYS = 400
"""Slips of the plan carried out that are looked at, one by one."""


@dataclass(frozen=True, kw_only=True)
class TippingPoint:
    """How many days a milestone can slip before a contract needs more than it has.

    `until_day`: the first day without cover of the plan, an option that can end early counted in full. Of a contract that is
    `late` already it is the first day without need. `must_days`: with so many days the contract can still be off by then;
    with one more no plan has it off. None: no slip up to the horizon does that. `must_proved`: both sides are proved.
    `carried_out_days`: the first slip at which the plan, kept in its order, needs the contract for longer. None: no slip up
    to `looked_days` does.
    """

    milestone: str
    contract: str
    until_day: int
    late: bool
    must_days: int | None
    must_proved: bool
    carried_out_days: int | None
    looked_days: int


def tipping_points(
    case: PlanCase,
    milestone: str,
    *,
    contracts: Sequence[str] | None = None,
    settings: SolveSettings = SETTINGS,
    stop: Callable[[], bool] | None = None,
    on_contract: Callable[[str], object] = lambda contract: None,
) -> tuple[TippingPoint, ...]:
    """The points of every contract behind an open milestone, or of some of them, those first that tip first.

    `settings` limit each search. The plan carried out is looked at for every slip, one by one: a later milestone can let a
    plan end earlier. Raises SettingsError for a milestone that is not there or has been achieved, and StoppedError where
    `stop` or Ctrl-C ended it.
    """
    found = case.portfolio.milestone_by_id.get(milestone)
    if found is None or found.achieved_date is not None:
        why = "is no milestone of the portfolio" if found is None else "has been achieved, so that it cannot slip"
        raise SettingsError(f"{milestone!r} {why}")
    behind = [push for push in _pushes(case, milestone) if contracts is None or push.contract in contracts]
    most = max(1, case.portfolio.horizon_day - case.portfolio.day_of(found.planning_date))
    musts: dict[str, _Must] = {}
    for push in behind:
        on_contract(push.contract)
        musts[push.contract] = _must(push, milestone, most, settings, stop)
    last = min(LOOKED_DAYS, max((most if must.days is None else must.days + 1 for must in musts.values()), default=1))
    carried = carried_out(case, milestone, {c: must.until_day for c, must in musts.items()}, last, stop)
    points = (_point(case, milestone, contract, must, carried, last) for contract, must in musts.items())
    return tuple(sorted(points, key=_first_to_tip))


@dataclass(frozen=True)
class _Must:
    until_day: int
    late: bool
    days: int | None
    proved: bool


def _pushes(case: PlanCase, milestone: str) -> Iterator[Push]:
    """The contracts whose feeders wait for the milestone, in the order of the portfolio."""
    waits = Waits.of(case.portfolio)
    waiting = {id for id, found in waits.milestones.items() if any(wait.milestone.id == milestone for wait in found)}
    for contract, cover in case.schedule.contracts.items():
        push = Push(case, contract, waits)
        if not cover.no_route and waiting.intersection(push.feeders):
            yield push


def _must(push: Push, milestone: str, most: int, settings: SolveSettings, stop: Callable[[], bool] | None) -> _Must:
    """By halving: a plan that is possible with a later milestone is possible with an earlier one."""
    cover, portfolio = push.case.schedule.contracts[push.contract], push.case.portfolio
    until = full_cover_day(portfolio, cover)
    late = cover.needed_until_day > until
    day = max(until, cover.needed_until_day)
    question = Question(push, day, settings, stop)

    def outlasted(days: int) -> bool | None:
        possible = question.alone(with_milestone_later(portfolio, milestone, days))
        return None if possible is None else not possible

    found = least(outlasted, 1, most, below=True)
    return _Must(day, late, None if found.amount is None else found.amount - 1, found.refuted)


def full_cover_day(portfolio: Portfolio, cover: ContractCover) -> int:
    """The first day without cover, where an option of the plan that can end early runs its whole length."""
    return portfolio.day_of(cover.used[-1].end.value) + 1 if cover.used else cover.expiry_day


def carried_out(
    case: PlanCase, milestone: str, until: Mapping[str, int], most: int, stop: Callable[[], bool] | None = None
) -> Mapping[str, int]:
    """By contract the first slip up to `most` with which the plan carried out in its order needs it beyond its day.

    Where a slip leaves no way to carry the plan out, every contract that is left tips there.
    """
    order = [contract.id for contract in case.portfolio.contracts]
    found: dict[str, int] = {}
    for days in range(1, most + 1):
        if stop is not None and stop():
            raise StoppedError("stopped; ask again for the rest")
        needs = _needs(with_milestone_later(case.portfolio, milestone, days), case)
        for contract, day in until.items():
            if contract not in found and (needs is None or needs[order.index(contract)] > day):
                found[contract] = days
        if len(found) == len(until):
            break
    return found


def _needs(portfolio: Portfolio, case: PlanCase) -> list[int] | None:
    instance = compile_instance(portfolio)
    execution = Execution(instance, case.plan)
    starts = execution.run()
    return None if starts is None else needed_until(instance, starts, execution.modes)


def _point(
    case: PlanCase, milestone: str, contract: str, must: _Must, carried: Mapping[str, int], looked: int
) -> TippingPoint:
    return TippingPoint(
        milestone=milestone,
        contract=contract,
        until_day=must.until_day,
        late=must.late,
        must_days=must.days,
        must_proved=must.proved,
        carried_out_days=carried.get(contract),
        looked_days=looked,
    )


def _first_to_tip(point: TippingPoint) -> tuple[float, float, str]:
    never = float("inf")
    carried = never if point.carried_out_days is None else point.carried_out_days
    return carried, never if point.must_days is None else point.must_days, point.contract
