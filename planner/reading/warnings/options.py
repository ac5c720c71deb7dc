"""Options that are shorter than their notice, or that an option before them blocks."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import NoticeUnit, OptionKind, OptionState
from planner.domain.findings import Finding
from planner.domain.option_chain import ChainLink, option_chain
from planner.domain.portfolio import Portfolio
from planner.reading.cells.located import Tables


def odd_options(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Every chain of options, link by link."""
    for contract in portfolio.contracts:
        lost: ChainLink | None = None
        chain = option_chain(portfolio, contract) if portfolio.options_by_contract[contract.id] else ()
        for link in chain:
            yield from _shorter_than_notice(portfolio, link, tables)
            yield from _minimum(link, tables)
            if lost is not None and link.option.kind is OptionKind.BRIDGE and not link.exercised:
                yield _blocked(link, lost, tables)
            if lost is None and link.unavailable_reason is not None:
                lost = link


def _shorter_than_notice(portfolio: Portfolio, link: ChainLink, tables: Tables) -> Iterator[Finding]:
    option = link.option
    notice = portfolio.contract_by_id[option.contract].notice if option.notice is None else option.notice
    in_months = notice.unit is NoticeUnit.MONTHS and option.months is not None and option.end_date is None
    notice_days = (link.extends_end_date - link.notice.value).days
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
