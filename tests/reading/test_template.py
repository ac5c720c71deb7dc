"""The template: every table with its columns, drop-downs and notes, and no data."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.reading import check, schema_tables, write_template


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_template(tmp_path / "template.xlsx")


def test_every_table_has_a_sheet_with_all_columns(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["instructions", *(table.name for table in schema_tables()), "examples"]
    for table in schema_tables():
        assert [cell.value for cell in book[table.name][1]] == [column.name for column in table.columns]


def test_every_column_has_a_note_with_its_meaning_and_example(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for table in schema_tables():
        for cell, column in zip(book[table.name][1], table.columns, strict=True):
            assert cell.comment is not None
            assert column.meaning in cell.comment.text
            assert column.example in cell.comment.text


def test_every_choice_has_a_drop_down(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for table in schema_tables():
        lists = [rule.formula1 for rule in book[table.name].data_validations.dataValidation if rule.type == "list"]
        for column in (column for column in table.columns if column.choices):
            assert '"' + ",".join(column.choices) + '"' in lists


def test_settings_are_listed_with_blank_values(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for table in (table for table in schema_tables() if table.settings):
        rows = list(book[table.name].iter_rows(min_row=2, max_col=2, values_only=True))
        assert rows == [(setting.name, None) for setting in table.settings]


def test_unfilled_template_holds_no_data(path: Path) -> None:
    report = check(path)
    assert [finding.code for finding in report.errors] == ["empty-portfolio"]
    assert {finding.code for finding in report.warnings} == {"no-rows", "no-status-date"}


def test_examples_stand_on_a_sheet_of_their_own(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["examples"]
    assert sheet["A1"].value == "Examples only: nothing on this sheet is read."
    values = {cell for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {column.example for table in schema_tables() if not table.settings for column in table.columns} <= values


def test_template_is_the_same_byte_for_byte(tmp_path: Path, path: Path) -> None:
    assert write_template(tmp_path / "again.xlsx").read_bytes() == path.read_bytes()
