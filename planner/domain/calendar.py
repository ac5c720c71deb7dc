"""Calendar arithmetic: months, notice periods, working days, financial years; every result can say how it came about."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.wording import calendar_day

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DerivedDate:
    """A computed date with the steps that lead to it, one sentence each."""

    value: date
    steps: tuple[str, ...] = ()

    def then(self, to: date, step: str) -> DerivedDate:
        """The next date of the derivation."""
        return DerivedDate(to, (*self.steps, step))

    def __str__(self) -> str:
        return "; ".join(self.steps)


def add_months(origin: date, months: int) -> date:
    """The same day of the month `months` later (earlier where negative), clipped to the end of a short month."""
    month_index = origin.year * 12 + origin.month - 1 + months
    year, month = divmod(month_index, 12)
    return date(year, month + 1, min(origin.day, monthrange(year, month + 1)[1]))


def working_days_before(end: date, amount: int, jurisdiction: str) -> date:
    """The working day `amount` working days before `end`; an `end` that is none is first rolled back to one."""
    day = end
    while not is_working_day(day, jurisdiction):
        day -= ONE_DAY
    for _ in range(amount):
        day -= ONE_DAY
        while not is_working_day(day, jurisdiction):
            day -= ONE_DAY
    return day


def is_working_day(day: date, jurisdiction: str) -> bool:
    """Neither Saturday, Sunday nor a public holiday of the jurisdiction."""
    return day.weekday() < 5 and day not in _public_holidays(jurisdiction, day.year)


@lru_cache(maxsize=512)
def _public_holidays(jurisdiction: str, year: int) -> frozenset[date]:
    import holidays

    country, _, subdivision = jurisdiction.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))


def acting_day(last: DerivedDate, jurisdiction: str) -> DerivedDate:
    """The day to act: the last day itself, or the working day before it where it is none."""
    day = working_days_before(last.value, 0, jurisdiction)
    if day == last.value:
        return last
    return last.then(day, f"{calendar_day(last.value)} is no working day ({jurisdiction}): act by {calendar_day(day)}")


def days_left(today: date, acting_date: date, last_date: date) -> int:
    """Days from today to the acting day; to the last day once the acting day has passed. Negative: late."""
    return ((acting_date if today <= acting_date else last_date) - today).days


def end_of_months(begins: date, months: int) -> date:
    """The last of so many whole months from the day `begins` on.

    It is the day before the same day of the month `months` later; where that month has no such day, its last day.
    """
    same_day = add_months(begins, months)
    return same_day if same_day.day != begins.day else same_day - ONE_DAY


def derived_end_of_months(begins: date, months: int) -> DerivedDate:
    """The last of so many whole months, with how it comes about."""
    end = end_of_months(begins, months)
    length = f"{months} month" if months == 1 else f"{months} months"
    remark = missing_day_remark(begins, months)
    return DerivedDate(end, (f"{length} from {calendar_day(begins)} on{remark}: in force until {calendar_day(end)}",))


def missing_day_remark(begins: date, months: int) -> str:
    """Says that the month after so many months has no day like the one it began on; empty where it has."""
    return clipping_remark(begins, add_months(begins, months))


def whole_months(begins: date, end: date) -> tuple[int, int]:
    """The whole months from the day `begins` to the last day `end`, and the days beyond them."""
    months = max(0, (end.year - begins.year) * 12 + end.month - begins.month + 1)
    while months > 0 and end_of_months(begins, months) > end:
        months -= 1
    return months, (end - (end_of_months(begins, months) if months else begins - ONE_DAY)).days


def notice_deadline(end: date, notice: Notice, jurisdiction: str, *, assumed: bool = False) -> DerivedDate:
    """The last day on which notice can be given to extend a contract that ends on `end` (its last day in force).

    `assumed`: nobody stated the notice, and the derivation says so.
    """
    start = DerivedDate(end, (f"in force until {calendar_day(end)}",))
    if notice.amount == 0 and notice.unit is NoticeUnit.DAYS and not assumed:
        return start.then(end, f"no notice period: {calendar_day(end)} is the last day to give notice")
    to, remark = last_day_to_give_notice(end, notice, jurisdiction)
    said = " (assumed, none is stated)" if assumed else ""
    return start.then(to, f"less {notice} of notice{said}{remark}: {calendar_day(to)} is the last day to give notice")


def last_day_to_give_notice(end: date, notice: Notice, jurisdiction: str) -> tuple[date, str]:
    """The day counted back from `end`, and a remark in brackets on how it was counted, empty where there is none.

    Days: `end` less the days; a week has 7. Clear days: neither the day of notice nor `end` counts. Months: the same day
    of the month, clipped. Working days: counted back from `end`, rolled back to a working day first.
    """
    match notice.unit:
        case NoticeUnit.DAYS:
            return end - timedelta(days=notice.amount), ""
        case NoticeUnit.CLEAR_DAYS:
            to = end - timedelta(days=notice.amount + 1)
            return to, " (neither the day of notice nor the end counts)"
        case NoticeUnit.WEEKS:
            return end - timedelta(weeks=notice.amount), ""
        case NoticeUnit.MONTHS:
            to = add_months(end, -notice.amount)
            return to, clipping_remark(end, to)
        case NoticeUnit.WORKING_DAYS:
            to = working_days_before(end, notice.amount, jurisdiction)
            return to, _working_days_remark(end, jurisdiction)


def clipping_remark(origin: date, to: date) -> str:
    """Says that the month of `to` is too short for the day of the month of `origin`; empty where it is not."""
    return f" (no {origin.day} {to:%b} in {to.year})" if to.day != origin.day else ""


def _working_days_remark(end: date, jurisdiction: str) -> str:
    rolled = working_days_before(end, 0, jurisdiction)
    counted_from = f"counted from {calendar_day(rolled)}, the last working day; " if rolled != end else ""
    return f" ({counted_from}{jurisdiction} public holidays)"


def financial_year(day: date, start_month: int) -> int:
    """The calendar year in which the financial year of `day` begins."""
    return day.year if day.month >= start_month else day.year - 1


def financial_year_label(year: int, start_month: int) -> str:
    """For instance `2027-28`; `2027` where financial years are calendar years."""
    return str(year) if start_month == 1 else f"{year}-{(year + 1) % 100:02d}"


@dataclass(frozen=True, order=True)
class FinancialQuarter:
    """A quarter of a financial year: the calendar year that year begins in, and 1 to 4; `from_date` is its first day."""

    year: int
    number: int
    start_month: int

    @property
    def from_date(self) -> date:
        """Its first day."""
        return add_months(date(self.year, self.start_month, 1), 3 * (self.number - 1))

    @property
    def until_date(self) -> date:
        """The first day after it."""
        return add_months(self.from_date, 3)

    def __str__(self) -> str:
        return f"{financial_year_label(self.year, self.start_month)} Q{self.number}"


def financial_quarter(day: date, start_month: int) -> FinancialQuarter:
    """The financial quarter of a day, for instance `2027-28 Q1`."""
    return FinancialQuarter(financial_year(day, start_month), (day.month - start_month) % 12 // 3 + 1, start_month)
