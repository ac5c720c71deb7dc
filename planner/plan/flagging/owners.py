"""Who has to decide, as far as the records say."""

from __future__ import annotations

from planner.domain.contracts import Contract
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.routes import served_organisations


def decision_owner(portfolio: Portfolio, contract: Contract) -> str:
    """Who decides on extensions: as stated, else the buyer, else those served; says so where none is known."""
    for named in (contract.decision_owner, contract.buyer):
        if named is not None:
            return organisation_name(portfolio, named)
    served = served_organisations(portfolio, contract)
    return ", ".join(organisation_name(portfolio, id) for id in served) or "owner not stated"


def organisation_name(portfolio: Portfolio, id: str) -> str:
    """The name of an organisation; what is none is shown as written."""
    organisation = portfolio.organisation_by_id.get(id)
    return organisation.name if organisation is not None else id


def undecided_organisations(portfolio: Portfolio, contract: Contract) -> tuple[str, ...]:
    """The served organisations that have not decided to join."""
    return tuple(id for id in served_organisations(portfolio, contract) if is_undecided(portfolio, id))


def is_undecided(portfolio: Portfolio, organisation: str) -> bool:
    """Whether the organisation has neither committed itself nor declined."""
    return portfolio.organisation_by_id[organisation].commitment is Commitment.UNDECIDED
