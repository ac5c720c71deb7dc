"""Who moves, who stays, and which contracts have no way off."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import Contract
from planner.domain.migrations import STANDARD_MODE, Migration, Mode
from planner.domain.organisations import Commitment
from planner.domain.policy import UndecidedPolicy
from planner.domain.portfolio import Portfolio


def stays(portfolio: Portfolio, organisation: str) -> bool:
    """Whether the organisation is planned as not joining: declined, or undecided under the policy `stay`."""
    commitment = portfolio.organisation_by_id[organisation].commitment
    if commitment is Commitment.UNDECIDED:
        return portfolio.policy.undecided is UndecidedPolicy.STAY
    return commitment is Commitment.DECLINED


def planned_migrations(portfolio: Portfolio) -> tuple[Migration, ...]:
    """The migrations of organisations that join, in the order of the portfolio."""
    return tuple(migration for migration in portfolio.migrations if not stays(portfolio, migration.organisation))


def all_modes(portfolio: Portfolio, migration: Migration) -> tuple[Mode, ...]:
    """The standard mode first, then the others in the order of the portfolio."""
    standard = Mode(migration=migration.id, id=STANDARD_MODE, profile=migration.profile)
    return (standard, *portfolio.modes_by_migration[migration.id])


def releasing_migrations(portfolio: Portfolio, contract: Contract) -> tuple[Migration, ...]:
    """The planned migrations after the last of which the contract is no longer needed."""
    releasing = portfolio.migrations_by_contract[contract.id]
    return tuple(migration for migration in releasing if not stays(portfolio, migration.organisation))


def served_organisations(portfolio: Portfolio, contract: Contract) -> tuple[str, ...]:
    """The organisations a contract serves; where none is stated, those whose migrations release it, else its buyer."""
    if contract.organisations:
        return contract.organisations
    served = tuple(dict.fromkeys(migration.organisation for migration in portfolio.migrations_by_contract[contract.id]))
    if not served and contract.buyer in portfolio.organisation_by_id:
        return (str(contract.buyer),)
    return served


def organisations_without_route(portfolio: Portfolio, contract: Contract) -> tuple[str, ...]:
    """The served organisations that stay, or that no planned migration moves off this contract.

    A body moves with the nearest organisation above it that has a planned migration releasing the contract, unless it
    stays itself. One such organisation keeps the contract needed until the horizon.
    """
    moving = {migration.organisation for migration in releasing_migrations(portfolio, contract)}

    def has_route(organisation: str) -> bool:
        if stays(portfolio, organisation):
            return False
        return any(upper in moving for upper in lineage(portfolio, organisation))

    return tuple(served for served in served_organisations(portfolio, contract) if not has_route(served))


def has_no_route(portfolio: Portfolio, contract: Contract) -> bool:
    """Whether the contract is needed until the horizon."""
    return not releasing_migrations(portfolio, contract) or bool(organisations_without_route(portfolio, contract))


def lineage(portfolio: Portfolio, organisation: str) -> Iterator[str]:
    """The organisation, its parent, the parent's parent, up to the department."""
    seen: set[str] = set()
    current: str | None = organisation
    while current is not None and current not in seen:
        seen.add(current)
        yield current
        current = portfolio.organisation_by_id[current].parent if current in portfolio.organisation_by_id else None


def department_of(portfolio: Portfolio, organisation: str) -> str:
    """The organisation at the top of the lineage."""
    *_, top = lineage(portfolio, organisation)
    return top
