"""Which ends and last days are others than planner 0.1.0 said, for tables that were written for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.calendar import add_months, notice_deadline
from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day


def moved_dates(portfolio: Portfolio) -> Iterator[str]:
    """One line for every option whose end, or last day to decide, moved with the meaning of months and blanks."""
    for contract in portfolio.contracts:
        if contract.expiry_date is None:
            continue  # 0.1.0 could not read it
        old_end = contract.expiry_date
        origin, months = contract.expiry_date, 0
        for link in (link for link in portfolio.chain_by_contract[contract.id] if not link.by_itself):
            extends = old_end
            if link.option.end_date is not None:
                origin, months, old_end = link.option.end_date, 0, link.option.end_date
            else:
                months += link.option.months or 0
                old_end = add_months(origin, months)
            yield from _line(link, old_end, _old_last_day(portfolio, contract, link.option, extends))


def _old_last_day(portfolio: Portfolio, contract: Contract, option: ExtensionOption, extends: date) -> date:
    """A blank notice, internal lead or time to award was none; a bridge counted back from the last day in force."""
    is_bridge = option.kind is OptionKind.BRIDGE
    notice = option.notice or (Notice() if is_bridge else contract.notice) or Notice()
    lead = contract.internal_lead_days if option.internal_lead_days is None else option.internal_lead_days
    given = notice_deadline(extends, notice, contract.jurisdiction or portfolio.jurisdiction).value
    return given - timedelta(days=(lead or 0) + (option.lead_days or 0))


def _line(link: ChainLink, old_end: date, old_last: date) -> Iterator[str]:
    moves = [
        f"{what} {calendar_day(now)}, was {calendar_day(before)}"
        for what, now, before in (
            ("ends", link.end.value, old_end),
            ("last day to decide", link.decision.value, old_last),
        )
        if now != before
    ]
    if moves:
        yield f"{link.option.id}: {'; '.join(moves)}"
