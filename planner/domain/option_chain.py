"""The extension options of a contract laid on the calendar: ends, last days, prices, and which can still be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.domain.calendar import (
    ONE_DAY,
    DerivedDate,
    add_months,
    clipping_remark,
    count_days,
    financial_year,
    notice_deadline,
    show_date,
)
from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind, OptionState

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio


@dataclass(frozen=True, kw_only=True)
class ChainLink:
    """One option in its place in the chain.

    `extends_end_date`: last day in force before it. `end`: last day in force after it. `notice`: last day to give notice.
    `decision`: last day to start the internal approval. `exercised`: already decided, every plan contains it.
    `unavailable_reason`: None where a plan may choose it. `annual_part_pounds` is the price of the whole length without
    the fee; `minimum_days` is how long it must run (its length where it cannot be ended early).
    """

    option: ExtensionOption
    extends_end_date: date
    end: DerivedDate
    notice: DerivedDate
    decision: DerivedDate
    exercised: bool
    unavailable_reason: str | None
    annual_part_pounds: int
    minimum_days: int

    @property
    def length_days(self) -> int:
        """Days in force that the option adds."""
        return (self.end.value - self.extends_end_date).days

    @property
    def full_price_pounds(self) -> int:
        """Price when it runs its whole length."""
        return self.option.fee_pounds + self.annual_part_pounds

    @property
    def daily_pounds(self) -> int:
        """Price of a day when it is ended early, rounded up to whole pounds."""
        return -(-self.annual_part_pounds // self.length_days)

    def days_paid(self, needed_days: int) -> int:
        """Days paid when cover is needed for `needed_days` after the day the option begins (negative: none)."""
        return min(self.length_days, max(self.minimum_days, needed_days))

    def price_pounds(self, needed_days: int) -> int:
        """Price when cover is needed for `needed_days` from the day the option begins."""
        days = self.days_paid(needed_days)
        if days == self.length_days:
            return self.full_price_pounds
        return self.option.fee_pounds + min(self.annual_part_pounds, days * self.daily_pounds)

    def pounds_by_financial_year(self, start_month: int) -> dict[int, int]:
        """The full price by financial year: the fee where the option begins, the rest by the days in force.

        Rounded cumulatively, so that the parts add up to the full price.
        """
        begins = self.extends_end_date + ONE_DAY
        shares = {financial_year(begins, start_month): self.option.fee_pounds}
        elapsed, charged = 0, 0
        while elapsed < self.length_days:
            year = financial_year(begins + timedelta(days=elapsed), start_month)
            year_end = date(year + 1, start_month, 1)
            elapsed = min(self.length_days, (year_end - begins).days)
            total = self.annual_part_pounds * elapsed // self.length_days
            shares[year] = shares.get(year, 0) + total - charged
            charged = total
        return shares


def build_chain(portfolio: Portfolio, contract: Contract) -> tuple[ChainLink, ...]:
    """The options of a contract in sequence, available or not; ask `Portfolio.chain_by_contract`, which keeps them."""
    exercised = _exercised_options(portfolio, contract)
    links: list[ChainLink] = []
    origin, months_since_origin, end = contract.expiry_date, 0, contract.expiry_date
    blocked: str | None = None
    for option in portfolio.options_by_contract[contract.id]:
        if option.end_date is not None:
            origin, months_since_origin = option.end_date, 0
        else:
            months_since_origin += option.months or 0
        new_end = _end(option, origin, months_since_origin)
        link = _link(portfolio, contract, option, end, new_end, option.id in exercised, blocked)
        links.append(link)
        blocked = blocked or (link.unavailable_reason and f"{option.id} before it cannot be used")
        end = new_end.value
    return tuple(links)


def usable_links(portfolio: Portfolio, contract: Contract) -> tuple[ChainLink, ...]:
    """The links that can be used, in sequence: a plan takes a prefix of these."""
    chain = portfolio.chain_by_contract[contract.id]
    return tuple(link for link in chain if link.unavailable_reason is None)


def covered_until_date(contract: Contract, links: tuple[ChainLink, ...]) -> date:
    """First day no longer covered when exactly these links are used."""
    return (links[-1].end.value if links else contract.expiry_date) + ONE_DAY


def _exercised_options(portfolio: Portfolio, contract: Contract) -> frozenset[str]:
    """Options exercised, by their state or by a decision taken, and those before them, without which they could not be."""
    chain = portfolio.options_by_contract[contract.id]
    bound = portfolio.bound_options
    decided = [
        place for place, option in enumerate(chain) if option.state is OptionState.EXERCISED or option.id in bound
    ]
    last = max(decided, default=-1)
    return frozenset(
        option.id
        for place, option in enumerate(chain)
        if place in decided or (place < last and option.state is OptionState.AVAILABLE)
    )


def _end(option: ExtensionOption, origin: date, months: int) -> DerivedDate:
    if option.end_date is not None:
        return DerivedDate(option.end_date, (f"{option.id} runs until {show_date(option.end_date)} as stated",))
    end = add_months(origin, months)
    length = f"{months} month" if months == 1 else f"{months} months"
    remark = clipping_remark(origin, end)
    return DerivedDate(end, (f"{length} after {show_date(origin)}{remark}: in force until {show_date(end)}",))


def _link(
    portfolio: Portfolio,
    contract: Contract,
    option: ExtensionOption,
    extends_end: date,
    new_end: DerivedDate,
    exercised: bool,
    blocked: str | None,
) -> ChainLink:
    notice = _notice_day(portfolio, contract, option, extends_end)
    lead_days = contract.internal_lead_days if option.internal_lead_days is None else option.internal_lead_days
    decision = _decision_day(notice, lead_days)
    length_days = (new_end.value - extends_end).days
    minimum = option.minimum_commitment_days
    return ChainLink(
        option=option,
        extends_end_date=extends_end,
        end=new_end,
        notice=notice,
        decision=decision,
        exercised=exercised,
        unavailable_reason=None
        if exercised
        else blocked or _unavailable_reason(portfolio, contract, option, new_end.value, decision.value),
        annual_part_pounds=_annual_part_pounds(contract, option, length_days),
        minimum_days=length_days if minimum is None else min(minimum, length_days),
    )


def _notice_day(portfolio: Portfolio, contract: Contract, option: ExtensionOption, extends_end: date) -> DerivedDate:
    default = Notice() if option.kind is OptionKind.BRIDGE else contract.notice
    notice = default if option.notice is None else option.notice
    deadline = notice_deadline(extends_end, notice, contract.jurisdiction or portfolio.jurisdiction)
    if option.lead_days == 0:
        return deadline
    award = deadline.value - timedelta(days=option.lead_days)
    return deadline.then(award, f"less {count_days(option.lead_days)} to award it: {show_date(award)}")


def _decision_day(notice: DerivedDate, lead_days: int) -> DerivedDate:
    to = notice.value - timedelta(days=lead_days)
    approval = f"less {count_days(lead_days)} of internal approval" if lead_days else "no internal lead time"
    return notice.then(to, f"{approval}: decide by {show_date(to)}")


def _unavailable_reason(
    portfolio: Portfolio, contract: Contract, option: ExtensionOption, end: date, decision_date: date
) -> str | None:
    if option.state in (OptionState.LAPSED, OptionState.REFUSED):
        return f"{option.id} is {option.state.value}"
    if decision_date < portfolio.status_date:
        return f"the last day to decide on {option.id} was {show_date(decision_date)}"
    if contract.maximum_end_date is not None and end > contract.maximum_end_date:
        return f"{option.id} would run beyond the maximum end {show_date(contract.maximum_end_date)}"
    return None


def _annual_part_pounds(contract: Contract, option: ExtensionOption, length_days: int) -> int:
    """The annual price for the length of the option, rounded half up; in whole numbers throughout, never in floats."""
    by_months = option.end_date is None and option.months is not None
    length, year = (option.months or 0, 12) if by_months else (length_days, 365)
    price, unit = _annual_price(contract, option)
    numerator, denominator = price * length, unit * year
    return (2 * numerator + denominator) // (2 * denominator)


def _annual_price(contract: Contract, option: ExtensionOption) -> tuple[int, int]:
    """Pounds a year as an exact fraction. An uplift is the decimal a person wrote: 2.3 is 23/10, not the nearest float."""
    if option.annual_price_pounds is not None:
        return option.annual_price_pounds, 1
    if contract.annual_price_pounds is None:
        raise ValueError(f"option {option.id} has no price")
    if not option.uplift_percent:
        return contract.annual_price_pounds, 1
    uplift, unit = Decimal(str(option.uplift_percent)).as_integer_ratio()
    return contract.annual_price_pounds * (100 * unit + uplift), 100 * unit
