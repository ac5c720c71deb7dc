"""Contracts that go on by themselves and columns about ends that have no effect, and rights whose window never opens."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.chains.notice_days import NoticeDays
from planner.domain.chains.stopping import Stopping
from planner.domain.contracts import Contract
from planner.domain.findings import Finding
from planner.domain.option_chain import Obstacle
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day
from planner.reading.cells.located import Tables

CODE = "window-never-opens"


def odd_renewals(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Windows that open after their last day, prices of renewals that never come, options "up to" no end."""
    for contract in portfolio.contracts:
        yield from _options(portfolio, contract, tables)
        yield from _stop(portfolio, contract, tables)
        if contract.renewal_annual_price_pounds is not None and not contract.runs_on:
            message = "it does not go on by itself, so the price of a renewal is not used"
            cure = "state renewal_months or rolling, or blank the price"
            place = tables.place("contracts", contract.id)
            yield place.warning("no-effect", "renewal_annual_price_pounds", message, cure=cure)


def _options(portfolio: Portfolio, contract: Contract, tables: Tables) -> Iterator[Finding]:
    for link in portfolio.chain_by_contract[contract.id]:
        place = tables.place("options", link.option.id)
        if link.obstacle is Obstacle.NEVER_OPENS:
            cure = "check the notice and the earliest notice, of the option or of its contract"
            yield place.warning(CODE, "earliest_notice", f"{link.unavailable_reason}: it cannot be used", cure=cure)
        if link.option.up_to and contract.maximum_end_date is None:
            message = f'contract "{contract.id}" states no maximum end, so the option runs its whole length'
            cure = f"state maximum_end_date in {tables.files['contracts']}, or write no"
            yield place.warning("no-effect", "up_to", message, cure=cure)


def _stop(portfolio: Portfolio, contract: Contract, tables: Tables) -> Iterator[Finding]:
    if not contract.runs_on or contract.earliest_notice is None:
        return
    days = Stopping.of(portfolio, contract).days(portfolio.first_end_by_contract[contract.id])
    if days.never_open:
        message = f"a stop {_never(days)}, so nobody can stop the contract"
        cure = "check the notice and the earliest notice"
        yield tables.place("contracts", contract.id).warning(CODE, "earliest_notice", message, cure=cure)


def _never(days: NoticeDays) -> str:
    assert days.opens is not None
    first, last = calendar_day(days.opens.value), calendar_day(days.notice.value)
    return f"can be served from {first} on, after its last day {last}"
