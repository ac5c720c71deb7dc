"""What the text of a cell stands for, and what was probably meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from planner.domain.contracts import NoticeUnit
from planner.reading.cells.conversion import Choice, YesNo
from planner.reading.cells.dates import guess_date
from planner.reading.cells.nearest import Names, nearest_name
from planner.reading.cells.numbers import guess_number, parse_number
from planner.reading.files.workbook import cell_text


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", "12"), ("£1,200,000", "1200000"), ("-30", "-30"), ("0.25", "0.25"), ("12.0", "12"), ("-£5", "-5")],
)
def test_numbers_as_people_type_them(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "12,00", "1,2345", "1 200", "1e5", "٣", "--1", "12x", "1.2.3", "$5"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("1.2m", 1_200_000), ("£3bn", 3_000_000_000), ("12k", 12_000), ("1 200", 1200), ("−7", -7),
                         ("3 months", 3), ("1O0", 100)]
)  # fmt: skip
def test_number_probably_meant(text: str, number: int) -> None:
    assert guess_number(text) == number


@pytest.mark.parametrize("text", ["many", "", "31/1", "2027-28"])
def test_no_number_is_guessed_where_none_is_there(text: str) -> None:
    assert guess_number(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2027", date(2027, 12, 31)),
        ("12/31/2027", date(2027, 12, 31)),
        ("1.4.2028", date(2028, 4, 1)),
        ("20280401", date(2028, 4, 1)),
        ("2028/4/1", date(2028, 4, 1)),
        ("2028-04-01 00:00:00", date(2028, 4, 1)),
        ("1 Apr 2028", date(2028, 4, 1)),
        ("1st April 2028", date(2028, 4, 1)),
        ("2027-02-30", date(2027, 2, 28)),
        ("2028-00-10", date(2028, 1, 10)),
    ],
)
def test_date_probably_meant(text: str, day: date) -> None:
    assert guess_date(text) == day


@pytest.mark.parametrize("text", ["next spring", "Q1 2028", "31/12/27", "99/99/9999"])
def test_no_date_is_guessed_where_none_is_there(text: str) -> None:
    assert guess_date(text) is None


@pytest.mark.parametrize("text", ["clear days", "Clear Days", "clear_days", "CLEAR-DAYS"])
def test_capitals_and_hyphens_of_choices_do_not_matter(text: str) -> None:
    assert Choice(NoticeUnit).parse(text) is NoticeUnit.CLEAR_DAYS


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("Y", True), ("1", True), ("FALSE", False), ("n", False)])
def test_yes_and_no(text: str, value: bool) -> None:
    assert YesNo().parse(text) is value


def test_cells_of_a_workbook_become_the_text_of_a_csv_file() -> None:
    assert [cell_text(value) for value in (" x ", True, 12.0, 0.5, 1e-07, date(2028, 1, 2), 7)] == [
        "x", "yes", "12", "0.5", "0.0000001", "2028-01-02", "7"
    ]  # fmt: skip


def test_nearest_name_ignores_capitals() -> None:
    assert nearest_name("hmrc", ["HMRC", "HMT"]) == "HMRC"
    assert nearest_name("zzz", ["HMRC", "HMT"]) is None


def test_nearest_of_many_names_is_found_at_either_end_of_the_name() -> None:
    names = Names([f"contract-{number:05d}-north" for number in range(5_000)])
    assert names.nearest("contract-01234-norht") == "contract-01234-north"
    assert names.nearest("kontract-01234-north") == "contract-01234-north"
