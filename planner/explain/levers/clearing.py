"""All that would clear one late contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.domain.levers.lever import Lever, Unit
from planner.errors import StoppedError
from planner.explain.levers.candidates import levers_of
from planner.explain.levers.capacity import CapacityAnswer, capacity_answer
from planner.explain.levers.combining import Combination, combination
from planner.explain.levers.modes import ModeAnswer, mode_answer
from planner.explain.levers.priority import Priority, priority
from planner.explain.levers.question import Question
from planner.explain.levers.records import LeverAnswer, Verdict
from planner.explain.levers.rights import EarlierDecision, RightOfMonths, earlier_decisions, right_of_months
from planner.explain.levers.sandwich import answer
from planner.explain.levers.together import cannot_all
from planner.explain.push_table import PushTable
from planner.explain.pushing import Push
from planner.explain.reference_day import reference_day
from planner.explain.waits import Waits
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings

SETTINGS = SolveSettings(time_limit_seconds=4.0)
"""How long each search may take unless it is said otherwise."""


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """What would have a contract off by `by_day`, the first day without need.

    `levers`: the answers of all records that were asked, in the order of the table of levers. `capacity`: the least units
    that clear it with all others where they are. `modes`: whether other modes do, and at which price. `together`: what must
    give at once where no record clears it alone. `cannot_all`: contracts that cannot all be in time. `decisions`: rights
    that came too late by so many days. `unasked`: how many levers were not reached because somebody stopped it.
    """

    contract: str
    by_day: int
    levers: tuple[LeverAnswer, ...] = ()
    capacity: CapacityAnswer | None = None
    together: Combination | None = None
    right: RightOfMonths | None = None
    decisions: tuple[EarlierDecision, ...] = ()
    modes: ModeAnswer | None = None
    priority: Priority | None = None
    cannot_all: tuple[str, ...] | None = None
    unasked: int = 0

    @property
    def clearing(self) -> tuple[LeverAnswer, ...]:
        """The levers that clear it at today's price, in the order of levers; those that give a record up come last."""
        found = [found for found in self.levers if found.verdict is Verdict.CLEARS]
        return tuple(sorted(found, key=lambda one: one.lever.unit is Unit.WHOLE))


def what_clears(
    case: PlanCase,
    contract: str,
    *,
    by_day: int | None = None,
    settings: SolveSettings = SETTINGS,
    stop: Callable[[], bool] | None = None,
    on_lever: Callable[[Lever], object] = lambda lever: None,
) -> Clearing:
    """Ask every lever of a contract; `by_day` is the reference day unless it is stated. `settings` limit each search.

    A contract that is not late, or that nobody can leave, has no levers. Neither has one that its feeders can get off in
    time today with all others where they are: no record keeps it, and what is left is the price. `on_lever` is told each
    lever before it is asked.
    """
    push = Push(case, contract, Waits.of(case.portfolio))
    day = reference_day(case, contract) if by_day is None else by_day
    question = Question(push, day, settings, stop)
    cover = case.schedule.contracts[contract]
    if cover.no_route or cover.needed_until_day <= day:
        return Clearing(contract=contract, by_day=day)
    levers: list[Lever] = []
    answers: list[LeverAnswer] = []
    try:
        levers += [] if question.free_today else levers_of(push)
        for lever in levers:
            on_lever(lever)
            answers.append(answer(question, lever))
        return _whole(question, levers, answers)
    except StoppedError:
        return Clearing(contract=contract, by_day=day, levers=tuple(answers), unasked=len(levers) - len(answers))


def _whole(question: Question, levers: Sequence[Lever], answers: Sequence[LeverAnswer]) -> Clearing:
    """The answers with what is no single record."""
    alone = question.alone_today
    return Clearing(
        contract=question.contract,
        by_day=question.by_day,
        levers=tuple(answers),
        capacity=capacity_answer(question) if alone and not question.free_today else None,
        together=_together(question, levers, answers) if alone is False else None,
        right=right_of_months(question, _alone_day(question)),
        decisions=tuple(earlier_decisions(question)),
        modes=mode_answer(question),
        priority=priority(question) if alone else None,
        cannot_all=cannot_all(question) if alone and not question.free_today else None,
    )


def _together(question: Question, levers: Sequence[Lever], answers: Sequence[LeverAnswer]) -> Combination | None:
    if any(found.verdict is Verdict.CLEARS for found in answers):
        return None
    return combination(question, PushTable(question.alone_push()).row(question.by_day), levers)


def _alone_day(question: Question) -> int | None:
    late = question.late_alone(question.case.portfolio)
    return None if late is None else question.by_day + late
