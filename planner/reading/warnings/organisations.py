"""Organisations that stay and yet have migrations, and organisations nothing is said about."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.decisions_taken import AGREED_KINDS
from planner.domain.findings import Finding
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.routes import lineage, stays
from planner.reading.cells.located import Tables


def odd_organisations(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Migrations that will not be planned, and organisations without contract and migration in their whole family."""
    for migration in portfolio.migrations:
        organisation = portfolio.organisation_by_id[migration.organisation]
        if organisation.commitment is Commitment.DECLINED:
            place = tables.place("migrations", migration.id)
            message = f'organisation "{organisation.id}" has declined, so the migration is not planned'
            cure = "check the commitment of the organisation, or remove the migration"
            yield place.warning("declined-with-migration", "organisation", message, cure=cure)
    yield from _commitments_of_those_who_stay(portfolio, tables)
    mentioned = _mentioned(portfolio)
    for organisation in portfolio.organisations:
        if organisation.id not in mentioned:
            place = tables.place("organisations", organisation.id)
            message = f'no contract serves organisation "{organisation.id}" and no migration moves it'
            cure = f"add its contract and migration, or remove the row from {tables.files['organisations']}"
            yield place.warning("organisation-unused", "id", message, cure=cure)


def _commitments_of_those_who_stay(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    for taken in portfolio.decisions_taken:
        if taken.kind in AGREED_KINDS and stays(portfolio, portfolio.migration_by_id[taken.subject].organisation):
            place = tables.place("commitments", taken.id)
            message = f'the organisation of "{taken.subject}" stays, so what was agreed is not planned'
            cure = "check the commitment of the organisation, or the policy for undecided ones"
            yield place.warning("commitment-not-planned", "subject", message, cure=cure)


def _mentioned(portfolio: Portfolio) -> frozenset[str]:
    """Organisations in a contract or migration, with all above and below them."""
    named = {migration.organisation for migration in portfolio.migrations}
    for contract in portfolio.contracts:
        named.update(contract.organisations)
        named.update({contract.buyer} & portfolio.organisation_by_id.keys() if contract.buyer else ())
    above = {upper for id in named for upper in lineage(portfolio, id)}
    below = {o.id for o in portfolio.organisations if any(upper in named for upper in lineage(portfolio, o.id))}
    return frozenset(above | below)
