"""What a plan means for a portfolio, as single facts that can be set against those of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planner.domain.migrations import STANDARD_MODE
from planner.domain.option_chain import ChainLink
from planner.domain.rules import Term
from planner.plan.flagging.records import OptionNeeded, StopNeeded
from planner.plan.ledger import Charge
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import Schedule


class DateKind(StrEnum):
    """What a date is of."""

    START = "start"
    CUTOVER = "cutover"
    NEEDED = "needed until"
    COVERED = "covered until"
    DECIDE = "last day to decide"
    DECIDE_ASSUMED = "last day to decide (assumed)"
    """One that rests on a notice or lead time that nobody stated."""


class ChoiceKind(StrEnum):
    """What is one thing or another."""

    OPTION = "option"
    MODE = "mode"
    CONTRACT_FLAG = "flag of contract"
    DEPARTMENT_FLAG = "flag of department"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Pounds by term and the record they arise at, dates and choices by kind and record.

    The pounds add up to the terms of the plan. Needed until and covered until are last days. An option is `used` or
    `exercised`, and a period of a contract that goes on by itself is `kept` or `owed`. One that is not in the plan, and a
    standard mode, has no entry.
    """

    pounds: Mapping[tuple[Term, str], int]
    dates: Mapping[tuple[DateKind, str], date]
    choices: Mapping[tuple[ChoiceKind, str], str]


def facts_of(case: PlanCase) -> Facts:
    """The facts of a plan. Its flags are those of its dates and options: a risk may be kept with one plan of two alone."""
    case = replace(case, sureness=None)
    dates = {key: case.portfolio.date_of(day) for key, day in _days(case.schedule)}
    choices = dict(_decisions(case.schedule))
    for flag in case.flags:
        choices[ChoiceKind.CONTRACT_FLAG, flag.contract] = flag.flag.value
        dates |= {(_last_day(decision), id): decision.decide_by_date for id, decision in flag.decisions.items()}
    for department in case.department_flags:
        if department.flag is not None:
            choices[ChoiceKind.DEPARTMENT_FLAG, department.department] = department.flag.value
    return Facts(pounds=_pounds(case.charges), dates=dates, choices=choices)


def _last_day(decision: OptionNeeded | StopNeeded) -> DateKind:
    return DateKind.DECIDE_ASSUMED if decision.assumed else DateKind.DECIDE


def _pounds(charges: Iterable[Charge]) -> Mapping[tuple[Term, str], int]:
    pounds: dict[tuple[Term, str], int] = defaultdict(int)
    for charge in charges:
        pounds[charge.term, charge.record] += charge.pounds
    return pounds


def _days(schedule: Schedule) -> Iterator[tuple[tuple[DateKind, str], int]]:
    for id, scheduled in schedule.migrations.items():
        yield (DateKind.START, id), scheduled.start_day
        yield (DateKind.CUTOVER, id), scheduled.cutover_day
    for id, cover in schedule.contracts.items():
        yield (DateKind.NEEDED, id), cover.needed_until_day - 1
        yield (DateKind.COVERED, id), cover.covered_until_day - 1


def _decisions(schedule: Schedule) -> Iterator[tuple[tuple[ChoiceKind, str], str]]:
    for id, scheduled in schedule.migrations.items():
        if scheduled.mode.id != STANDARD_MODE:
            yield (ChoiceKind.MODE, id), scheduled.mode.id
    for cover in schedule.contracts.values():
        for link in cover.used:
            yield (ChoiceKind.OPTION, link.option.id), _choice(link)


def _choice(link: ChainLink) -> str:
    if link.by_itself:
        return "owed" if link.exercised else "kept"
    return "exercised" if link.exercised else "used"
