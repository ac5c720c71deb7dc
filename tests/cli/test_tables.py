import json
from datetime import date
from typing import Any

from planner.domain.rules import Term
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table, csv_text, plain_row, table_text

COLUMNS: tuple[Column[Any], ...] = (
    Column("id", "Contract"),
    Column("price_pounds", "Price", Kind.MONEY),
    Column("decide_by", "Decide by", Kind.DATE),
    Column("services", "Services"),
    Column("term", "Term", shown=False),
)
ROW = {
    "id": "c1",
    "price_pounds": 1200000,
    "decide_by": date(2027, 10, 31),
    "services": ("HR", "payroll"),
    "term": Term.EXPOSURE,
}


def test_csv_holds_raw_money_and_dates() -> None:
    table = Table(columns=COLUMNS, rows=[ROW, {"id": "c2"}])
    assert csv_text(table) == (
        "id,price_pounds,decide_by,services,term\nc1,1200000,2027-10-31,HR; payroll,exposure\nc2,,,,\n"
    )


def test_json_holds_raw_money_and_dates_and_null_for_what_is_not_stated() -> None:
    table = Table(columns=COLUMNS, rows=[])
    row = json.loads(json.dumps(plain_row(table, ROW)))
    assert row == {
        "id": "c1",
        "price_pounds": 1200000,
        "decide_by": "2027-10-31",
        "services": ["HR", "payroll"],
        "term": "exposure",
    }
    assert plain_row(table, {})["price_pounds"] is None


def test_a_terminal_shows_money_dates_and_lists_as_people_write_them() -> None:
    text = table_text(Table(columns=COLUMNS, rows=[ROW, {"id": "c2"}]))
    header, _, first, second = text.split("\n")
    assert header.split() == ["Contract", "Price", "Decide", "by", "Services"]
    assert first.split() == ["c1", "£1,200,000", "Sun", "31", "Oct", "2027", "HR,", "payroll"]
    assert second.split() == ["c2", "–", "–", "–"]


def test_a_narrow_terminal_wraps_text_and_loses_nothing() -> None:
    row = {**ROW, "id": "a contract with a very long name that does not fit"}
    text = table_text(Table(columns=COLUMNS, rows=[row]), width=50)
    assert max(map(len, text.split("\n"))) <= 50
    assert all(word in text for word in str(row["id"]).split())
    assert "£1,200,000" in text


def test_no_word_is_broken_however_narrow_the_terminal_is() -> None:
    row = {**ROW, "id": "CONTRACT-WITH-A-LONG-ID of somebody"}
    words = {*str(row["id"]).split(), "£1,200,000", "Sun", "31", "Oct", "2027", "HR,", "payroll"}
    for width in (80, 60, 40):
        assert words <= set(table_text(Table(columns=COLUMNS, rows=[row]), width=width).replace(":", "").split())


def test_markup_in_the_input_is_text() -> None:
    text = table_text(Table(columns=COLUMNS[:1], rows=[{"id": "[red]alarm[/red]"}]))
    assert "[red]alarm[/red]" in text


def test_a_truth_is_yes_or_no_on_a_terminal() -> None:
    columns: tuple[Column[Any], ...] = (Column("used", "Used"), Column("late", "Late"))
    assert "yes   no" in table_text(Table(columns=columns, rows=[{"used": True, "late": False}]))


def test_a_text_that_a_spreadsheet_would_run_gets_a_leading_quote_and_a_number_does_not() -> None:
    columns: tuple[Column[Any], ...] = (Column("name", "Name"), Column("days", "Days", Kind.NUMBER))
    rows = [{"name": '=HYPERLINK("x")', "days": -5}, {"name": ("@a", "b"), "days": 1}]
    assert csv_text(Table(columns=columns, rows=rows)).splitlines()[1:] == ['"\'=HYPERLINK(""x"")",-5', "'@a; b,1"]
