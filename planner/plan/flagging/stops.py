"""The stop that a plan asks for of a contract that goes on by itself: its days, and what follows if nobody stops it."""

from __future__ import annotations

from datetime import date

from planner.domain.calendar import ONE_DAY, acting_day, days_left
from planner.domain.chains.prices import running_pounds_per_day
from planner.domain.chains.stopping import Stopping
from planner.domain.option_chain import ChainLink, Obstacle
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day, money
from planner.plan.flagging.records import StopNeeded
from planner.plan.schedule import ContractCover


def stop_needed(portfolio: Portfolio, cover: ContractCover) -> StopNeeded | None:
    """The stop with which the contract ends as the plan has it; None where it ends by itself or cannot be stopped.

    Nobody is asked to stop a contract that nobody can leave, that is stopped already, or that reaches its maximum end.
    """
    contract, following = cover.contract, next_period(cover)
    if not contract.runs_on or cover.no_route or contract.id in portfolio.stop_by_contract or following is None:
        return None
    ends_date = _last_day(portfolio, cover)
    stopping = Stopping.of(portfolio, contract)
    if not stopping.possible(ends_date):
        return None
    days = stopping.days(ends_date)
    acting = acting_day(days.decision, stopping.jurisdiction)
    return StopNeeded(
        ends_date=ends_date,
        until_date=None if contract.rolling else following.end.value,
        pounds=running_pounds_per_day(contract) if contract.rolling else following.full_price_pounds,
        opens_date=days.opens.value if days.opens is not None else None,
        notice_date=days.notice.value,
        notice_acting_date=acting_day(days.notice, stopping.jurisdiction).value,
        decide_by_date=days.decision.value,
        acting_date=acting.value,
        days_left=days_left(portfolio.status_date, acting.value, days.decision.value),
        derivation=str(acting),
        assumed=stopping.terms.assumed,
    )


def _last_day(portfolio: Portfolio, cover: ContractCover) -> date:
    """The last day in force of what comes before: a rolling contract ends on any day, an option with its whole length."""
    last = cover.used[-1:]
    if last and not (cover.contract.rolling and last[0].by_itself):
        return last[0].end.value
    return portfolio.date_of(cover.covered_until_day) - ONE_DAY


def next_period(cover: ContractCover) -> ChainLink | None:
    """What comes next unless the contract is stopped; None where nothing can."""
    last, unused = cover.used[-1:], cover.chain[len(cover.used) :]
    if cover.contract.rolling and last and last[0].by_itself:
        ended_early = cover.paid[-1].until_day - cover.paid[-1].from_day < last[0].length_days
        if ended_early:
            return last[0]
    return next((link for link in unused[:1] if link.obstacle in (None, Obstacle.AFTER_HORIZON)), None)


def stop_clause(portfolio: Portfolio, stop: StopNeeded) -> str:
    """What happens unless somebody stops the contract in time."""
    assumed = " (assumed)" if stop.assumed else ""
    return f"unless it is stopped by {calendar_day(stop.decide_by_date)}{assumed}, it {going_on(portfolio, stop)}"


def going_on(portfolio: Portfolio, stop: StopNeeded) -> str:
    """For instance `renews until Tue 28 Aug 2029 for £120,000`."""
    pounds = money(stop.pounds, portfolio.currency)
    if stop.until_date is None:
        return f"rolls on for {pounds} a day"
    return f"renews until {calendar_day(stop.until_date)} for {pounds}"
