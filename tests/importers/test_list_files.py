"""A list is read whatever its encoding, separator and line ends, and wherever its header stands."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.errors import InputError
from planner.reading.importers.contracts.list_file import Shape, read_contract_list

HEADER = ("Référence", "Title", "End date")
ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


def rows(separator: str, end: str) -> str:
    lines = [separator.join(HEADER)]
    lines += [separator.join((f"C-{number}", '"Müller – Söhne, Ltd"', "31/12/2027")) for number in range(9)]
    return end.join(lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_text_is_read_as_it_is_written(encoding: str, end: str, separator: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(rows(separator, ENDS[end]).encode(encoding))
    table = read_contract_list(tmp_path / "list.csv")
    assert table.header == HEADER
    assert len(table.rows) == 9
    assert set(table.column("Title")) == {"Müller – Söhne, Ltd"}
    assert f"lines end with {end}" in table.found


def test_what_was_found_reads_the_same_again(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(rows(";", "\r").encode("cp1252"))
    table = read_contract_list(tmp_path / "list.csv")
    assert read_contract_list(tmp_path / "list.csv", table.shape) == table


def test_the_header_is_the_first_wide_row_without_a_date(tmp_path: Path) -> None:
    text = "City of Example,,\nAs of,1/2/2027,\n\nContract,Title,End\nC-1,Payroll,2027-12-31\n"
    (tmp_path / "list.csv").write_text(text)
    table = read_contract_list(tmp_path / "list.csv")
    assert (table.header, table.shape.header_row, table.rows[0][0]) == (("Contract", "Title", "End"), 4, 5)


def test_titles_that_repeat_and_titles_that_are_blank_have_names_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Contract,Date,Date,,End\nC-1,a,b,c,d\n")
    assert read_contract_list(tmp_path / "list.csv").header == ("Contract", "Date", "Date [2]", "column 4", "End")


def test_a_row_shorter_or_longer_than_the_header_keeps_its_cells_in_their_columns(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Contract,Title,End\nC-1\nC-2,Payroll,2027-12-31,,\n")
    assert [cells for _, cells in read_contract_list(tmp_path / "list.csv").rows] == [
        ("C-1", "", ""),
        ("C-2", "Payroll", "2027-12-31"),
    ]


def test_the_line_that_excel_writes_for_itself_is_no_row(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("sep=;\r\nContract;Title;End\r\nC-1;Payroll;2027-12-31\r\n")
    table = read_contract_list(tmp_path / "list.csv")
    assert table.header == ("Contract", "Title", "End")


def test_the_longest_sheet_of_a_workbook_is_the_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Read me"])
    sheet = book.create_sheet("Register")
    for row in (("Contract", "Title", "End"), ("C-1", "Payroll", "2027-12-31"), ("C-2", "Fleet", "2028-12-31")):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    table = read_contract_list(tmp_path / "list.xlsx")
    assert (table.shape.sheet, len(table.rows)) == ("Register", 2)
    with pytest.raises(InputError, match='no sheet "Other"; name one of'):
        read_contract_list(tmp_path / "list.xlsx", Shape(sheet="Other"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no row of it looks like a header"),
        (b"\x00\x01\x02\x03" * 50, "it is no text"),
        (b'Contract,Title\n"C-1,Payroll\n', "not well-formed CSV"),
        (b"31/12/2027,01/01/2020\n31/12/2028,01/01/2021\n", "no row of it looks like a header"),
    ],
    ids=["empty", "binary", "open quote", "only dates"],
)
def test_what_is_no_list_is_refused_with_the_reason(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(InputError, match=says):
        read_contract_list(tmp_path / "list.csv")


def test_one_broken_byte_does_not_make_utf_8_something_else(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(rows(",", "\n").encode() + b"\n\xff,Fleet,31/12/2027\n")
    table = read_contract_list(tmp_path / "list.csv")
    assert table.column("Title")[:9] == ("Müller – Söhne, Ltd",) * 9


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_a_list_is_read_again_by_the_shape_that_was_found(encoding: str, tmp_path: Path) -> None:
    broken = b"\n\xff,Fleet,31/12/2027\n" if encoding == "utf-8" else b""
    (tmp_path / "list.csv").write_bytes(rows(",", "\n").encode(encoding, errors="replace") + broken)
    table = read_contract_list(tmp_path / "list.csv")
    assert read_contract_list(tmp_path / "list.csv", table.shape) == table


def test_a_stray_control_character_is_told_of_its_cell(tmp_path: Path) -> None:
    text = "Contract,Title,End\n" + "".join(f"C-{number},Payroll,2027-12-31\n" for number in range(20))
    (tmp_path / "list.csv").write_text(text + "C-\x07,Fleet,2027-12-31\n")
    assert len(read_contract_list(tmp_path / "list.csv").rows) == 21


def test_an_encoding_that_is_stated_and_wrong_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(rows(",", "\n").encode("cp1252"))
    with pytest.raises(InputError, match="it is not encoded in UTF-8"):
        read_contract_list(tmp_path / "list.csv", Shape(encoding="utf-8"))


def test_bytes_that_windows_does_not_know_are_read_as_those_of_a_mac(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(
        "Contract,Title,End\nC-1,Été,2027-12-31\n".encode("mac_roman") + b"C-2,\x81,2027-12-31\n"
    )
    table = read_contract_list(tmp_path / "list.csv")
    assert table.column("Title")[0] == "Été"
    assert "Mac" in table.found


def test_a_header_row_that_is_stated_and_blank_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Contract,Title,End\n\nC-1,P,2027-12-31\n")
    with pytest.raises(InputError, match="row 2 is blank or not there"):
        read_contract_list(tmp_path / "list.csv", Shape(header_row=2))
