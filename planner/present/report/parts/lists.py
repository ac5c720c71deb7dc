"""The register, the contracts and the bodies, whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.plan.flagging.records import ContractFlag, Flag
from planner.present.report.board.act_lines import act_lines
from planner.present.report.board.departments import OrganisationLine, organisation_line
from planner.present.report.board.view import ReportView
from planner.present.report.parts.section import Section
from planner.present.wording import plain_day, short_money, whole_per_cent


@dataclass(frozen=True, kw_only=True)
class ContractLine:
    """A contract as the report lists it; `p80` and `chance` are blank where risk has not been run."""

    flag: Flag
    contract: str
    name: str
    covered_until: str
    needed_until: str
    spare_days: int
    cost: str
    why: str
    p80: str
    chance: str


@dataclass(frozen=True, kw_only=True)
class DepartmentLines:
    """A department and its bodies."""

    department: OrganisationLine
    bodies: tuple[OrganisationLine, ...]


def register_section(view: ReportView) -> Section:
    """Every act, in the order of the register."""
    return Section(id="register", title="Register", template="register.html", content=act_lines(view, view.acts))


def contract_section(view: ReportView) -> Section:
    """Every contract: the gravest first, then by the first last day to decide."""
    ordered = sorted(
        view.flags, key=lambda flag: (-flag.flag.gravity, flag.decide_by_date or date.max, flag.spare_days)
    )
    lines = tuple(_contract(view, flag) for flag in ordered)
    return Section(id="contracts", title="Contracts", template="contracts.html", content=lines)


def _contract(view: ReportView, flag: ContractFlag) -> ContractLine:
    kept, chance = view.case.sureness, flag.chance
    sure = kept.contract_by_id.get(flag.contract) if kept is not None else None
    return ContractLine(
        flag=flag.flag,
        contract=flag.contract,
        name=view.portfolio.contract_by_id[flag.contract].name,
        covered_until=plain_day(flag.covered_until_date),
        needed_until=plain_day(flag.needed_until_date),
        spare_days=flag.spare_days,
        cost=short_money(flag.pounds, view.currency),
        why=_why(view, flag),
        p80=plain_day(sure.p80_date) if sure is not None else "",
        chance=whole_per_cent(chance.probability) if chance is not None else "",
    )


def _why(view: ReportView, flag: ContractFlag) -> str:
    """The cause of its late days, where the plan was explained; else the sentence of its flag."""
    reasons = view.case.reasons
    return (reasons.cause_of(flag.contract) if reasons is not None else None) or flag.reason


def body_section(view: ReportView) -> Section:
    """Every department with its bodies, in the order of the portfolio."""
    return Section(id="bodies", title="Bodies", template="bodies.html", content=tuple(_bodies(view)))


def _bodies(view: ReportView) -> Iterator[DepartmentLines]:
    for found in view.department_flags:
        own, *bodies = (
            organisation_line(view, one.organisation, one.contracts, undecided=one.undecided)
            for one in found.organisations
        )
        yield DepartmentLines(department=own, bodies=tuple(bodies))
