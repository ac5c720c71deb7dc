"""A portfolio reduced to a few migrations: what these cannot do nobody can, and checks of it are fast."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from planner.domain.decisions_taken import AGREED_KINDS
from planner.domain.portfolio import Portfolio
from planner.domain.routes import releasing_migrations


def reduced(portfolio: Portfolio, members: Collection[str]) -> Portfolio:
    """The portfolio with these migrations alone, and the contracts that only they release; a relaxation.

    Options, and the limits on them, are left out: they tie no starts.
    """
    ends = {*members, *portfolio.milestone_by_id}
    contracts = tuple(contract for contract in portfolio.contracts if _released_by(portfolio, contract.id, members))
    return replace(
        portfolio,
        policy=replace(portfolio.policy, negotiation_limit=None),
        migrations=tuple(migration for migration in portfolio.migrations if migration.id in members),
        modes=tuple(mode for mode in portfolio.modes if mode.migration in members),
        precedences=tuple(p for p in portfolio.precedences if p.predecessor in ends and p.successor in ends),
        groups=tuple(
            replace(group, migrations=tuple(id for id in group.migrations if id in members))
            for group in portfolio.groups
        ),
        contracts=contracts,
        options=(),
        budgets=(),
        decisions_taken=tuple(t for t in portfolio.decisions_taken if t.kind in AGREED_KINDS and t.subject in members),
    )


def _released_by(portfolio: Portfolio, contract: str, members: Collection[str]) -> bool:
    releasing = releasing_migrations(portfolio, portfolio.contract_by_id[contract])
    return bool(releasing) and all(migration.id in members for migration in releasing)
