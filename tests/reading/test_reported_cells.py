"""Cells as people wrote them in public reports, and files that came out of other programs: the cure is what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from planner.domain.findings import Finding
from planner.reading import check
from tests.reading.folder import Folder

CASES = Path(__file__).parents[1] / "cases"


def findings_at(case: str) -> dict[tuple[str, int | None, str | None], Finding]:
    return {(finding.file, finding.row, finding.column): finding for finding in check(CASES / case).findings}


EXPIRY = [
    (2, "2028-06", "write the day: 2028-06-01 for the first of the month, 2028-06-30 for its last day"),
    (3, "6/30/15", "write 2015-06-30"),
    (4, "TBC", "it cannot be left open: write the day, for instance 2027-12-31, and set basis to assumed"),
    (5, "June 2028", "write the day: 2028-06-01 for the first of the month, 2028-06-30 for its last day"),
    (6, "31/3/28", "write 2028-03-31"),
    (7, "2011-06-30T23:59:00Z", "write 2011-06-30"),
    # Rows 3 and 9 show the month first, row 6 the day first: nobody can say which row 8 follows.
    (8, "12/01/2028", "write 2028-01-12 (day first) or 2028-12-01 (month first), whichever is meant"),
    (9, "12/31/2028", "write 2028-12-31"),
]


@pytest.mark.parametrize(("row", "text", "cure"), EXPIRY, ids=[text for _, text, _ in EXPIRY])
def test_dates_of_case_34(row: int, text: str, cure: str) -> None:
    finding = findings_at("reports/case34")["contracts.csv", row, "expiry_date"]
    assert finding.found == text
    assert finding.cure is not None
    assert finding.cure.startswith(cure)


FIGURES = [
    ("contracts.csv", 10, "annual_price_pounds", "write 1200000"),
    ("contracts.csv", 11, "annual_price_pounds", "write 1000000"),
    ("contracts.csv", 12, "annual_price_pounds", "write 500000"),
    ("contracts.csv", 13, "annual_price_pounds", "write 1200000"),
    ("contracts.csv", 14, "notice", "write 12 and `weeks` in notice_unit, or 84 and `days`"),
    ("contracts.csv", 15, "notice", "write 12 and `months` in notice_unit"),
    (
        "options.csv",
        2,
        "months",
        "write one row for each option: 2 and 2 months (24 and 24 where years are meant); or 4 for a single option",
    ),
    ("options.csv", 3, "months", "write one row for each option: 12 and 12 months; or 24 for a single option"),
    ("options.csv", 4, "months", "write 12"),
    ("options.csv", 5, "months", "write 12"),
]


@pytest.mark.parametrize(("file", "row", "column", "cure"), FIGURES)
def test_figures_of_case_34(file: str, row: int, column: str, cure: str) -> None:
    assert findings_at("reports/case34")[file, row, column].cure == cure


def test_the_kingdom_of_case_14a_is_refused_with_its_nations() -> None:
    finding = findings_at("reports/case14a")["portfolio.csv", 4, "value"]
    assert finding.is_error
    assert finding.cure == "write the nation: GB-ENG, GB-WLS, GB-SCT, GB-NIR"


def test_a_nul_character_is_named() -> None:
    finding = findings_at("faults/nul-in-cell")["contracts.csv", 2, "name"]
    assert finding.is_error
    assert finding.message == "it holds a NUL character"


@pytest.mark.parametrize(
    ("column", "formula"), [("fee_pounds", "=250000*2"), ("state", '=IF(TRUE,"refused","available")')]
)
def test_a_formula_that_was_never_computed_is_no_blank_cell(column: str, formula: str) -> None:
    (book,) = (CASES / "faults" / "formula-never-computed").iterdir()
    finding = next(finding for finding in check(book).errors if finding.column == column)
    assert (finding.row, finding.found) == (2, formula)
    assert finding.cure == "open the workbook in a spreadsheet program and save it, or write the value"


def test_a_stray_value_in_the_last_row_is_one_finding_that_names_it() -> None:
    (book,) = (CASES / "faults" / "value-in-last-row").iterdir()
    (finding,) = check(book).errors
    assert (finding.row, finding.column, finding.found) == (1_048_576, "name", "x")
    assert finding.cure == "delete the row, or fill in its other columns"


def test_a_column_of_dates_is_read_in_the_order_that_one_of_them_shows(folder: Folder) -> None:
    folder.set("contracts", 2, "expiry_date", "03/04/2028")
    folder.set("contracts", 3, "expiry_date", "03/31/2028")
    first, second = folder.check().errors
    assert first.cure == "write 2028-03-04: the column has the month first in row 3 (03/31/2028)"
    assert second.cure == "write 2028-03-31"


def test_a_title_above_the_header_is_the_only_finding(folder: Folder) -> None:
    path = folder.path / "contracts.csv"
    path.write_text(f"Contracts register,,\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    finding = folder.only()
    assert (finding.code, finding.row) == ("title-rows", 3)
    assert finding.message == 'the header stands in row 3, below "Contracts register"'
    assert finding.cure == "delete rows 1 to 2, so that the header is row 1"


def test_a_title_that_is_the_name_of_a_column_is_no_header(folder: Folder) -> None:
    path = folder.path / "contracts.csv"
    path.write_text(f"Services,,\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert folder.only().cure == "delete row 1, so that the header is row 1"


def test_a_blank_row_above_the_header_is_no_empty_table(folder: Folder) -> None:
    path = folder.path / "contracts.csv"
    path.write_text(f"\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert folder.only().cure == "delete row 1, so that the header is row 1"


def test_an_invisible_character_in_a_cell_is_named(folder: Folder) -> None:
    folder.set("contracts", 2, "expiry_date", "2028-03-31\u200b")
    assert folder.only().cure == (
        "write the day, for instance 2027-12-31; the cell holds the invisible character U+200B (zero width space): "
        "type it anew"
    )


def test_an_invisible_character_in_a_header_does_not_matter(folder: Folder) -> None:
    path = folder.path / "contracts.csv"
    path.write_text("\u200b" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert folder.check().findings == ()


def test_a_comma_too_many_may_be_a_list(folder: Folder) -> None:
    path = folder.path / "clusters.csv"
    path.write_text(path.read_text(encoding="utf-8") + "gamma,Gamma,A,,B\n", encoding="utf-8")
    assert folder.only().cure == (
        'put a value that contains a comma between quotes; separate the values of a list by ";"'
    )


@pytest.mark.parametrize("text", ["dept-a, body-a", "dept-a / body-a", "dept-a and body-a", "dept-a,body-a"])
def test_ids_separated_by_commas_are_a_list_with_the_wrong_separator(folder: Folder, text: str) -> None:
    folder.set("contracts", 2, "organisations", text)
    finding = folder.only()
    assert finding.message == f'"{text}" names 2 ids'
    assert finding.cure == 'separate them by ";": write "dept-a; body-a"'


def test_two_ids_where_one_belongs_ask_for_a_row_each(folder: Folder) -> None:
    folder.set("migrations", 2, "organisation", "dept-a, body-a")
    finding = next(finding for finding in folder.check().errors if finding.column == "organisation")
    assert finding.cure == "write one of them, and a row for each of the others"


def test_a_cell_in_the_last_corner_of_a_sheet_is_refused_before_the_sheet_is_read(tmp_path: Path) -> None:
    # 1,048,576 rows x 16,384 columns are 17 billion cells, which no memory holds.
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("contracts")
        sheet.write_row(0, 0, ("id", "name", "expiry_date"))
        sheet.write(1_048_575, 16_383, "x")
    (finding,) = check(path).errors
    assert (finding.code, finding.file, finding.row) == ("oversized-sheet", "book.xlsx[contracts]", 1_048_576)
    assert finding.message == "it reaches to row 1,048,576 and column 16,384"


@pytest.mark.parametrize(("text", "cure"), [("3 months ago", "for instance 30"), ("1 year 2 weeks", "for instance 30")])
def test_what_only_looks_like_a_length_is_no_advice(folder: Folder, text: str, cure: str) -> None:
    folder.set("contracts", 2, "internal_lead_days", text)
    assert folder.only().cure == f"write {cure}"
