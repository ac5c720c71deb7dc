"""An import laid on a folder: the text of every table that it changes, checked as if it had been read from files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.domain.findings import Finding, Severity
from planner.domain.portfolio import Portfolio
from planner.errors import InputError
from planner.reading.files.csv_folder import table_files
from planner.reading.importers.imported import Imported
from planner.reading.overlay.applying import overlay
from planner.reading.overlay.operations.edits import Add
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.scenario_file import parse_scenarios
from planner.reading.overlay.scenario_writing import scenario_text
from planner.reading.overlay.table_rows import Cells, read_tables, table_rows
from planner.reading.report import WORKBOOK_SUFFIXES, check
from planner.reading.schema.tables import TABLES
from planner.reading.write import file_of, portfolio_files
from planner.writing import write_folder


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What an import makes of a folder: the files that change, and the warnings of reading it again.

    `gone` are files of tables that are left without a row.
    """

    files: Mapping[str, str]
    gone: tuple[str, ...]
    warnings: tuple[Finding, ...]


def import_operations(imported: Imported) -> tuple[Operation, ...]:
    """All it does as operations of one scenario: whole new tables are rows added."""
    added = (Add(table=table, rows=tuple(rows)) for table, rows in imported.tables.items() if rows)
    return (*added, *imported.operations)


def import_scenario(imported: Imported, marking: str | None = None) -> str:
    """The text of its scenario file; the marking of the portfolio stands at the head."""
    return scenario_text(
        imported.scenario_name,
        import_operations(imported),
        title=f"{imported.kind} imported from {imported.source}",
        source=imported.source,
        comments=(marking,) if marking else (),
    )


def portfolio_at(folder: Path) -> Portfolio | None:
    """The portfolio of a folder, which may lack tables that a plan needs; None where it holds no table yet.

    Raises `InputError` where a table that is there has an error.
    """
    if not folder.exists() or (folder.is_dir() and not table_files(folder)):
        return None
    report = check(folder, required=())
    if report.portfolio is None:
        raise InputError(report.findings)
    return report.portfolio


def applied(folder: Path, imported: Imported) -> Applied:
    """What the import would make of the folder; writes nothing.

    Raises `InputError` with every finding where the folder or the result is unsound, where a new table is there already, or
    where the folder is a workbook.
    """
    if folder.is_file():
        raise InputError([_is_workbook(folder)])
    base = portfolio_at(folder)
    rows = table_rows(base) if base is not None else {table.name: [] for table in TABLES}
    if doubled := [name for name in imported.tables if rows[name]]:
        raise InputError([_is_there(folder, name) for name in doubled])
    with_new = {**rows, **{name: [*map(dict, new)] for name, new in imported.tables.items()}}
    result, changed, warnings = _laid_on(with_new, folder.resolve().name, imported)
    texts = portfolio_files(result)
    there = table_files(folder) if folder.is_dir() else {}
    names = {table: there.get(table, file_of_name(table)) for table in {*changed, *imported.tables}}
    files = {name: texts[file_of_name(table)] for table, name in sorted(names.items()) if file_of_name(table) in texts}
    gone = tuple(name for table, name in sorted(names.items()) if file_of_name(table) not in texts)
    return Applied(files=files, gone=gone, warnings=warnings)


def apply_import(folder: str | Path, imported: Imported) -> Applied:
    """Write what the import makes of the folder: every changed table at once, or nothing.

    Raises as `applied` does, and `OutputError` where the folder cannot be written.
    """
    made = applied(Path(folder), imported)
    if made.files or made.gone:
        write_folder(folder, made.files, made.gone)
    return made


def file_of_name(table: str) -> str:
    """The name of the file of a table, by its name."""
    return next(file_of(known) for known in TABLES if known.name == table)


def _laid_on(
    rows: Mapping[str, list[Cells]], name: str, imported: Imported
) -> tuple[Portfolio, set[str], tuple[Finding, ...]]:
    """The portfolio of these rows with the operations laid on it, the tables they change, and what there is to warn of."""
    report = read_tables(rows, name, required=())
    if report.portfolio is None:
        raise InputError(report.findings)
    if not imported.operations:
        return report.portfolio, set(), report.warnings
    written = scenario_text(imported.scenario_name, imported.operations)
    scenarios = parse_scenarios(written, imported.source)
    laid = overlay(report.portfolio, *scenarios.values(), required=())
    return laid.portfolio, {change.table for change in laid.changes}, laid.warnings


def _is_workbook(path: Path) -> Finding:
    what = "a workbook" if path.suffix.casefold() in WORKBOOK_SUFFIXES else "a file"
    cure = "save its sheets as the CSV files of a folder; or leave out --apply and lay the scenario on it"
    return Finding(
        severity=Severity.ERROR, code="not-a-folder", file=path.name, cure=cure,
        message=f"it is {what}, and an import is written to a folder of CSV files only",
    )  # fmt: skip


def _is_there(folder: Path, table: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="table-is-there",
        file=table_files(folder).get(table, file_of_name(table)),
        message=f"{folder} has the table {table} already, and the import brings a whole one",
        cure="name a new folder with --into",
    )
