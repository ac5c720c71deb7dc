"""Departments by the gravity of their flag, as the board reads them; of a department's own report, its organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.plan.flagging.records import Flag
from planner.plan.register.records import Act
from planner.present.report.board.view import ReportView
from planner.present.tables.plans.flag_table import flag_counts
from planner.present.wording import NOT_STATED, plain_day, short_money

MOST = 20


@dataclass(frozen=True, kw_only=True)
class OrganisationLine:
    """An organisation with its bodies, or one body: the gravest flag, its contracts, its first act, its cost."""

    name: str
    flag: Flag | None
    contracts: int
    flags: str
    act_by: str
    cost: str
    undecided: bool


@dataclass(frozen=True, kw_only=True)
class ByGravity:
    """The gravest lines; `more` counts those that are not shown."""

    title: str
    noun: str
    lines: tuple[OrganisationLine, ...]
    more: int


def by_gravity(view: ReportView) -> ByGravity:
    """Every department, or the organisations of the one that the report is made for."""
    lines = sorted(_departments(view) if view.whole else _organisations(view), key=lambda line: -_gravity(line))
    return ByGravity(
        title="Departments, the gravest flag first"
        if view.whole
        else "The department and its bodies, the gravest flag first",
        noun="Department" if view.whole else "Organisation",
        lines=tuple(lines[:MOST]),
        more=max(0, len(lines) - MOST),
    )


def _departments(view: ReportView) -> Iterator[OrganisationLine]:
    for found in view.department_flags:
        undecided = found.department in found.undecided
        yield organisation_line(view, found.department, found.contracts, undecided=undecided)


def _organisations(view: ReportView) -> Iterator[OrganisationLine]:
    """Every department and each of its bodies, one a line."""
    for found in view.department_flags:
        for one in found.organisations:
            yield organisation_line(view, one.organisation, one.contracts, undecided=one.undecided)


def organisation_line(view: ReportView, id: str, contracts: Sequence[str], *, undecided: bool) -> OrganisationLine:
    """The line of an organisation and these contracts."""
    flags = [view.case.flag_by_contract[contract] for contract in contracts]
    acts = [act for contract in contracts for act in view.case.acts_by_contract.get(contract, ())]
    return OrganisationLine(
        name=view.portfolio.organisation_by_id[id].name,
        flag=max((flag.flag for flag in flags), key=lambda flag: flag.gravity, default=None),
        contracts=len(flags),
        flags=flag_counts(flags) if flags else NOT_STATED,
        act_by=_first_day(acts),
        cost=short_money(sum(flag.pounds for flag in flags), view.currency),
        undecided=undecided,
    )


def _first_day(acts: Sequence[Act]) -> str:
    return plain_day(min((act.acting_date for act in acts), default=None))


def _gravity(line: OrganisationLine) -> int:
    return line.flag.gravity if line.flag is not None else -1
