"""What is known of an option that an act is about, and what happens if nobody decides on it."""

from __future__ import annotations

from planner.domain.calendar import ONE_DAY
from planner.domain.contracts import OptionKind
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day, day_count, money
from planner.plan.flagging.bundled import falling_with
from planner.plan.flagging.facts import begin_day
from planner.plan.flagging.headroom import headroom_note
from planner.plan.flagging.records import OptionNeeded, StopNeeded
from planner.plan.ledger import exposure_price
from planner.plan.register.records import Consequence, OptionDetail
from planner.plan.schedule import ContractCover


def task_of(option: OptionNeeded) -> str:
    """What to do about an option that is to be bought."""
    notice = f"{calendar_day(option.notice_acting_date)}{not_before(option)}"
    together = f" {option.together}" if option.together else ""
    match option.kind:
        case OptionKind.OPTION:
            return f"start the approval of {option.option}{together}, so that notice is given by {notice}"
        case OptionKind.MODIFICATION:
            return f"start to negotiate {option.option}{together}, so that it is agreed by {notice}"
        case OptionKind.RENEWAL:
            return f"let it go on with {option.option}; nothing is to be done"
        case OptionKind.BRIDGE:
            return f"start the approval of the award {option.option}{together}, so that the award starts by {notice}"


def not_before(right: OptionNeeded | StopNeeded) -> str:
    """The first day for notice in words; empty where any day will do."""
    return "" if right.opens_date is None else f" and not before {calendar_day(right.opens_date)}"


def option_detail(portfolio: Portfolio, cover: ContractCover, needed: OptionNeeded) -> OptionDetail:
    """The detail of an option of the plan."""
    link = next(link for link in cover.chain if link.option.id == needed.option)
    return OptionDetail(
        kind=needed.kind,
        supplier=cover.contract.supplier,
        full_price_pounds=link.full_price_pounds,
        covers_from_date=link.extends_end_date + ONE_DAY,
        covers_until_date=needed.until_date,
        agreement_probability=link.option.agreement_probability,
        negotiation=needed.kind is not OptionKind.OPTION,
        headroom=headroom_note(cover, link),
        consequence=_consequence(portfolio, cover, link),
    )


def _consequence(portfolio: Portfolio, cover: ContractCover, link: ChainLink) -> Consequence:
    begins = begin_day(portfolio, link)
    uncovered = max(0, cover.needed_until_day - begins)
    pounds = uncovered * exposure_price(portfolio, cover.contract)
    lost = falling_with(portfolio, link)
    return Consequence(
        uncovered_from_date=portfolio.date_of(begins) if uncovered else None,
        uncovered_days=uncovered,
        exposure_pounds=pounds,
        options_lost=lost,
        sentence=_sentence(portfolio, cover, begins, uncovered, pounds, lost),
    )


def _sentence(
    portfolio: Portfolio, cover: ContractCover, begins: int, uncovered: int, pounds: int, lost: tuple[str, ...]
) -> str:
    if uncovered:
        first = calendar_day(portfolio.date_of(begins))
        price = money(pounds, portfolio.currency)
        gap = f"{cover.contract.id} is uncovered from {first} for {day_count(uncovered)}: {price} of exposure"
    else:
        gap = f"nothing is uncovered: {cover.contract.id} is not needed any more by then"
    return f"{gap}; {' and '.join(lost)} can then not be used either" if lost else gap
