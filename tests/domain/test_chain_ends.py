"""Where the options of a chain end: months counted from the original day, stated ends starting a new count."""

from __future__ import annotations

import pytest

from planner.domain.contracts import Contract
from planner.domain.option_chain import covered_until_date
from tests.sample.chains import chain_of, on, option_of

CASES = [
    # expiry, lengths (months, or a stated end), expected ends
    ("2027-01-31", [1, 1], ["2027-02-28", "2027-03-31"]),  # 31 Jan + 1 + 1 is 31 Mar, not 28 Mar
    ("2028-01-31", [1, 1, 1], ["2028-02-29", "2028-03-31", "2028-04-30"]),
    ("2028-10-31", [12, 12], ["2029-10-31", "2030-10-31"]),
    ("2026-12-31", [2, 2], ["2027-02-28", "2027-04-30"]),  # 31 Dec + 4 months: April has 30 days
    ("2027-08-30", [6, 6], ["2028-02-29", "2028-08-30"]),  # the 30th comes back
    ("2028-02-29", [12, 12, 12, 12], ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
    ("2023-05-31", [7], ["2023-12-31"]),
    ("2025-10-31", [36], ["2028-10-31"]),
    ("2027-01-31", [1, "2027-05-31", 1], ["2027-02-28", "2027-05-31", "2027-06-30"]),
    # A stated end is a new origin: a month from 1 March on is the whole of March.
    ("2027-01-31", ["2027-02-28", 1], ["2027-02-28", "2027-03-31"]),
    ("2027-01-31", [1, "2027-04-30", 1, 1], ["2027-02-28", "2027-04-30", "2027-05-31", "2027-06-30"]),
    ("2027-06-30", [6], ["2027-12-31"]),  # from 1 July on: July to December
    ("2027-09-30", [18], ["2029-03-31"]),  # from 1 October 2027 on: 3 months, the year 2028, 3 months
    ("2027-03-31", [6], ["2027-09-30"]),  # April to September
    ("2028-02-29", [1], ["2028-03-31"]),  # the whole of March
    ("2027-02-28", [12], ["2028-02-29"]),  # from 1 March 2027 on; the next 1 March follows 29 February
    ("2027-03-15", [6], ["2027-09-15"]),  # from 16 March on: until the day before 16 September
    ("2027-01-29", [1], ["2027-02-28"]),  # from 30 January on; there is no 30 February, so until the day before 1 March
    ("2027-01-30", [1, 1], ["2027-02-28", "2027-03-30"]),  # from 31 January on; two months on there is a 31 March
    ("2011-06-30", [6], ["2011-12-31"]),
    ("2027-01-31", [1, "2027-03-31", 1, 1], ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
]


@pytest.mark.parametrize(("expiry", "lengths", "ends"), CASES)
def test_ends_of_a_chain(expiry: str, lengths: list[int | str], ends: list[str]) -> None:
    chain = chain_of(expiry, [option_of(length, annual_price_pounds=1) for length in lengths])
    assert [link.end.value for link in chain] == [on(end) for end in ends]


@pytest.mark.parametrize(("expiry", "lengths", "ends"), CASES)
def test_each_option_extends_the_end_of_the_one_before(expiry: str, lengths: list[int | str], ends: list[str]) -> None:
    chain = chain_of(expiry, [option_of(length) for length in lengths])
    assert [link.extends_end_date for link in chain] == [on(expiry), *(on(end) for end in ends[:-1])]


def test_options_are_taken_by_sequence_not_by_order_of_input() -> None:
    # The portfolio holds them in reverse order: o2 first.
    chain = chain_of("2027-01-31", [option_of(1), option_of("2027-04-30")])
    assert [link.option.id for link in chain] == ["o1", "o2"]


def test_covered_until_is_the_day_after_the_last_day_in_force() -> None:
    contract = Contract(id="c", name="Payroll", expiry_date=on("2027-01-31"))
    chain = chain_of("2027-01-31", [option_of(1), option_of(1)])
    assert covered_until_date(contract, ()) == on("2027-02-01")
    assert covered_until_date(contract, chain[:1]) == on("2027-03-01")
    assert covered_until_date(contract, chain) == on("2027-04-01")


def test_days_an_option_adds() -> None:
    # 28 Feb less 31 Jan is 28 days; 31 Mar less 28 Feb is 31 days.
    chain = chain_of("2027-01-31", [option_of(1), option_of(1)])
    assert [link.length_days for link in chain] == [28, 31]


def test_derivation_of_an_end_names_the_original_day() -> None:
    first, second, third = chain_of("2027-01-29", [option_of(1), option_of(1), option_of("2027-06-15")])
    assert str(first.end) == "1 month from Sat 30 Jan 2027 on (no 30 Feb in 2027): in force until Sun 28 Feb 2027"
    assert str(second.end) == "2 months from Sat 30 Jan 2027 on: in force until Mon 29 Mar 2027"
    assert str(third.end) == "o3 runs until Tue 15 Jun 2027 as stated"
