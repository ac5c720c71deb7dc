"""What could be a little better: one more unit of a capacity, a milestone a month earlier, one more option.

Each lever only ever allows more, so a plan for the portfolio as it is keeps every rule under it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planner.domain.calendar import add_months
from planner.domain.clusters import Milestone
from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionState
from planner.domain.levers.amounts import capacity_more
from planner.domain.levers.capacity_raised import MoreUnits, with_units
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.domain.wording import calendar_day

NEW_OPTION_MONTHS = 12
"""Length of one more option where the contract has none to go by; an assumption."""


class LeverKind(StrEnum):
    """What is moved by one unit."""

    CAPACITY = "capacity"
    MILESTONE = "milestone"
    OPTION = "option"


@dataclass(frozen=True)
class Period:
    """The days `[from_date, until_date)`."""

    from_date: date
    until_date: date

    def __str__(self) -> str:
        return f"from {calendar_day(self.from_date)} until {calendar_day(self.until_date)}"


@dataclass(frozen=True, kw_only=True)
class MarginalLever:
    """One unit of improvement, and the portfolio with it. `subject` is a resource, milestone or contract id."""

    kind: LeverKind
    subject: str
    explanation: str
    portfolio: Portfolio


def levers(portfolio: Portfolio, period: Period | None = None) -> tuple[MarginalLever, ...]:
    """Every lever of a portfolio; one more unit of capacity always, or only within a period.

    No lever asks for anything before the status date. Left out: milestones that are achieved or not ahead, contracts for
    which no further option can be lawful or priced, and capacity in a period that is over.
    """
    if period is not None:
        period = Period(max(period.from_date, portfolio.status_date), period.until_date)
    over = period is not None and period.until_date <= period.from_date
    capacities = (_more_capacity(portfolio, resource, period) for resource in portfolio.resources if not over)
    earlier = (_earlier(portfolio, milestone) for milestone in portfolio.milestones if _is_ahead(portfolio, milestone))
    options = (lever for contract in portfolio.contracts for lever in _one_more_option(portfolio, contract))
    return (*capacities, *earlier, *options)


def _more_capacity(portfolio: Portfolio, resource: Resource, period: Period | None) -> MarginalLever:
    if period is None:
        changed = capacity_more(resource).changed(portfolio, 1)
    else:
        changed = with_units(portfolio, [MoreUnits(resource.id, period.from_date, period.until_date, 1)])
    return MarginalLever(
        kind=LeverKind.CAPACITY,
        subject=resource.id,
        explanation=f"one more of {resource.name} {period or 'throughout'}",
        portfolio=changed,
    )


def _is_ahead(portfolio: Portfolio, milestone: Milestone) -> bool:
    return milestone.achieved_date is None and milestone.planning_date > portfolio.status_date


def _earlier(portfolio: Portfolio, milestone: Milestone) -> MarginalLever:
    """The milestone a month earlier, or today where that would be in the past."""

    def month_before(day: date | None) -> date | None:
        return None if day is None else max(add_months(day, -1), min(day, portfolio.status_date))

    moved = replace(
        milestone,
        forecast_date=month_before(milestone.forecast_date),
        early_date=month_before(milestone.early_date),
        likely_date=month_before(milestone.likely_date),
        late_date=month_before(milestone.late_date),
    )
    days = (milestone.planning_date - moved.planning_date).days
    whole = add_months(milestone.planning_date, -1) == moved.planning_date
    earlier = "one month" if whole else f"{days} day{'' if days == 1 else 's'}"
    return MarginalLever(
        kind=LeverKind.MILESTONE,
        subject=milestone.id,
        explanation=f"{milestone.name} on {calendar_day(moved.planning_date)}, {earlier} earlier",
        portfolio=replace(
            portfolio, milestones=tuple(moved if m.id == milestone.id else m for m in portfolio.milestones)
        ),
    )


def _one_more_option(portfolio: Portfolio, contract: Contract) -> Iterator[MarginalLever]:
    """The first option that can no longer be used, back again; where all can, another like the last.

    It can be decided until the end that it extends. Nothing where it would run beyond the maximum end, extends what has
    already ended, or has no price to go by, nor for a contract that goes on by itself.
    """
    if contract.runs_on:
        return
    chain = portfolio.chain_by_contract[contract.id]
    lost = next((link for link in chain if link.unavailable_reason is not None), None)
    if lost is not None:
        option, explanation = _revived(lost.option), f"{lost.option.id} of {contract.name} could still be used"
        options = tuple(option if other.id == option.id else other for other in portfolio.options)
    else:
        option = _another(contract, chain)
        explanation = f"{option.months} more months for {contract.name}, priced as the last option"
        explanation = explanation if chain else f"{option.months} more months for {contract.name} at its annual price"
        options = (*portfolio.options, option)
    if option.annual_price_pounds is None and contract.annual_price_pounds is None:
        return
    changed = replace(portfolio, options=options)
    link = next(link for link in changed.chain_by_contract[contract.id] if link.option.id == option.id)
    if link.unavailable_reason is None:
        yield MarginalLever(kind=LeverKind.OPTION, subject=contract.id, explanation=explanation, portfolio=changed)


def _revived(option: ExtensionOption) -> ExtensionOption:
    return replace(option, state=OptionState.AVAILABLE, notice=Notice(), internal_lead_days=0, lead_days=0)


def _another(contract: Contract, chain: tuple[ChainLink, ...]) -> ExtensionOption:
    last = chain[-1].option if chain else None
    like = last or ExtensionOption(id="", contract=contract.id, sequence=0)
    return replace(
        _revived(like),
        id=f"{contract.id}-one-more",
        sequence=like.sequence + 1,
        months=like.months or NEW_OPTION_MONTHS,
        end_date=None,
    )
