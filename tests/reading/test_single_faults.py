"""One cell of a clean folder is spoilt at a time; the findings must name exactly that file, row and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.reading import ColumnSchema, schema_tables
from tests.reading.folder import Folder, place_of

LEAST_SHARE = 0.95


@dataclass(frozen=True)
class Fault:
    table: str
    row: int
    column: str
    value: str


def faults(folder: Folder) -> Iterator[Fault]:
    """Every fault the schema gives reason to, in every filled cell of every table."""
    for table in schema_tables():
        header, *rows = folder.rows(table.name)
        columns = {column.name: column for column in table.columns}
        settings = {setting.name: setting for setting in table.settings}
        for number, cells in enumerate(rows, start=2):
            for name, text in zip(header, cells, strict=True):
                column = settings[cells[0]] if settings and name == "value" else columns[name]
                yield from (Fault(table.name, number, name, bad) for bad in bad_values(column, text) if text)
                if text and columns[name].required:
                    yield Fault(table.name, number, name, "")
        if table.settings:
            yield from (Fault(table.name, at, "setting", cells[0][:-1]) for at, cells in enumerate(rows, start=2))


def bad_values(column: ColumnSchema, text: str) -> Iterator[str]:
    """Values that are wrong for the column whatever the rest of the folder says."""
    if column.type == "a date":
        yield from ("31/13/2027", "2027-02-30", "TBC", "46387", "27-01-31", "202-01-31")
    if column.type.startswith(("a whole number", "a number", "a share")):
        yield from ("many", "1.2m", "99999999999999", "1O")
    if column.type.startswith("a whole number"):
        yield from ("2.5",)
        if column.name not in ("lag_days", "early_days", "likely_days", "late_days"):
            yield "-5"
    if column.type == "a share":
        yield from ("40", "40%", "-0.1")
    if column.choices:
        yield from (column.choices[0][:-1] + "#", "something else")
    if column.type == "a jurisdiction code":
        yield from ("GB-EN", "Scotland")
    if column.refers_to:
        yield from (f"{text}x", "nobody")


def test_single_faults_are_named_exactly(folder: Folder) -> None:
    cases = list(faults(folder))
    missed, crowded = [], []
    for fault in cases:
        rows = folder.rows(fault.table)
        folder.set(fault.table, fault.row, fault.column, fault.value)
        errors = folder.check().errors
        folder.write(fault.table, rows)
        places = {place_of(finding) for finding in errors}
        if (f"{fault.table}.csv", fault.row, fault.column) not in places:
            missed.append((fault, [str(finding) for finding in errors]))
        elif len(places) > 1:
            crowded.append((fault, [str(finding) for finding in errors]))
    named = 1 - len(missed) / len(cases)
    alone = 1 - (len(missed) + len(crowded)) / len(cases)
    print(f"{len(cases)} single faults: {named:.1%} named exactly, {alone:.1%} by one place alone")
    print(*missed, *crowded, sep="\n")
    assert len(cases) >= 60
    assert named >= LEAST_SHARE, missed
    assert alone >= LEAST_SHARE, crowded
