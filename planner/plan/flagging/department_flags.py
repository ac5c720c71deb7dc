"""Departments as the worst of the contracts that serve them or their bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.routes import department_of, served_organisations
from planner.plan.flagging.owners import is_undecided
from planner.plan.flagging.records import ContractFlag, DepartmentFlag, OrganisationFlag


def flag_departments(portfolio: Portfolio, flags: Sequence[ContractFlag]) -> tuple[DepartmentFlag, ...]:
    """The flag of every department, in the order of the portfolio; a shared contract counts for all it serves."""
    serving: dict[str, list[ContractFlag]] = defaultdict(list)
    for flag in flags:
        for served in served_organisations(portfolio, portfolio.contract_by_id[flag.contract]):
            serving[served].append(flag)
    members: dict[str, list[Organisation]] = defaultdict(list)
    for organisation in portfolio.organisations:
        members[department_of(portfolio, organisation.id)].append(organisation)
    return tuple(_department(portfolio, id, members[id], serving) for id in members)


def _department(
    portfolio: Portfolio, id: str, members: list[Organisation], serving: Mapping[str, list[ContractFlag]]
) -> DepartmentFlag:
    ordered = sorted(members, key=lambda member: member.id != id)
    found = {flag.contract: flag for member in ordered for flag in serving.get(member.id, ())}
    worst = _worst(list(found.values()))
    return DepartmentFlag(
        department=id,
        flag=worst.flag if worst is not None else None,
        worst=worst,
        contracts=tuple(found),
        organisations=tuple(_organisation(portfolio, member.id, serving.get(member.id, [])) for member in ordered),
        undecided=tuple(member.id for member in ordered if is_undecided(portfolio, member.id)),
    )


def _organisation(portfolio: Portfolio, id: str, flags: list[ContractFlag]) -> OrganisationFlag:
    worst = _worst(flags)
    return OrganisationFlag(
        organisation=id,
        flag=worst.flag if worst is not None else None,
        contracts=tuple(flag.contract for flag in flags),
        undecided=is_undecided(portfolio, id),
    )


def _worst(flags: Sequence[ContractFlag]) -> ContractFlag | None:
    """The gravest; of several the one with the most pounds, then the fewest days to spare."""
    return max(flags, key=lambda flag: (flag.flag.gravity, flag.pounds, -flag.spare_days), default=None)
