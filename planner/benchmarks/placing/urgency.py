"""The urgency of a migration by expiry dates alone."""

from __future__ import annotations

from planner.benchmarks.placing.list_schedule import Priority
from planner.domain.migrations import Migration
from planner.domain.portfolio import Portfolio


def earliest_expiry(portfolio: Portfolio) -> Priority:
    """The day of the first expiry among the contracts a migration releases; the horizon where it releases none."""

    def day(migration: Migration) -> int:
        expiries = (portfolio.first_end_by_contract[contract] for contract in migration.releases)
        return min((portfolio.day_of(expiry) for expiry in expiries), default=portfolio.horizon_day)

    return day
