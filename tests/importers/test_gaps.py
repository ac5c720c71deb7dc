"""The questions about what a list does not say: dearest and earliest first, and a workbook that comes back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.domain.policy import Policy
from planner.reading.edits.base import GAPS
from planner.reading.edits.base_sheet import found_base
from planner.reading.edits.differences import differences
from planner.reading.edits.words import ANSWER, GAPS_SHEET
from planner.reading.files.workbook import workbook_rows
from planner.reading.importers.gaps import gaps_of
from planner.reading.importers.gaps_file import gaps_workbook

CONTRACTS = (
    {"id": "CHEAP", "name": "Cheap", "expiry_date": "2027-01-31", "annual_price_pounds": "1000"},
    {"id": "LATER", "name": "Dear", "expiry_date": "2029-01-31", "annual_price_pounds": "9000"},
    {"id": "SOON", "name": "=Dear", "expiry_date": "2028-01-31", "annual_price_pounds": "9000", "notice": "6"},
    {"id": "FREE", "name": "No price", "expiry_date": "2026-01-31", "buyer": "HMT"},
)


def test_the_dearest_contract_comes_first_and_of_equal_ones_the_earliest() -> None:
    gaps = gaps_of(CONTRACTS, (), Policy())
    assert list(dict.fromkeys(gap.contract for gap in gaps)) == ["SOON", "LATER", "CHEAP", "FREE"]


def test_only_what_is_not_stated_is_asked() -> None:
    asked = {gap.column for gap in gaps_of(CONTRACTS, (), Policy()) if gap.contract == "SOON"}
    assert asked == {"internal_lead_days", "options", "exposure_pounds_per_day", "buyer", "decision_owner"}


def test_a_question_says_what_is_assumed_meanwhile() -> None:
    gap = next(gap for gap in gaps_of(CONTRACTS, (), Policy(unstated_notice_days=120)) if gap.column == "notice")
    assert "in months or days" in gap.question
    assert gap.assumed.startswith("120 days")


def test_a_contract_with_an_option_is_not_asked_for_one() -> None:
    gaps = gaps_of(CONTRACTS, ({"contract": "SOON"},), Policy())
    assert "SOON · options" not in {gap.key for gap in gaps}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "gaps.xlsx"
    path.write_bytes(gaps_workbook(gaps_of(CONTRACTS, (), Policy())))
    return path


def test_the_same_gaps_give_the_same_bytes() -> None:
    gaps = gaps_of(CONTRACTS, (), Policy())
    assert gaps_workbook(gaps) == gaps_workbook(gaps)


def test_an_untouched_workbook_holds_no_edit(workbook: Path) -> None:
    sheets = workbook_rows(workbook)
    base = found_base(sheets)
    assert base is not None
    assert base.kind == GAPS
    found = differences(base, sheets)
    assert (found.changes, found.missing, found.unknown, found.lost_columns) == ((), (), (), ())


def test_an_answer_is_a_difference_from_what_there_was(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book[GAPS_SHEET]
    titles = {cell.value: cell.column for cell in sheet[4]}
    row = next(number for number in range(5, 99) if sheet.cell(number, titles["Gap"]).value == "LATER · notice")
    sheet.cell(row, titles[ANSWER]).value = "6 months"
    book.save(workbook)
    sheets = workbook_rows(workbook)
    base = found_base(sheets)
    assert base is not None
    (edit,) = differences(base, sheets).edits
    assert (edit.id, edit.column, edit.new) == ("LATER · notice", ANSWER, "6 months")


def test_a_name_that_looks_like_a_formula_stays_a_text(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)[GAPS_SHEET]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=Dear"]
    assert cells
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} <= {("s", True), ("f", True)}
