"""Calendar arithmetic: months, notice periods, working days, financial years; every result can say how it came about."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from planner.domain.contracts import Notice, NoticeUnit

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


def show_date(day: date) -> str:
    """A date as people write it, for instance `Sun 31 Oct 2027`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


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


def notice_deadline(end: date, notice: Notice, jurisdiction: str) -> DerivedDate:
    """The last day on which notice can be given to extend a contract that ends on `end` (its last day in force).

    Days: `end` less the days; a week has 7. Clear days: neither the day of notice nor `end` counts. Months: the same day
    of the month, clipped. Working days: counted back from `end`, rolled back to a working day first.
    """
    start = DerivedDate(end, (f"in force until {show_date(end)}",))
    if notice.amount == 0 and notice.unit is NoticeUnit.DAYS:
        return start.then(end, f"no notice period: {show_date(end)} is the last day to give notice")
    match notice.unit:
        case NoticeUnit.DAYS:
            to, remark = end - timedelta(days=notice.amount), ""
        case NoticeUnit.CLEAR_DAYS:
            to, remark = end - timedelta(days=notice.amount + 1), " (neither the day of notice nor the end counts)"
        case NoticeUnit.WEEKS:
            to, remark = end - timedelta(weeks=notice.amount), ""
        case NoticeUnit.MONTHS:
            to = add_months(end, -notice.amount)
            remark = clipping_remark(end, to)
        case NoticeUnit.WORKING_DAYS:
            to = working_days_before(end, notice.amount, jurisdiction)
            remark = _working_days_remark(end, jurisdiction)
    return start.then(to, f"less {notice} of notice{remark}: {show_date(to)} is the last day to give notice")


def clipping_remark(origin: date, to: date) -> str:
    """Says that the month of `to` is too short for the day of the month of `origin`; empty where it is not."""
    return f" (no {origin.day} {to:%b} in {to.year})" if to.day != origin.day else ""


def _working_days_remark(end: date, jurisdiction: str) -> str:
    rolled = working_days_before(end, 0, jurisdiction)
    counted_from = f"counted from {show_date(rolled)}, the last working day; " if rolled != end else ""
    return f" ({counted_from}{jurisdiction} public holidays)"


def count_days(days: int) -> str:
    """For instance `1 day`, `30 days`."""
    return f"{days} day" if days == 1 else f"{days} days"


def financial_year(day: date, start_month: int) -> int:
    """The calendar year in which the financial year of `day` begins."""
    return day.year if day.month >= start_month else day.year - 1


def financial_year_label(year: int, start_month: int) -> str:
    """For instance `2027-28`; `2027` where financial years are calendar years."""
    return str(year) if start_month == 1 else f"{year}-{(year + 1) % 100:02d}"
