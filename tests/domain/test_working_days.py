"""Working days by jurisdiction: bank holidays of England, Scotland and Northern Ireland, substitutes, one-off days."""

from __future__ import annotations

import pytest

from planner.domain.calendar import is_working_day, working_days_before
from tests.sample.chains import on

ENG, SCT, NIR, WLS = "GB-ENG", "GB-SCT", "GB-NIR", "GB-WLS"

DAYS = [
    ("2023-05-08", ENG, False),  # Monday, coronation bank holiday everywhere in the United Kingdom
    ("2023-05-08", SCT, False),
    ("2023-05-08", NIR, False),
    ("2023-05-01", ENG, False),  # the early May holiday a week before it
    ("2022-06-03", ENG, False),  # Friday, platinum jubilee
    ("2022-05-30", ENG, True),  # the spring holiday had moved to 2 June
    ("2022-09-19", SCT, False),  # state funeral
    ("2027-03-26", ENG, False),  # Good Friday (Easter Sunday 2027 is 28 March)
    ("2027-03-29", ENG, False),  # Easter Monday
    ("2027-03-29", NIR, False),
    ("2027-03-29", SCT, True),  # no holiday in Scotland
    ("2028-04-14", SCT, False),  # Good Friday (Easter Sunday 2028 is 16 April)
    ("2028-04-17", WLS, False),  # Easter Monday in Wales as in England
    ("2027-08-02", SCT, False),  # summer holiday: first Monday of August in Scotland
    ("2027-08-02", ENG, True),
    ("2027-08-30", ENG, False),  # last Monday of August elsewhere
    ("2027-08-30", SCT, True),
    ("2027-11-30", SCT, False),  # St Andrew's Day, a Tuesday
    ("2027-11-30", ENG, True),
    ("2027-03-17", NIR, False),  # St Patrick's Day, a Wednesday
    ("2027-03-17", ENG, True),
    ("2027-07-12", NIR, False),  # Battle of the Boyne, a Monday
    ("2026-07-13", NIR, False),  # its substitute: 12 July 2026 is a Sunday
    ("2027-07-12", SCT, True),
    ("2027-01-04", SCT, False),  # 2 January 2027 is a Saturday: substitute on Monday
    ("2027-01-04", ENG, True),
    ("2028-01-03", ENG, False),  # 1 January 2028 is a Saturday: substitute on Monday
    ("2028-01-04", SCT, False),  # and in Scotland 2 January, a Sunday, has its substitute on Tuesday
    ("2028-01-04", ENG, True),
    ("2026-12-28", ENG, False),  # Boxing Day 2026 is a Saturday: substitute on Monday
    ("2026-12-29", ENG, True),
    ("2027-12-27", ENG, False),  # Christmas Day 2027 is a Saturday
    ("2027-12-28", NIR, False),  # Boxing Day 2027 is a Sunday
    ("2027-12-29", NIR, True),
    ("2022-12-27", ENG, False),  # Christmas Day 2022 is a Sunday, Boxing Day stays on Monday
    ("2027-10-30", ENG, False),  # Saturday
    ("2027-10-31", ENG, False),  # Sunday
    ("2027-10-29", ENG, True),  # Friday
]


@pytest.mark.parametrize(("day", "jurisdiction", "expected"), DAYS)
def test_working_day_of_a_jurisdiction(day: str, jurisdiction: str, expected: bool) -> None:
    assert is_working_day(on(day), jurisdiction) is expected


COUNTED = [
    # end, working days, jurisdiction, expected
    ("2027-12-31", 5, ENG, "2027-12-22"),  # Fri; 30, 29, (28, 27 substitutes, 26, 25 weekend), 24, 23, 22
    ("2028-01-05", 1, ENG, "2028-01-04"),  # Wed to Tue
    ("2028-01-05", 1, SCT, "2027-12-31"),  # 4 and 3 January are substitutes, 2 and 1 a weekend: Friday
    ("2023-05-09", 1, ENG, "2023-05-05"),  # Tue; Monday 8 May 2023 is no working day: Friday
    ("2023-05-09", 5, ENG, "2023-04-28"),  # 5, 4, 3, 2 May, (1 May holiday), Friday 28 April
    ("2027-03-30", 1, ENG, "2027-03-25"),  # Tue after Easter: over Monday and Good Friday to Thursday
    ("2027-03-30", 1, SCT, "2027-03-29"),  # Easter Monday is worked in Scotland
    ("2027-03-30", 2, SCT, "2027-03-25"),  # but Good Friday is not
    ("2028-04-18", 1, NIR, "2028-04-13"),  # the same over Easter 2028
    ("2027-03-18", 1, NIR, "2027-03-16"),  # Thu; St Patrick's Day left out
    ("2027-03-18", 1, ENG, "2027-03-17"),
    ("2027-07-13", 1, NIR, "2027-07-09"),  # Tue; Monday 12 July left out: Friday
    ("2027-07-13", 1, ENG, "2027-07-12"),
    ("2027-12-01", 1, SCT, "2027-11-29"),  # Wed; St Andrew's Day left out: Monday
    ("2027-10-31", 0, ENG, "2027-10-29"),  # a Sunday is rolled back to Friday
    ("2027-10-31", 5, ENG, "2027-10-22"),  # Friday 29 less a week
    ("2027-10-31", 20, ENG, "2027-10-01"),  # Friday 29 less four weeks without a holiday
    ("2027-12-25", 0, ENG, "2027-12-24"),  # Saturday
    ("2027-12-28", 1, ENG, "2027-12-23"),  # a substitute Tuesday, rolled back to Friday 24, less one
    ("2028-10-31", 40, ENG, "2028-09-05"),  # Tue less eight weeks, no holiday from 5 September
    ("2028-10-31", 50, ENG, "2028-08-21"),  # ten weeks: Tue 22 August, one more for 28 August
    ("2028-10-31", 50, SCT, "2028-08-22"),  # 28 August is worked in Scotland
    ("2023-01-03", 2, ENG, "2022-12-29"),  # Tue; 2 January is the substitute; Fri 30, Thu 29
    ("2023-01-03", 4, ENG, "2022-12-23"),  # Fri 30, Thu 29, Wed 28, (27, 26, weekend), Fri 23
    ("2023-01-04", 1, SCT, "2022-12-30"),  # 3 and 2 January are holidays in Scotland
]


@pytest.mark.parametrize(("end", "amount", "jurisdiction", "expected"), COUNTED)
def test_working_days_counted_back(end: str, amount: int, jurisdiction: str, expected: str) -> None:
    assert working_days_before(on(end), amount, jurisdiction) == on(expected)
