"""OpenDocument spreadsheets: read as workbooks are, and never larger than fits into memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.reading.files.open_document import open_document_rows

HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:'
    'text:1.0"><office:body><office:spreadsheet>'
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"
CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def saved(folder: Path, rows: str) -> Path:
    """A spreadsheet with one sheet of these rows."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f'{HEAD}<table:table table:name="One">{rows}</table:table>{TAIL}')
    path = folder / "one.ods"
    path.write_bytes(content.getvalue())
    return path


def test_rows_are_numbered_as_people_see_them(tmp_path: Path) -> None:
    rows = (
        f"<table:table-row>{CELL.format('', 'Id')}{CELL.format('', 'Name')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        f"<table:table-row><table:table-cell/>{CELL.format('', 'b')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048571"><table:table-cell/></table:table-row>'
    )
    assert open_document_rows(saved(tmp_path, rows)) == {"One": [(1, ("Id", "Name")), (5, ("", "b"))]}


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1000000">{CELL.format("", "x") * 30}</table:table-row>',
        '<table:table-row table:number-rows-repeated="5000">'
        + CELL.format(' table:number-columns-repeated="16000"', "x")
        + "</table:table-row>",
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row><table:table-row>'
        f'<table:table-cell table:number-columns-repeated="16000"/>{CELL.format("", "x")}</table:table-row>',
    ],
    ids=["repeated rows", "repeated cells", "a cell far out"],
)
def test_a_sheet_too_large_for_memory_is_refused_at_once(tmp_path: Path, rows: str) -> None:
    with pytest.raises(InputError, match="a sheet reaches to row"):
        open_document_rows(saved(tmp_path, rows))


def test_a_file_that_is_no_spreadsheet_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.ods"
    for content in (b"", b"no archive", zipped_nothing()):
        path.write_bytes(content)
        with pytest.raises(InputError):
            open_document_rows(path)


def zipped_nothing() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a", "b")
    return content.getvalue()
