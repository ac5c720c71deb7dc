"""The extension options of a contract laid on the calendar: ends, last days, prices, and which can still be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.calendar import (
    ONE_DAY,
    DerivedDate,
    add_months,
    financial_year,
    notice_deadline,
    show_date,
)
from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind, OptionState
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.portfolio import Portfolio

BINDING_KINDS = (CommitmentKind.OPTION_EXERCISED, CommitmentKind.NOTICE_SERVED)


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


def option_chain(portfolio: Portfolio, contract: Contract) -> tuple[ChainLink, ...]:
    """The options of a contract in sequence, available or not."""
    bound = _bound_options(portfolio)
    links: list[ChainLink] = []
    origin, months_since_origin, end = contract.expiry_date, 0, contract.expiry_date
    blocked: str | None = None
    for option in portfolio.options_by_contract[contract.id]:
        if option.end_date is not None:
            origin, months_since_origin = option.end_date, 0
        else:
            months_since_origin += option.months or 0
        new_end = _end(option, origin, months_since_origin)
        exercised = option.state is OptionState.EXERCISED or option.id in bound
        link = _link(portfolio, contract, option, end, new_end, exercised, blocked)
        links.append(link)
        blocked = blocked or (link.unavailable_reason and f"{option.id} before it cannot be used")
        end = new_end.value
    return tuple(links)


def usable_links(portfolio: Portfolio, contract: Contract) -> tuple[ChainLink, ...]:
    """The links up to the first that cannot be used: a plan takes a prefix of these."""
    chain = option_chain(portfolio, contract)
    return tuple(link for link in chain if link.unavailable_reason is None)


def covered_until_date(contract: Contract, links: tuple[ChainLink, ...]) -> date:
    """First day no longer covered when exactly these links are used."""
    return (links[-1].end.value if links else contract.expiry_date) + ONE_DAY


def _bound_options(portfolio: Portfolio) -> frozenset[str]:
    return frozenset(taken.subject for taken in portfolio.decisions_taken if taken.kind in BINDING_KINDS)


def _end(option: ExtensionOption, origin: date, months: int) -> DerivedDate:
    if option.end_date is not None:
        return DerivedDate(option.end_date, (f"{option.id} runs until {show_date(option.end_date)} as stated",))
    end = add_months(origin, months)
    return DerivedDate(end, (f"{months} months from {show_date(origin)}: in force until {show_date(end)}",))


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
    decision_date = notice.value - timedelta(days=lead_days)
    decision = notice.then(
        decision_date, f"less {lead_days} days of internal approval: decide by {show_date(decision_date)}"
    )
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
        else blocked or _unavailable_reason(portfolio, contract, option, new_end.value, decision_date),
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
    return deadline.then(award, f"less {option.lead_days} days to award it: {show_date(award)}")


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
    annual: float
    if option.annual_price_pounds is not None:
        annual = option.annual_price_pounds
    elif contract.annual_price_pounds is not None:
        annual = contract.annual_price_pounds * (1 + (option.uplift_percent or 0) / 100)
    else:
        raise ValueError(f"option {option.id} has no price")
    share = option.months / 12 if option.end_date is None and option.months else length_days / 365
    return int(annual * share + 0.5)
