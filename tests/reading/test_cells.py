"""What the text of a cell stands for, and what was probably meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from planner.domain.contracts import NoticeUnit
from planner.reading.cells.characters import control_character, invisible_characters
from planner.reading.cells.conversion import Choice, Jurisdiction, YesNo
from planner.reading.cells.date_order import ColumnOrder, DateOrder, column_order
from planner.reading.cells.dates import IsoDate
from planner.reading.cells.nearest import Names, nearest_name
from planner.reading.cells.numbers import DaysNumber, MonthsNumber, NoticeNumber, Share, WholeNumber, parse_number
from planner.reading.files.workbook import cell_text


def cure_of(cell: Any, text: str) -> str:
    """What a cell says to do about a text it refuses."""
    with pytest.raises(PydanticCustomError) as refused:
        cell.parse(text)
    assert refused.value.context is not None
    return str(refused.value.context["cure"])


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", "12"), ("£1,200,000", "1200000"), ("-30", "-30"), ("0.25", "0.25"), ("12.0", "12"), ("-£5", "-5")],
)
def test_numbers_as_people_type_them(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "12,00", "1,2345", "1 200", "1e5", "٣", "--1", "12x", "1.2.3", "$5"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


POUNDS = WholeNumber("pounds", 0, 10**12)

NUMBERS = [
    ("£1.2 million", 1_200_000),
    ("1.2m", 1_200_000),
    ("£3bn", 3_000_000_000),
    ("£500 thousand", 500_000),
    ("12k", 12_000),
    ("1e6", 1_000_000),
    ("2 x 600000", 1_200_000),
    ("2 × £600,000", 1_200_000),
    ("1 200", 1_200),
    ("1.200.000", 1_200_000),
    ("1O0", 100),
    ("about 500", 500),
    ("500?", 500),
    ("£1.2m p.a.", 1_200_000),
    ("250000 GBP", 250_000),
    ("'500", 500),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_with_one_reading_is_the_cure(text: str, number: int) -> None:
    assert cure_of(POUNDS, text) == f"write {number}"


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("500-600", "write 500 or 600, whichever is meant"),
        ("£1.2-1.4 million", "write 1200000 or 1400000, whichever is meant"),
        ("12,00", "write 12 or 1200, whichever is meant"),  # a decimal comma, or a digit too few
        ("12.5", "write 12 or 13, whichever is meant"),
    ],
)
def test_of_a_number_with_several_readings_all_are_named(text: str, cure: str) -> None:
    assert cure_of(POUNDS, text) == cure


@pytest.mark.parametrize(
    "text", ["many", "TBC", "#REF!", "--1", "1,2345", "(1,200)", "5000 per day", "9" * 80, "1e400"]
)
def test_without_a_reading_the_cure_is_an_example(text: str) -> None:
    assert cure_of(POUNDS, text).startswith(("write for instance 250000", "write a number from 0"))


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("12m", "write 12"),
        ("12 months", "write 12"),
        ("1 year", "write 12"),
        ("1.5 years", "write 18"),
        ("1 year 6 months", "write 18"),
        (
            "2+2",
            "write one row for each option: 2 and 2 months (24 and 24 where years are meant); or 4 for a single option",
        ),
        ("12+12", "write one row for each option: 12 and 12 months; or 24 for a single option"),
        ("52 weeks", "write whole months; where the length is none, leave it blank and state the last day as end_date"),
    ],
)
def test_a_length_in_months_as_people_write_it(text: str, cure: str) -> None:
    assert cure_of(MonthsNumber(), text) == cure


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("6 months", "write 6 and `months` in notice_unit"),
        ("6m", "write 6 and `months` in notice_unit"),
        ("three months' notice", "write 3 and `months` in notice_unit"),
        ("1 year", "write 12 and `months` in notice_unit"),
        ("12 weeks", "write 12 and `weeks` in notice_unit, or 84 and `days`"),  # 12 x 7
        ("20 working days", "write 20 and `working days` in notice_unit"),
        ("30 clear days", "write 30 and `clear days` in notice_unit"),
        ("90 days", "write 90 and `days` in notice_unit"),
    ],
)
def test_the_unit_of_a_notice_goes_into_its_own_column(text: str, cure: str) -> None:
    assert cure_of(NoticeNumber(), text) == cure


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("30 days", "write 30"),
        ("12 weeks", "write 84"),
        ("6 months", "write the days, for instance 180"),
        ("1 year", "write the days, for instance 365"),
        ("20 working days", "write the calendar days, for instance 30"),
    ],
)
def test_a_length_in_days_as_people_write_it(text: str, cure: str) -> None:
    assert cure_of(DaysNumber(), text) == cure


@pytest.mark.parametrize(
    ("text", "cure"), [("40%", "write 0.4"), ("40 per cent", "write 0.4"), ("x%", "write a number from 0 to 1")]
)
def test_a_share_written_in_per_cent(text: str, cure: str) -> None:
    assert cure_of(Share(), text) == cure


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("31/12/2027", "write 2027-12-31"),
        ("12/31/2027", "write 2027-12-31"),
        ("6/30/15", "write 2015-06-30"),
        ("31/3/28", "write 2028-03-31"),
        ("1.4.2028", "write 2028-04-01"),  # with dots the day stands first
        ("20280401", "write 2028-04-01"),
        ("2028/4/1", "write 2028-04-01"),
        ("2028-04-01 00:00:00", "write 2028-04-01"),
        ("30/06/2028 12:00", "write 2028-06-30"),
        ("1 Apr 2028", "write 2028-04-01"),
        ("1st April 2028", "write 2028-04-01"),
        ("June 30, 2028", "write 2028-06-30"),
        ("30-Jun-28", "write 2028-06-30"),
        ("2011-06-30T23:59:00Z", "write 2011-06-30"),
        ("2011-06-30T23:59:59+01:00", "write 2011-06-30"),
    ],
)
def test_a_date_with_one_reading_is_the_cure(text: str, cure: str) -> None:
    assert cure_of(IsoDate(), text) == cure


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("12/01/2028", "write 2028-01-12 (day first) or 2028-12-01 (month first), whichever is meant"),
        # Midnight of 1 July in British summer time.
        ("2011-06-30T23:00:00Z", "write 2011-06-30 or 2011-07-01, whichever is meant"),
        ("2028-06", "write the day: 2028-06-01 for the first of the month, 2028-06-30 for its last day"),
        ("June 2028", "write the day: 2028-06-01 for the first of the month, 2028-06-30 for its last day"),
        ("2027-02-30", "write a day that exists: that month ends on 2027-02-28"),
        ("46477", "format the cell as a date; as spreadsheets number the days it is 2027-03-31"),
        *(
            (text, "write the day, for instance 2027-12-31")
            for text in ("Q1 2028", "31/13/2027", "99/99/9999", "2028", "31/12/2628")
        ),
    ],
)
def test_of_a_date_with_several_readings_or_none_no_single_one_is_proposed(text: str, cure: str) -> None:
    assert cure_of(IsoDate(), text) == cure


def test_the_order_of_dates_is_shown_by_the_values_that_have_only_one() -> None:
    found = column_order([(2, "12/01/2028"), (3, "2028-01-01"), (4, "12/31/2028")])
    assert found == ColumnOrder(
        order=DateOrder.MONTH_FIRST, evidence="the column has the month first in row 4 (12/31/2028)"
    )


def test_a_column_with_both_orders_has_none() -> None:
    found = column_order([(2, "12/31/2028"), (3, "31/12/2028")])
    assert found.order is None
    assert (
        found.evidence == "the column has the month first in row 2 (12/31/2028) and the day first in row 3 (31/12/2028)"
    )


@pytest.mark.parametrize("text", ["GB", "UK", "uk", "United Kingdom"])
def test_the_kingdom_is_no_jurisdiction_because_its_nations_have_different_holidays(text: str) -> None:
    assert cure_of(Jurisdiction(), text) == "write the nation: GB-ENG, GB-WLS, GB-SCT, GB-NIR"


def test_the_name_of_a_nation_has_one_code() -> None:
    assert cure_of(Jurisdiction(), "Scotland") == "write GB-SCT"


@pytest.mark.parametrize(
    ("text", "cure"),
    [("calendar days", "write days"), ("wks", "write weeks"), ("business days", "write working days"),
     ("years", "write months here, and 12 months for each year in notice")],
)  # fmt: skip
def test_a_unit_of_notice_in_other_words(text: str, cure: str) -> None:
    assert cure_of(Choice(NoticeUnit), text) == cure


def test_control_characters_and_invisible_ones_have_names() -> None:
    assert control_character("Pay\x00roll") == "a NUL character"
    assert control_character("two\nlines") is None
    assert invisible_characters("HM\u200bRC") == "the invisible character U+200B (zero width space)"
    assert invisible_characters("Café") == ""


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
