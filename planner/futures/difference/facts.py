"""What a plan means for a portfolio, as single facts that can be set against those of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.migrations import STANDARD_MODE
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.entries import Plan
from planner.plan.flagging.contract_flags import flag_contracts
from planner.plan.flagging.department_flags import flag_departments
from planner.plan.measures import bridge_pounds, delay_pounds, exposure_pounds
from planner.plan.schedule import ContractCover, Schedule, schedule_of


class DateKind(StrEnum):
    """What a date is of."""

    START = "start"
    CUTOVER = "cutover"
    NEEDED = "needed until"
    COVERED = "covered until"
    DECIDE = "last day to decide"


class ChoiceKind(StrEnum):
    """What is one thing or another."""

    OPTION = "option"
    MODE = "mode"
    CONTRACT_FLAG = "flag of contract"
    DEPARTMENT_FLAG = "flag of department"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Pounds by term and the record they arise at, dates and choices by kind and record.

    The pounds add up to the terms of the plan. Needed until and covered until are first days, as in `docs/meaning.md`. An
    option is `used` or `exercised`; one that is not in the plan, and a standard mode, has no entry.
    """

    pounds: Mapping[tuple[Term, str], int]
    dates: Mapping[tuple[DateKind, str], date]
    choices: Mapping[tuple[ChoiceKind, str], str]


def facts_of(portfolio: Portfolio, plan: Plan) -> Facts:
    """The facts of a plan."""
    schedule = schedule_of(portfolio, plan)
    dates = {key: portfolio.date_of(day) for key, day in _days(schedule)}
    choices = dict(_decisions(schedule))
    flags = flag_contracts(portfolio, plan)
    for flag in flags:
        choices[ChoiceKind.CONTRACT_FLAG, flag.contract] = flag.flag.value
        dates |= {(DateKind.DECIDE, option.option): option.decide_by_date for option in flag.options}
    for department in flag_departments(portfolio, flags):
        if department.flag is not None:
            choices[ChoiceKind.DEPARTMENT_FLAG, department.department] = department.flag.value
    return Facts(pounds=dict(_pounds(portfolio, schedule)), dates=dates, choices=choices)


def _pounds(portfolio: Portfolio, schedule: Schedule) -> Iterator[tuple[tuple[Term, str], int]]:
    for id, cover in schedule.contracts.items():
        yield from _cover_pounds(portfolio, id, cover)
    for id, scheduled in schedule.migrations.items():
        yield (Term.MODES, id), scheduled.mode.extra_pounds
        yield (Term.DELAY, id), delay_pounds(portfolio, scheduled.migration, scheduled.cutover_day)
    for group in portfolio.groups:
        yield (Term.BRIDGES, group.id), bridge_pounds(group, schedule)


def _cover_pounds(portfolio: Portfolio, id: str, cover: ContractCover) -> Iterator[tuple[tuple[Term, str], int]]:
    exposure = exposure_pounds(portfolio, cover)
    if cover.no_route:
        yield (Term.NO_ROUTE, id), exposure + cover.extension_pounds
    else:
        yield (Term.EXPOSURE, id), exposure
        yield (Term.EXTENSIONS, id), cover.extension_pounds


def _days(schedule: Schedule) -> Iterator[tuple[tuple[DateKind, str], int]]:
    for id, scheduled in schedule.migrations.items():
        yield (DateKind.START, id), scheduled.start_day
        yield (DateKind.CUTOVER, id), scheduled.cutover_day
    for id, cover in schedule.contracts.items():
        yield (DateKind.NEEDED, id), cover.needed_until_day
        yield (DateKind.COVERED, id), cover.covered_until_day


def _decisions(schedule: Schedule) -> Iterator[tuple[tuple[ChoiceKind, str], str]]:
    for id, scheduled in schedule.migrations.items():
        if scheduled.mode.id != STANDARD_MODE:
            yield (ChoiceKind.MODE, id), scheduled.mode.id
    for cover in schedule.contracts.values():
        for link in cover.used:
            yield (ChoiceKind.OPTION, link.option.id), "exercised" if link.exercised else "used"
