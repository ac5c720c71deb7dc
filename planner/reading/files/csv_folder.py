"""A folder of CSV files as text: UTF-8, comma-separated, a header in row 1.

The standard library's reader is used rather than pandas, which renames doubled headers and pads short rows silently.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.domain.findings import Finding, Severity
from planner.reading.files.regular_file import UnreadableFile, read_text
from planner.reading.files.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    RawSheet,
    RawSource,
    empty_table,
    named_tables,
    plain_name,
    too_many_columns,
    too_many_rows,
    unreadable,
)
from planner.reading.files.title_rows import title_rows
from planner.reading.schema.tables import TABLES, Table
from planner.writing.csv_text import without_quote

SUFFIX = ".csv"
SAVE_AS = 'save it as "CSV UTF-8 (comma delimited)"'
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def table_files(folder: Path) -> Mapping[str, str]:
    """The files of a folder that are read as tables, by the name of the table."""
    known = {table.name for table in TABLES}
    paths = sorted(path for path in folder.iterdir() if path.suffix.casefold() == SUFFIX)
    return {plain_name(path.stem): path.name for path in paths if plain_name(path.stem) in known}


def read_csv_folder(folder: Path) -> RawSource:
    """Every table of the folder as text; other files than CSV files are left alone.

    A folder or a broken link with the name of a table is a finding: left alone, the table would seem not to be stated.
    """
    paths = sorted(path for path in folder.iterdir() if path.suffix.casefold() == SUFFIX)
    by_stem = {path.stem: path for path in paths}
    named = named_tables((path.stem for path in paths), label="", suffix=SUFFIX)
    read = [_read_table(by_stem[stem], table) for stem, table in named.tables]
    return RawSource(
        name=folder.resolve().name,
        label="",
        suffix=SUFFIX,
        sheets=tuple(result.sheet for result in read if result.sheet is not None),
        findings=(*named.findings, *(finding for result in read for finding in result.findings)),
        unreadable=frozenset(
            table.name for (_, table), result in zip(named.tables, read, strict=True) if result.sheet is None
        ),
    )


@dataclass(frozen=True)
class TableRead:
    """A table as text, or None where it cannot be read, with what is wrong with it."""

    sheet: RawSheet | None
    findings: tuple[Finding, ...] = ()


def _read_table(path: Path, table: Table) -> TableRead:
    try:
        text = read_text(path, save_as=SAVE_AS)
    except UnreadableFile as fault:
        return TableRead(None, (fault.finding(path.name),))
    return parse_table(path.name, text, table)


def parse_table(file: str, text: str, table: Table) -> TableRead:
    """The table in the text of a CSV file, with what is wrong with it."""
    records: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if len(record) > MOST_COLUMNS:
                return TableRead(None, (too_many_columns(file, number, len(record)),))
            cells = tuple(cell.strip() for cell in record)
            if any(cells):
                records.append((number, cells))
            if len(records) > MOST_ROWS:
                return TableRead(None, (too_many_rows(file, number),))
    except csv.Error as error:
        row = records[-1][0] + 1 if records else 1
        return TableRead(None, (_not_well_formed(file, str(error), row),))
    titled = title_rows(file, table, records)
    if titled is not None:
        return TableRead(None, (titled,))
    if not records or records[0][0] != 1:
        return TableRead(None, (empty_table(file, table),))
    header = records[0][1]
    separator = _other_separator(header)
    if separator is not None:
        message = f"its columns are separated by {_OTHER_SEPARATORS[separator]}, not by commas"
        return TableRead(None, (unreadable(file, message, SAVE_AS, code="wrong-separator", row=1),))
    rows, findings = [], []
    for number, written in records[1:]:
        cells = tuple(map(without_quote, written))
        if len(cells) == len(header) or (len(cells) > len(header) and not any(cells[len(header) :])):
            rows.append((number, cells[: len(header)]))
        else:
            findings.append(_ragged(file, number, len(cells), len(header)))
            rows.append((number, cells))
    return TableRead(RawSheet(table=table, file=file, header=header, rows=tuple(rows)), tuple(findings))


def _not_well_formed(file: str, error: str, row: int) -> Finding:
    """What is wrong with the quotes or the length of a cell, by what the reader of the standard library says."""
    cure = 'put values with commas or quotes between quotes and double the quotes inside: "a ""b"" c"'
    if "field larger" in error:
        why, cure = f"a cell has more than {csv.field_size_limit():,} characters", "close its quotes, or shorten it"
    elif "unexpected end" in error:
        why = "a quote is opened and never closed"
    elif "expected after" in error:
        why = "something stands between a closing quote and the comma"
    else:
        why = "a line break stands in a cell without quotes"
    return unreadable(file, f"it is not well-formed CSV: {why}", cure, row=row)


def _other_separator(header: tuple[str, ...]) -> str | None:
    if len(header) != 1:
        return None
    return next((separator for separator in _OTHER_SEPARATORS if separator in header[0]), None)


def _ragged(file: str, row: int, found: int, expected: int) -> Finding:
    cure = "add a comma for every cell left blank"
    if found > expected:
        cure = 'put a value that contains a comma between quotes; separate the values of a list by ";"'
    return Finding(
        severity=Severity.ERROR,
        code="ragged-row",
        file=file,
        row=row,
        message=f"the row has {found} cells, the header {expected}",
        found=f"{found} cells",
        expected=f"{expected} cells",
        cure=cure,
    )
