"""The tipping points that were asked for, and of a milestone its curve."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from planner.errors import StoppedError
from planner.explain.answer import Answer
from planner.explain.subjects import SubjectKind
from planner.explain.waits import Waits
from planner.futures.tipping.curve import SLIPS, SlipCurve, slip_curve
from planner.futures.tipping.points import TippingPoint, tipping_points
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings


@dataclass(frozen=True, kw_only=True)
class Tipping:
    """Points, the first to tip first; `curve` of a milestone. Not `complete`: somebody stopped it."""

    points: tuple[TippingPoint, ...]
    curve: SlipCurve | None = None
    complete: bool = True


def tipping_of(
    case: PlanCase,
    answer: Answer,
    settings: SolveSettings,
    *,
    slips: Sequence[int] = SLIPS,
    stop: Callable[[], bool] | None = None,
    on_step: Callable[[str], object] = lambda step: None,
) -> Tipping:
    """Of a milestone all contracts behind it and its curve; else each milestone behind the contracts of the answer.

    `settings` limit each slip of the curve. What was found before somebody stopped it is kept.
    """
    found: list[TippingPoint] = []
    try:
        for milestone, contracts in _asked(case, answer):
            on_step(milestone)
            found += tipping_points(case, milestone, contracts=contracts, stop=stop)
        curve = _curve(case, answer, settings, slips, stop, on_step)
    except StoppedError:
        return Tipping(points=tuple(found), complete=False)
    return Tipping(points=tuple(found), curve=curve)


def _asked(case: PlanCase, answer: Answer) -> Iterator[tuple[str, list[str] | None]]:
    """Milestones that can slip, each with the contracts it is asked for; None: all behind it."""
    if answer.subject.kind is SubjectKind.MILESTONE:
        if case.portfolio.milestone_by_id[answer.subject.id].achieved_date is None:
            yield answer.subject.id, None
        return
    waits, contracts = Waits.of(case.portfolio), [told.explanation for told in answer.told]
    behind: dict[str, list[str]] = {}
    for found in contracts:
        for milestone in sorted({wait.milestone.id for id in found.feeders for wait in waits.milestones[id]}):
            behind.setdefault(milestone, []).append(found.contract)
    for milestone in sorted(behind):
        if case.portfolio.milestone_by_id[milestone].achieved_date is None:
            yield milestone, behind[milestone]


def _curve(
    case: PlanCase,
    answer: Answer,
    settings: SolveSettings,
    slips: Sequence[int],
    stop: Callable[[], bool] | None,
    on_step: Callable[[str], object],
) -> SlipCurve | None:
    id = answer.subject.id
    if answer.subject.kind is not SubjectKind.MILESTONE or case.portfolio.milestone_by_id[id].achieved_date is not None:
        return None
    return slip_curve(case, id, slips, settings, stop=stop, on_slip=lambda days: on_step(f"{id} by {days} days"))
