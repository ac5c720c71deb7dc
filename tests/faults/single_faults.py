"""Every single fault: one damage of one cell, row, header or file of a sound folder, and whether `check` names it."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.domain.findings import Finding
from planner.reading import ColumnSchema, TableSchema, check, schema_tables
from tests.faults.damages import DAMAGES
from tests.reading.folder import Folder

HEADER = 1


class Verdict(StrEnum):
    """How a fault is answered, the best first."""

    NAMED = "named with place and cure"
    NO_CURE = "named without a cure"
    ELSEWHERE = "named in another place"
    SILENT = "accepted in silence"
    TRACEBACK = "ends in a traceback"


@dataclass(frozen=True)
class Fault:
    """One fault. `row` and `column` are None where the whole file, or the whole column, is at fault."""

    table: str
    row: int | None
    column: str | None
    damage: str
    inflict: Callable[[Folder], None]

    @property
    def name(self) -> str:
        """Table, row, column and damage in one line."""
        place = " ".join(str(part) for part in (self.table, self.row, self.column) if part is not None)
        return f"{place} · {self.damage}"


@dataclass(frozen=True)
class Answer:
    """What was said of a fault, and how many places were named."""

    fault: Fault
    verdict: Verdict
    said: str
    places: int = 0


def faults() -> Iterator[Fault]:
    """All of them, table by table."""
    with TemporaryDirectory() as place:
        sound = sound_folder(Path(place) / "portfolio")
        rows_by_table = {table.name: sound.rows(table.name) for table in schema_tables()}
    for table in schema_tables():
        yield from _cell_faults(table, rows_by_table[table.name])
        yield from _row_faults(table, rows_by_table[table.name])
        yield from _header_faults(table, rows_by_table[table.name][0])
        yield from _file_faults(table)


def sound_folder(path: Path) -> Folder:
    """A copy of the clean folder that counts working days, so that every table has a row; made at `path`."""
    folder = Folder(path)
    folder.append("portfolio", setting="day_count", value="working", source="Worked by hand", basis="public")
    folder.text("closed_days", "from_date,until_date,name\n2027-12-27,2028-01-04,Year end\n")
    return folder


def answer(fault: Fault, path: Path, known: frozenset[Finding]) -> Answer:
    """The fault inflicted on a sound folder made at `path`, and what `check` says beyond what is known of that folder."""
    folder = sound_folder(path)
    try:
        fault.inflict(folder)
        findings = tuple(finding for finding in check(folder.path).findings if finding not in known)
    except Exception:
        return Answer(fault, Verdict.TRACEBACK, traceback.format_exc(limit=-1))
    finally:
        shutil.rmtree(path)
    places = len({(finding.file, finding.row, finding.column) for finding in findings if finding.is_error})
    return Answer(fault, _verdict(fault, findings), " | ".join(map(str, findings)), places)


def known_findings() -> frozenset[Finding]:
    """What `check` says of the sound folder: warnings of columns that change nothing yet."""
    with TemporaryDirectory() as place:
        return frozenset(check(sound_folder(Path(place) / "portfolio").path).findings)


def _verdict(fault: Fault, findings: tuple[Finding, ...]) -> Verdict:
    if not findings:
        return Verdict.SILENT
    there = [finding for finding in findings if _is_there(fault, finding)]
    if not there:
        return Verdict.ELSEWHERE
    return Verdict.NAMED if any(finding.cure for finding in there) else Verdict.NO_CURE


def _is_there(fault: Fault, finding: Finding) -> bool:
    """Whether the finding names the file, and the row and column where the fault has one."""
    return (
        finding.file.startswith(fault.table)
        and fault.row in (None, finding.row)
        and (fault.column is None or finding.column == fault.column or fault.column in finding.message)
    )


def _cell_faults(table: TableSchema, rows: list[list[str]]) -> Iterator[Fault]:
    """Each damage in the first filled cell of each column, or in the first row where a column is blank everywhere."""
    for column, number, text, at in _cells(table, rows):
        for damage in DAMAGES:
            bad = damage.spoil(text)
            if damage.harms(column) and bad != text:
                name = f"{column.name}, {damage.name}" if table.settings else damage.name
                yield Fault(table.name, number, at, name, _cell_spoilt(table, number, at, column.name, bad))


def _cells(table: TableSchema, rows: list[list[str]]) -> Iterator[tuple[ColumnSchema, int, str, str]]:
    """Column, row, text and name of the column of the cells to be spoilt; a setting that is not stated is added."""
    header, *body = rows
    if table.settings:
        stated = {cells[0]: (number, cells[1]) for number, cells in enumerate(body, start=2)}
        for setting in table.settings:
            number, text = stated.get(setting.name, (len(rows) + 1, setting.example))
            yield setting, number, text, "value"
        return
    for column in table.columns:
        place = header.index(column.name) if column.name in header else None
        if place is not None:
            filled = [(number, cells[place]) for number, cells in enumerate(body, start=2) if cells[place]]
            number, text = filled[0] if filled else (2, column.example)
            yield column, number, text, column.name


def _cell_spoilt(table: TableSchema, row: int, column: str, setting: str, text: str) -> Callable[[Folder], None]:
    def inflict(folder: Folder) -> None:
        if table.settings and row > len(folder.rows(table.name)):
            folder.append(table.name, setting=setting, value=text)
        else:
            folder.set(table.name, row, column, text)

    return inflict


def _row_faults(table: TableSchema, rows: list[list[str]]) -> Iterator[Fault]:
    def twice(folder: Folder) -> None:
        folder.write(table.name, [*rows, rows[1]])

    def longer(folder: Folder) -> None:
        folder.write(table.name, [*rows[:-1], [*rows[-1], "stray"]])

    def stray(folder: Folder) -> None:
        folder.write(table.name, [*rows, *[[""] * len(rows[0])] * 3, ["stray", *[""] * (len(rows[0]) - 1)]])

    if table.key:
        yield Fault(table.name, len(rows) + 1, None, "the same row twice", twice)
    yield Fault(table.name, len(rows), None, "a cell beyond the header", longer)
    if len(rows[0]) > 1:
        yield Fault(table.name, len(rows) + 4, None, "a stray word below the table", stray)


def _header_faults(table: TableSchema, header: list[str]) -> Iterator[Fault]:
    def renamed(column: str, name: str) -> Callable[[Folder], None]:
        def inflict(folder: Folder) -> None:
            first, *rows = folder.rows(table.name)
            folder.write(table.name, [[name if cell == column else cell for cell in first], *rows])

        return inflict

    def without(column: str) -> Callable[[Folder], None]:
        def inflict(folder: Folder) -> None:
            rows = folder.rows(table.name)
            place = rows[0].index(column)
            folder.write(table.name, [cells[:place] + cells[place + 1 :] for cells in rows])

        return inflict

    required = {column.name for column in table.columns if column.required}
    for column in header:
        if column in required:
            yield Fault(table.name, HEADER, column, "a required column is missing", without(column))
        misspelt = column[:-1] + "#"
        yield Fault(table.name, HEADER, None, f"a misspelt column: {misspelt}", renamed(column, misspelt))
    first, second = header[0], header[1]
    yield Fault(table.name, HEADER, None, "two columns of one name", renamed(second, first))
    yield Fault(table.name, None, None, "two columns swapped", _swapped(table, first, second))
    yield Fault(table.name, HEADER, None, "a column nobody knows", _with_column(table, "colour"))


def _swapped(table: TableSchema, one: str, other: str) -> Callable[[Folder], None]:
    def inflict(folder: Folder) -> None:
        header, *rows = folder.rows(table.name)
        swap = {one: other, other: one}
        folder.write(table.name, [[swap.get(cell, cell) for cell in header], *rows])

    return inflict


def _with_column(table: TableSchema, name: str) -> Callable[[Folder], None]:
    def inflict(folder: Folder) -> None:
        header, *rows = folder.rows(table.name)
        folder.write(table.name, [[*header, name], *([*cells, "blue"] for cells in rows)])

    return inflict


def _file_faults(table: TableSchema) -> Iterator[Fault]:
    def changed(change: Callable[[str], str | bytes]) -> Callable[[Folder], None]:
        def inflict(folder: Folder) -> None:
            folder.text(table.name, change((folder.path / f"{table.name}.csv").read_text(encoding="utf-8")))

        return inflict

    def misnamed(folder: Folder) -> None:
        (folder.path / f"{table.name}.csv").rename(folder.path / f"{table.name[:-1]}.csv")

    def a_folder(folder: Folder) -> None:
        folder.remove(table.name)
        (folder.path / f"{table.name}.csv").mkdir()

    kinds: dict[str, Callable[[str], str | bytes]] = {
        "an empty file": lambda _: "",
        "a title above the header": lambda text: f"Our tables of 2026\n\n{text}",
        "no header": lambda text: text.split("\n", 1)[1],
        "an open quote": lambda text: text + '"never closed,\n',
        "another encoding": lambda text: text.replace("\n", "é\n", 1).encode("cp1252"),
        "a picture": lambda _: b"\x89PNG\r\n\x1a\n\x00\x01\x02\xff",
        "a page of the web": lambda _: "<!doctype html><html><body>Sign in</body></html>",
        "bars between cells": lambda text: text.replace(",", "|"),
    }
    for name, change in kinds.items():
        yield Fault(table.name, None, None, name, changed(change))
    yield Fault(table.name[:-1], None, None, "a misspelt file name", misnamed)
    yield Fault(table.name, None, None, "a folder in the place of the file", a_folder)
    if table.required:
        yield Fault(table.name, None, None, "a missing table", lambda folder: folder.remove(table.name))
