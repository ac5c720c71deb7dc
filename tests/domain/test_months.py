"""Month arithmetic: the same day of the month, clipped to a short month, always from the original day."""

from __future__ import annotations

import pytest

from planner.domain.calendar import add_months, financial_year, financial_year_label
from tests.sample.chains import on

FORWARD = [
    # origin, months, expected
    ("2027-01-31", 1, "2027-02-28"),  # February 2027 has 28 days
    ("2028-01-31", 1, "2028-02-29"),  # 2028 is a leap year
    ("2000-01-31", 1, "2000-02-29"),  # 2000 is divisible by 400: leap
    ("2100-01-31", 1, "2100-02-28"),  # 2100 is divisible by 100, not by 400: no leap day
    ("2027-01-31", 2, "2027-03-31"),  # March has 31 days, so the 31st comes back
    ("2027-01-30", 1, "2027-02-28"),  # the 30th is clipped as well
    ("2027-01-29", 1, "2027-02-28"),  # the 29th is clipped outside leap years
    ("2028-01-29", 1, "2028-02-29"),  # and stands in a leap year
    ("2027-01-28", 1, "2027-02-28"),  # nothing to clip
    ("2027-02-28", 1, "2027-03-28"),  # the last day of February is no 'end of month': the day stays 28
    ("2028-02-29", 1, "2028-03-29"),  # likewise 29
    ("2028-02-29", 12, "2029-02-28"),  # no 29 February 2029
    ("2028-02-29", 48, "2032-02-29"),  # four years on it is back
    ("2096-02-29", 48, "2100-02-28"),  # the four years that do not reach a leap year
    ("2027-03-31", 1, "2027-04-30"),  # April has 30 days
    ("2027-05-31", 1, "2027-06-30"),  # June has 30 days
    ("2028-10-31", 12, "2029-10-31"),  # October to October
    ("2028-10-31", 18, "2030-04-30"),  # 31 Oct 2029 plus 6 months: April has 30 days
    ("2026-10-31", 4, "2027-02-28"),  # Nov, Dec, Jan, Feb
    ("2027-10-31", 4, "2028-02-29"),  # the same over a leap day
    ("2026-12-31", 1, "2027-01-31"),  # over the end of the year
    ("2026-12-31", 2, "2027-02-28"),
    ("2027-11-30", 3, "2028-02-29"),  # 30 is clipped to 29
    ("2027-06-15", 0, "2027-06-15"),  # no months: the day itself
    ("2025-10-31", 36, "2028-10-31"),  # three years
    ("2023-05-31", 7, "2023-12-31"),  # May + 7 = December, 31 days
]

BACKWARD = [
    ("2028-03-31", -1, "2028-02-29"),
    ("2027-05-31", -3, "2027-02-28"),
    ("2027-09-30", -6, "2027-03-30"),  # the day stays 30 although March has 31
    ("2027-01-01", -1, "2026-12-01"),
    ("2027-12-31", -13, "2026-11-30"),  # a year and a month back: November has 30 days
    ("2028-02-29", -12, "2027-02-28"),
    ("2028-02-29", -48, "2024-02-29"),
]


@pytest.mark.parametrize(("origin", "months", "expected"), FORWARD + BACKWARD)
def test_months_later_or_earlier(origin: str, months: int, expected: str) -> None:
    assert add_months(on(origin), months) == on(expected)


@pytest.mark.parametrize(
    ("day", "start_month", "year", "label"),
    [
        ("2027-03-31", 4, 2026, "2026-27"),  # the last day of the year that began on 1 April 2026
        ("2027-04-01", 4, 2027, "2027-28"),  # the first of the next
        ("2028-02-29", 4, 2027, "2027-28"),
        ("2027-12-31", 1, 2027, "2027"),  # financial years that are calendar years
        ("2028-01-01", 1, 2028, "2028"),
        ("2099-04-01", 4, 2099, "2099-00"),  # the label turns with the century
    ],
)
def test_financial_year_of_a_day(day: str, start_month: int, year: int, label: str) -> None:
    assert financial_year(on(day), start_month) == year
    assert financial_year_label(year, start_month) == label
