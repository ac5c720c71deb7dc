"""Options that are shorter than their notice, run past the maximum end, or are blocked by an option before them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import Contract, NoticeUnit, OptionKind, OptionState
from planner.domain.findings import Finding
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.reading.cells.located import Tables


def odd_options(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Every chain of options, link by link."""
    for contract in portfolio.contracts:
        lost: ChainLink | None = None
        chain = portfolio.chain_by_contract[contract.id]
        yield from _out_of_force(portfolio, contract, chain, tables)
        for link in (link for link in chain if not link.by_itself):
            yield from _shorter_than_notice(portfolio, link, tables)
            yield from _past_maximum(contract, link, tables)
            yield from _minimum(link, tables)
            if lost is not None and link.option.kind is OptionKind.BRIDGE and not link.exercised:
                yield _blocked(link, lost, tables)
            if lost is None and link.unavailable_reason is not None:
                lost = link


def _out_of_force(
    portfolio: Portfolio, contract: Contract, chain: tuple[ChainLink, ...], tables: Tables
) -> Iterator[Finding]:
    """A contract whose last day in force, with the options exercised, lies before the status date."""
    expiry = portfolio.first_end_by_contract[contract.id]
    end = max([expiry, *(link.end.value for link in chain if link.exercised)])
    if end < portfolio.status_date:
        what = "expired" if end == contract.expiry_date else "with its exercised options ended"
        what = "with its renewals ended" if contract.runs_on else what
        message = f"the contract {what} on {end}, before the status date {portfolio.status_date}"
        cure = "check the date; if it was extended, state the option as exercised"
        yield tables.place("contracts", contract.id).warning("expiry-in-past", "expiry_date", message, cure=cure)


def _past_maximum(contract: Contract, link: ChainLink, tables: Tables) -> Iterator[Finding]:
    maximum = contract.maximum_end_date
    if link.exercised and maximum is not None and contract.stated_expiry_date <= maximum < link.end.value:
        place = tables.place("options", link.option.id)
        column = "months" if link.option.end_date is None else "end_date"
        message = f'it is exercised and runs until {link.end.value}, past the maximum end {maximum} of "{contract.id}"'
        cure = f"check both dates; correct maximum_end_date in {tables.files['contracts']} if the extension was lawful"
        yield place.warning("exercised-past-maximum", column, message, cure=cure)


def _shorter_than_notice(portfolio: Portfolio, link: ChainLink, tables: Tables) -> Iterator[Finding]:
    option = link.option
    notice = portfolio.contract_by_id[option.contract].notice if option.notice is None else option.notice
    if notice is None:
        return
    in_months = notice.unit is NoticeUnit.MONTHS and option.months is not None and option.end_date is None
    notice_days = (link.extends_end_date - (link.own_notice_date or link.notice.value)).days
    longer = notice.amount > (option.months or 0) if in_months else notice_days > link.length_days
    if link.exercised or option.kind is OptionKind.BRIDGE or not longer:
        return
    place = tables.place("options", option.id)
    column = "months" if option.end_date is None else "end_date"
    message = f"it adds {link.length_days} days, fewer than its notice of {notice}"
    yield place.warning("option-shorter-than-notice", column, message, cure="check the length and the notice")


def _minimum(link: ChainLink, tables: Tables) -> Iterator[Finding]:
    minimum = link.option.minimum_commitment_days
    if minimum is not None and minimum > link.length_days:
        place = tables.place("options", link.option.id)
        message = f"the minimum commitment of {minimum} days is longer than the option, {link.length_days} days"
        yield place.warning("minimum-above-length", "minimum_commitment_days", message, cure="check both lengths")


def _blocked(link: ChainLink, lost: ChainLink, tables: Tables) -> Finding:
    place = tables.place("options", link.option.id)
    state = lost.option.state
    why = f"is {state}" if state in (OptionState.LAPSED, OptionState.REFUSED) else "can no longer be used"
    message = f'the bridge cannot be used, because "{lost.option.id}" before it in the chain {why}'
    cure = f'give the bridge a sequence before "{lost.option.id}", or take that option out'
    return place.warning("bridge-blocked", "sequence", message, cure=cure)
