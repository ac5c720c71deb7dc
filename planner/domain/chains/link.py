"""One extension option in its place in the chain of a contract: its days, its price, and whether it can be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from planner.domain.calendar import ONE_DAY, DerivedDate, acting_day, financial_year
from planner.domain.contracts import ExtensionOption, OptionKind


class Obstacle(StrEnum):
    """Why an option cannot be used."""

    LAPSED = "lapsed"
    REFUSED = "refused"
    TOO_LATE = "past its last day"
    NEVER_OPENS = "its window opens after its last day"
    BEYOND_MAXIMUM = "beyond the maximum end"
    HOLE = "behind a hole in the sequence"
    BEHIND_ANOTHER = "behind an option that cannot be used"
    STOPPED = "after the end of a contract that is stopped"
    AFTER_HORIZON = "after the horizon"
    IN_A_BUNDLE = "in a bundle with an option that cannot be used"


@dataclass(frozen=True, kw_only=True)
class ChainLink:
    """One option in its place in the chain, or one period for which the contract goes on `by_itself`.

    `extends_end_date`: last day in force before it. `end`: last day in force after it. `notice`: last day to give notice.
    `opens`: first day to give it, None where any day is. `decision`: last day to start the internal approval. Of a period
    these are the days of the stop that would prevent it. `exercised`: already decided, or owed; every plan contains it.
    `obstacle` and `unavailable_reason`: None where a plan may choose it. `assumed` are the figures behind `notice` and
    `decision` that nobody stated, in words; `notice_assumed`: one of them is behind `notice` as well. `own_notice_date`: its
    own last day for notice where a bundle makes `notice` and `decision` those of all its options; None: it is taken alone.
    `jurisdiction` is that of its bank holidays. `annual_part_pounds` is the price of the whole length without the fee;
    `minimum_days` is how long it must run (its length where it cannot be ended early).
    """

    option: ExtensionOption
    extends_end_date: date
    end: DerivedDate
    notice: DerivedDate
    decision: DerivedDate
    exercised: bool
    obstacle: Obstacle | None
    unavailable_reason: str | None
    jurisdiction: str
    annual_part_pounds: int
    minimum_days: int
    assumed: tuple[str, ...] = ()
    notice_assumed: bool = False
    opens: DerivedDate | None = None
    own_notice_date: date | None = None

    @property
    def by_itself(self) -> bool:
        """Whether it comes about unless somebody stops the contract; nobody decides or negotiates it."""
        return self.option.kind is OptionKind.RENEWAL

    @property
    def paid_by_day(self) -> bool:
        """Whether it is paid for the days on which a rolling contract runs on and that nobody owes."""
        return self.by_itself and self.minimum_days < self.length_days

    @property
    def is_open(self) -> bool:
        """Whether it can be used and nobody has decided on it."""
        return not self.exercised and self.obstacle is None

    @property
    def is_negotiated(self) -> bool:
        """Whether a plan that uses it still has to decide and agree on it; what comes by itself takes nobody's time."""
        return not self.exercised and not self.by_itself

    @cached_property
    def acting_decision(self) -> DerivedDate:
        """The day to start the internal approval: the last day, or the working day before it where it is none."""
        return acting_day(self.decision, self.jurisdiction)

    @cached_property
    def acting_notice(self) -> DerivedDate:
        """The day to give notice: the last day, or the working day before it where it is none."""
        return acting_day(self.notice, self.jurisdiction)

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
