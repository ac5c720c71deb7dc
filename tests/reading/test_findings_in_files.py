"""Files, headers and shapes that cannot be read as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.reading import check, read_portfolio, schema_tables
from tests.reading.folder import Folder, place_of

REQUIRED = [table.name for table in schema_tables() if table.required]
OPTIONAL_ALONE = ["policy", "groups", "capacity_steps", "freezes", "wave_windows", "budgets"]


def test_clean_folder_has_no_finding(folder: Folder) -> None:
    assert folder.check().findings == ()


def test_required_tables_are_the_five_stated() -> None:
    assert REQUIRED == ["organisations", "clusters", "milestones", "contracts", "migrations"]


@pytest.mark.parametrize("table", REQUIRED)
def test_missing_required_table_is_the_only_finding(folder: Folder, table: str) -> None:
    folder.remove(table)
    finding = folder.only()
    assert (finding.code, finding.file, finding.is_error) == ("missing-table", f"{table}.csv", True)


@pytest.mark.parametrize("table", [*OPTIONAL_ALONE, "risk_drivers", "commitments"])
def test_absent_optional_table_is_no_finding(folder: Folder, table: str) -> None:
    folder.remove(table)
    report = folder.check()
    assert report.findings == ()
    assert set(report.absent) == {table, "closed_days"}


def test_folder_without_anything_names_every_required_table(tmp_path: Path) -> None:
    errors = check(tmp_path).errors
    assert [finding.file for finding in errors] == [f"{table}.csv" for table in REQUIRED]


def test_folder_with_the_name_of_an_optional_table_is_not_passed_over(folder: Folder) -> None:
    folder.remove("freezes")
    (folder.path / "freezes.csv").mkdir()
    finding = folder.only()
    assert (finding.file, finding.is_error) == ("freezes.csv", True)
    assert "no regular file, but a folder" in finding.message


def test_broken_link_with_the_name_of_an_optional_table_is_not_passed_over(folder: Folder) -> None:
    folder.remove("freezes")
    (folder.path / "freezes.csv").symlink_to(folder.path / "nowhere")
    finding = folder.only()
    assert (finding.file, finding.is_error) == ("freezes.csv", True)
    assert "link to a file that does not exist" in finding.message


def test_path_that_does_not_exist(tmp_path: Path) -> None:
    (finding,) = check(tmp_path / "nowhere").findings
    assert finding.code == "no-input"


def test_path_that_is_neither_folder_nor_workbook(tmp_path: Path) -> None:
    path = tmp_path / "contracts.csv"
    path.write_text("id\n")
    (finding,) = check(path).findings
    assert (finding.code, finding.file) == ("unreadable-file", "contracts.csv")


def test_file_that_is_no_workbook_inside(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("not a workbook")
    (finding,) = check(path).findings
    assert (finding.code, finding.file) == ("unreadable-file", "book.xlsx")


def test_misspelt_file_name_is_a_warning_with_the_nearest(folder: Folder) -> None:
    (folder.path / "freezes.csv").rename(folder.path / "freeze.csv")
    finding = folder.only()
    assert (finding.code, finding.file, finding.is_error) == ("unknown-table", "freeze.csv", False)
    assert finding.cure == 'rename the file to "freezes"'


def test_misspelt_name_of_a_required_file_is_both_told(folder: Folder) -> None:
    (folder.path / "contracts.csv").rename(folder.path / "contract.csv")
    assert [(finding.code, finding.file) for finding in folder.check().findings] == [
        ("unknown-table", "contract.csv"),
        ("missing-table", "contracts.csv"),
    ]


def test_capitals_and_spaces_in_names_of_files_and_columns_do_not_matter(folder: Folder) -> None:
    (folder.path / "wave_windows.csv").rename(folder.path / "Wave Windows.CSV")
    rows = folder.rows("contracts")
    folder.write("contracts", [["Expiry date" if cell == "expiry_date" else cell for cell in rows[0]], *rows[1:]])
    assert folder.check().findings == ()


def test_other_files_in_the_folder_are_left_alone(folder: Folder) -> None:
    (folder.path / "README.md").write_text("Notes")
    assert folder.check().findings == ()


def test_two_files_of_one_table(folder: Folder) -> None:
    (folder.path / "Wave-windows.csv").write_bytes((folder.path / "wave_windows.csv").read_bytes())
    finding = folder.only()
    assert (finding.code, finding.is_error) == ("doubled-table", True)


def test_misspelt_column_is_told_once_and_read_all_the_same(folder: Folder) -> None:
    rows = folder.rows("contracts")
    folder.write("contracts", [["expiry_dat" if cell == "expiry_date" else cell for cell in rows[0]], *rows[1:]])
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("unknown-column", ("contracts.csv", 1, "expiry_dat"))
    assert finding.cure == 'did you mean "expiry_date"?'


def test_column_that_is_like_none(folder: Folder) -> None:
    folder.set("contracts", 2, "zzz", "1")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("unknown-column", ("contracts.csv", 1, "zzz"))


def test_missing_required_column_is_told_once_not_in_every_row(folder: Folder) -> None:
    rows = folder.rows("clusters")
    folder.write("clusters", [[cells[0], cells[2]] for cells in rows])
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("missing-column", ("clusters.csv", 1, "name"))


def test_missing_id_column_does_not_make_every_reference_unknown(folder: Folder) -> None:
    rows = folder.rows("clusters")
    folder.write("clusters", [cells[1:] for cells in rows])
    assert folder.only().code == "missing-column"


def test_doubled_column(folder: Folder) -> None:
    rows = folder.rows("clusters")
    folder.write("clusters", [[*cells, cells[1]] for cells in rows])
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("doubled-column", ("clusters.csv", 1, "name"))


def test_column_without_a_name_that_holds_something(folder: Folder) -> None:
    rows = folder.rows("clusters")
    folder.write("clusters", [[*cells, "" if number == 0 else "note"] for number, cells in enumerate(rows)])
    assert folder.only().code == "unknown-column"


def test_column_without_a_name_that_holds_nothing_is_left_alone(folder: Folder) -> None:
    folder.write("clusters", [[*cells, ""] for cells in folder.rows("clusters")])
    assert folder.check().findings == ()


@pytest.mark.parametrize(("line", "cells"), [("gamma,Gamma", 2), ("gamma,Gamma,Lead of A, B and C,x", 5)])
def test_row_with_more_or_fewer_cells_than_the_header(folder: Folder, line: str, cells: int) -> None:
    path = folder.path / "clusters.csv"
    path.write_text(path.read_text() + line + "\n")
    finding = folder.only()
    assert (finding.code, finding.file, finding.row) == ("ragged-row", "clusters.csv", 4)
    assert finding.found == f"{cells} cells"


def test_id_of_a_ragged_row_counts_as_known(folder: Folder) -> None:
    folder.text("clusters", "id,name,lead\nalpha,Alpha,Department A, and others\nbeta,Beta,\n")
    assert folder.only().code == "ragged-row"


def test_blank_rows_are_skipped_and_counted(folder: Folder) -> None:
    folder.text("clusters", "id,name,lead\n\nalpha,Alpha,\n,,\n\nbeta,,\n")
    finding = folder.only()
    assert (finding.code, finding.row) == ("missing-value", 6)


def test_rows_are_counted_as_a_spreadsheet_does_where_a_cell_has_two_lines(folder: Folder) -> None:
    folder.text("clusters", 'id,name,lead\nalpha,"Al\npha",\nbeta,,\n')
    finding = folder.only()
    assert (finding.code, finding.row) == ("missing-value", 3)


def test_file_in_another_encoding(folder: Folder) -> None:
    folder.text("clusters", "id,name\nalpha,Alpha\nbeta,Bêta\n".encode("cp1252"))
    finding = folder.only()
    assert (finding.code, finding.file, finding.row) == ("wrong-encoding", "clusters.csv", 3)


def test_byte_order_mark_is_no_part_of_the_first_column(folder: Folder) -> None:
    folder.text("clusters", (folder.path / "clusters.csv").read_text().encode("utf-8-sig"))
    assert folder.check().findings == ()


@pytest.mark.parametrize("separator", [";", "\t"])
def test_file_with_another_separator(folder: Folder, separator: str) -> None:
    folder.text("clusters", (folder.path / "clusters.csv").read_text().replace(",", separator))
    assert folder.only().code == "wrong-separator"


def test_quote_that_is_never_closed(folder: Folder) -> None:
    folder.text("clusters", 'id,name\nalpha,"Alpha\nbeta,Beta\n')
    finding = folder.only()
    assert (finding.code, finding.row) == ("unreadable-file", 2)


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_empty_file(folder: Folder, content: str) -> None:
    folder.text("clusters", content)
    assert (folder.only().code, folder.only().file) == ("empty-table", "clusters.csv")


def test_required_table_without_rows_is_a_warning(folder: Folder) -> None:
    for table in ("precedences", "risk_drivers"):
        folder.remove(table)
    folder.remove_rows("milestones")
    finding = folder.only()
    assert (finding.code, finding.file, finding.is_error) == ("no-rows", "milestones.csv", False)


def test_white_space_around_values_is_dropped(folder: Folder) -> None:
    folder.set("contracts", 2, "id", " C-1 ")
    folder.set("contracts", 2, "expiry_date", "\u00a02028-03-31 ")
    folder.set("contracts", 2, "organisations", " dept-a ;body-a; ")
    assert folder.check().findings == ()


def test_reading_raises_with_every_finding(folder: Folder) -> None:
    folder.set("contracts", 2, "expiry_date", "31/13/2027")
    folder.set("clusters", 2, "name", "")
    with pytest.raises(InputError) as raised:
        read_portfolio(folder.path)
    assert [finding.code for finding in raised.value.findings] == ["missing-value", "bad-date"]
    assert (
        'contracts.csv row 2, expiry_date: "31/13/2027" is not a date; write the day, for instance 2027-12-31'
        in str(raised.value)
    )
