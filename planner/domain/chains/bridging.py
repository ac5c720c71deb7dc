"""By when a bridge has to be begun, so that it covers the first day that nothing else does."""

from __future__ import annotations

from datetime import date, timedelta

from planner.domain.calendar import DerivedDate, acting_day
from planner.domain.contracts import Contract
from planner.domain.portfolio import Portfolio


def bridge_last_date(portfolio: Portfolio, bare: date) -> date:
    """The last day to begin a bridge for a first day without cover."""
    return bare - timedelta(days=portfolio.policy.bridge_lead_days)


def bridge_acting_date(portfolio: Portfolio, contract: Contract, bare: date) -> date:
    """The day to begin it: the last day, or the working day before it where it is none."""
    last = DerivedDate(bridge_last_date(portfolio, bare))
    return acting_day(last, contract.jurisdiction or portfolio.jurisdiction).value
