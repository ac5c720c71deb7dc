"""Days as written, durations in months, and the first field that has an end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.reading.importers.ocds.periods import Period, first_period, near_months, read_period


def period(**fields: Any) -> Period:
    found = read_period(fields, "contract period")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "written",
    [
        "2028-03-31",
        "2028-03-31T23:59:59+01:00",  # no shift to the 31st or the 1st in another zone
        "2028-03-31T23:59:59Z",
        "2028-03-31T00:00:00Z",
        "2028-03-31T00:00:00+05:00",
        "2028-03-31 00:00",
    ],
)
def test_the_day_is_taken_as_written(written: str) -> None:
    assert period(endDate=written).end == date(2028, 3, 31)


def test_a_duration_counts_months_of_thirty_days() -> None:
    # 720 / 30 = 24 months from 1 April 2026: until 31 March 2028, and not 720 days, which end on 20 March
    found = period(startDate="2026-04-01", durationInDays=720)
    assert (found.end, found.months, found.end_is_computed) == (date(2028, 3, 31), 24, True)


@pytest.mark.parametrize(
    ("days", "months"), [(360, 12), (365, 12), (366, 12), (1095, 36), (1096, 36), (1461, 48), (90, 3)]
)
def test_years_of_365_days_are_whole_too(days: int, months: int) -> None:
    assert period(durationInDays=days).duration_months == months


def test_days_that_are_no_months_are_counted_as_days() -> None:
    # 45 days from 1 April: 30 of April and 15 of May
    found = period(startDate="2026-04-01", durationInDays=45)
    assert (found.end, found.months) == (date(2026, 5, 15), None)


def test_without_a_start_a_duration_has_no_end() -> None:
    assert period(durationInDays=1080).end is None


def test_a_stated_end_beats_a_duration() -> None:
    assert period(startDate="2026-04-01", endDate="2027-09-30", durationInDays=720).end == date(2027, 9, 30)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"startDate": "2028-04-01", "endDate": "2026-03-31"}, "before it begins"),
        ({"endDate": "31/03/2028"}, "no date as YYYY-MM-DD"),
        ({"endDate": "2027-02-29"}, "no date"),
        ({"endDate": 20280331}, "no date"),
        ({"endDate": "9999-12-31T00:00:00Z"}, "no end is agreed"),
        ({"endDate": "0001-01-01"}, "outside the years"),
        ({"durationInDays": -30}, "no number of days"),
        ({"durationInDays": 10**30}, "no number of days"),
        ({"durationInDays": "360"}, "no number of days"),
    ],
)
def test_what_cannot_be_used_is_named(fields: dict[str, Any], says: str) -> None:
    found = period(**fields)
    assert found.end is None
    assert any(says in fault for fault in found.faults)


def test_whole_months_are_meant_where_a_few_days_are_missing() -> None:
    # 11 June 2025 to 11 June 2028 is one day more than 36 months; 14 August to 1 July misses every month by two weeks
    assert near_months(date(2025, 6, 11), date(2028, 6, 11)) == 36
    assert near_months(date(2025, 4, 7), date(2027, 3, 31)) == 24
    assert near_months(date(2025, 8, 14), date(2028, 7, 31)) is None


def test_the_first_field_with_an_end_holds() -> None:
    fields = [
        ({"startDate": "2025-04-01"}, "contract"),
        (None, "award"),
        ({"durationInDays": 360}, "lot"),
        ({"startDate": "2025-04-01", "endDate": "2027-03-31"}, "tender"),
    ]
    found = first_period(fields)
    assert found is not None
    assert (found.where, found.end) == ("tender", date(2027, 3, 31))


def test_without_any_end_the_first_duration_holds() -> None:
    found = first_period([({"startDate": "2025-04-01"}, "contract"), ({"durationInDays": 360}, "lot"), ("x", "tender")])
    assert found is not None
    assert (found.where, found.end, found.months) == ("lot", None, 12)
