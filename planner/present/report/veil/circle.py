"""The records of one department: its organisations, the contracts that serve or bind them, and their migrations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from planner.domain.contracts import Contract
from planner.domain.portfolio import Portfolio
from planner.domain.routes import department_of, served_organisations
from planner.errors import SettingsError


@dataclass(frozen=True, kw_only=True)
class Circle:
    """Ids by what they are of. A contract is in it that serves one of the organisations, or that one buys or decides on."""

    department: str
    organisations: frozenset[str]
    contracts: frozenset[str]
    options: frozenset[str]
    migrations: frozenset[str]


def circle_of(portfolio: Portfolio, department: str) -> Circle:
    """The records of a department. Raises SettingsError where there is no such department."""
    if department not in departments(portfolio):
        raise SettingsError(_unknown(portfolio, department))
    own = frozenset(one.id for one in portfolio.organisations if department_of(portfolio, one.id) == department)
    contracts = frozenset(one.id for one in portfolio.contracts if _concerns(portfolio, one, own))
    return Circle(
        department=department,
        organisations=own,
        contracts=contracts,
        options=frozenset(option.id for option in portfolio.options if option.contract in contracts),
        migrations=frozenset(move.id for move in portfolio.migrations if move.organisation in own),
    )


def joined(circles: Iterable[Circle]) -> Circle:
    """The records that are in one of the circles of a department, for instance before and after a change."""
    held = list(circles)
    return Circle(
        department=held[0].department,
        organisations=frozenset().union(*(one.organisations for one in held)),
        contracts=frozenset().union(*(one.contracts for one in held)),
        options=frozenset().union(*(one.options for one in held)),
        migrations=frozenset().union(*(one.migrations for one in held)),
    )


def departments(portfolio: Portfolio) -> frozenset[str]:
    """The ids of all departments."""
    return frozenset(department_of(portfolio, one.id) for one in portfolio.organisations)


def _concerns(portfolio: Portfolio, contract: Contract, own: frozenset[str]) -> bool:
    return not own.isdisjoint((*served_organisations(portfolio, contract), contract.buyer, contract.decision_owner))


def _unknown(portfolio: Portfolio, name: str) -> str:
    if name in portfolio.organisation_by_id:
        return f"{name!r} is a body of {department_of(portfolio, name)!r}; name the department"
    near = get_close_matches(name, departments(portfolio), n=1)
    known = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(departments(portfolio))) or 'none'}"
    return f"no department {name!r}; {known}"
