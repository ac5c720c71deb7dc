"""The part of a portfolio that a general scheduling library can express: weighted tardiness under scarce resources."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.contracts import Contract
from planner.domain.days.closed_days import DayCount
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio


def _ending_by_itself(portfolio: Portfolio, contract: Contract) -> Contract:
    end = portfolio.first_end_by_contract[contract.id] if contract.runs_on else contract.expiry_date
    return replace(contract, expiry_date=end, renewal_months=None, rolling=False)


def reduce_portfolio(portfolio: Portfolio) -> Portfolio:
    """The portfolio without options, freezes, wave windows, modes, groups, budgets and negotiation limit.

    Resources keep one capacity for all time: their highest. No contract goes on by itself, and all days are calendar days.
    What is left to minimise is exposure and delay, both weighted tardiness; what is left to keep is release, precedence,
    capacity and the horizon. The horizon is long enough for the portfolio itself, hence for what is left of it.
    """
    highest = {resource.id: resource.capacity for resource in portfolio.resources}
    for step in portfolio.capacity_steps:
        highest[step.resource] = max(highest[step.resource], step.capacity)
    policy = replace(portfolio.policy, negotiation_limit=Policy().negotiation_limit)
    used = {migration.profile for migration in portfolio.migrations}
    return replace(
        portfolio,
        name=f"{portfolio.name}, reduced to weighted tardiness",
        policy=policy,
        day_count=DayCount.CALENDAR,
        closed_days=(),
        contracts=tuple(_ending_by_itself(portfolio, contract) for contract in portfolio.contracts),
        options=(),
        modes=(),
        profiles=tuple(profile for profile in portfolio.profiles if profile.id in used),
        groups=(),
        resources=tuple(replace(resource, capacity=highest[resource.id]) for resource in portfolio.resources),
        capacity_steps=(),
        freezes=(),
        wave_windows=(),
        budgets=(),
    )
