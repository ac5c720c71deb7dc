"""A workbook of ours given to check or plan: its plan sheets are no tables, and edits are not passed over in silence."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from planner.present.exchange.workbook.workbook import export_workbook
from planner.reading import check
from planner.reading.edits.base import GAPS, PLANNER_SHEET, WorkbookBase
from planner.reading.edits.base_sheet import write_base
from planner.reading.edits.words import MIGRATIONS
from planner.reading.files.returned import EDITS
from tests.present.exchange.workbooks import opened, sample, titles

CONTENT = export_workbook(sample())


def saved(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path


def test_an_edit_in_a_green_cell_is_a_warning_that_names_the_import(tmp_path: Path) -> None:
    book = opened(CONTENT)
    sheet = book[MIGRATIONS]
    sheet.cell(5, titles(sheet)["Remark"]).value = "not before Easter"
    (finding,) = [item for item in check(saved(book, tmp_path / "p.xlsx")).findings if item.file == "p.xlsx"]
    assert (finding.code, finding.is_error) == (EDITS, False)
    assert finding.message == "it holds 1 edit in green cells, which planning does not read"
    assert "planner import workbook p.xlsx --into FOLDER --out edits.toml" in str(finding.cure)


def test_a_damaged_base_does_not_stop_planning(tmp_path: Path) -> None:
    book = opened(CONTENT)
    book[PLANNER_SHEET]["A1"].value = "{"
    report = check(saved(book, tmp_path / "p.xlsx"))
    assert "unreadable-base" in {item.code for item in report.findings}
    assert not report.errors


@pytest.mark.parametrize("kind", [GAPS])
def test_a_list_of_gaps_is_known_and_the_import_is_named(tmp_path: Path, kind: str) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet("gaps").write_string(0, 0, "Gap")
        write_base(book.add_worksheet(PLANNER_SHEET), WorkbookBase(kind=kind, portfolio="p", status_date="2026-07-01"))
    path = tmp_path / "gaps.xlsx"
    path.write_bytes(content.getvalue())
    (finding,) = check(path).findings
    assert finding.is_error
    assert "planner import workbook gaps.xlsx" in str(finding.cure)
