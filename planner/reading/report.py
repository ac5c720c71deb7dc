"""Read a folder or workbook: every finding in one pass, the health of the tables, and the portfolio if it is sound."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from planner.domain.findings import Finding, Severity
from planner.domain.meaning import MEANING
from planner.domain.portfolio import Portfolio
from planner.errors import InputError
from planner.reading.assemble import Frame, assemble, read_frame
from planner.reading.cells.located import Sheet, Tables
from planner.reading.checks import CHECKS
from planner.reading.files.csv_folder import SUFFIX, read_csv_folder
from planner.reading.files.headers import HEADER_ROW
from planner.reading.files.sheets import RawSource, unreadable
from planner.reading.files.workbook import read_workbook
from planner.reading.grouping import grouped
from planner.reading.health import TableHealth, health_of
from planner.reading.moved_dates import moved_dates
from planner.reading.read_rows import read_rows
from planner.reading.schema.tables import TABLES, Table
from planner.reading.warnings import ODD_PORTFOLIOS, ODD_ROWS

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
MOST_TOLD = 3
"""Files of a folder without tables of which it is said that they can be imported."""


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """What there is to say about an input.

    `portfolio` is None where a finding is an error; warnings that only a whole portfolio can show are then not yet
    among the findings. `absent` are the tables that are not there, whose defaults hold.
    `moved`: ends and last days that are others than planner 0.1.0 said, where the tables do not state their version.
    """

    findings: tuple[Finding, ...]
    health: tuple[TableHealth, ...]
    portfolio: Portfolio | None
    absent: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop planning."""
        return tuple(finding for finding in self.findings if finding.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that are legal but unusual."""
        return tuple(finding for finding in self.findings if not finding.is_error)


def read_portfolio(path: str | Path) -> Portfolio:
    """The portfolio in a folder of CSV files or in one workbook.

    Raises `InputError` with every finding, warnings included, where one of them is an error.
    """
    report = check(path)
    if report.portfolio is None:
        raise InputError(report.findings)
    return report.portfolio


REQUIRED = tuple(table.name for table in TABLES if table.required)
"""The tables a plan needs."""


def check(path: str | Path, *, today: date | None = None, required: Collection[str] = REQUIRED) -> CheckReport:
    """Every error and warning of an input. `today` stands for the status date where none is stated.

    `required` are the tables that must be there; dates of contracts need `contracts` alone.
    """
    return check_source(_read_source(Path(path)), today=today, required=required)


def check_source(source: RawSource, *, today: date | None = None, required: Collection[str] = REQUIRED) -> CheckReport:
    """As `check`, for tables that are text already."""
    tables, findings = _read_tables(source, required)
    frame = read_frame(tables, today or date.today())
    findings.extend(frame.findings if tables.sheets else ())
    findings.extend(finding for run in CHECKS for finding in run(tables))
    findings.extend(finding for odd in ODD_ROWS for finding in odd(tables, frame.status_date))
    portfolio = None
    if not any(finding.is_error for finding in findings):
        portfolio = assemble(tables, frame, source.name)
        findings.extend(finding for odd in ODD_PORTFOLIOS for finding in odd(portfolio, tables))
    return CheckReport(
        findings=_in_order(findings, [tables.files[table.name] for table in TABLES]),
        health=health_of(tables, frame.status_date),
        portfolio=portfolio,
        absent=tuple(table.name for table in _absent(tables)),
        moved=_moved(frame, portfolio),
    )


def _moved(frame: Frame, portfolio: Portfolio | None) -> tuple[str, ...]:
    """Nothing for tables that state the version they were checked for."""
    if portfolio is None or (frame.portfolio.values.tables_version or 1) >= MEANING:
        return ()
    return tuple(moved_dates(portfolio))


def _read_tables(source: RawSource, required: Collection[str]) -> tuple[Tables, list[Finding]]:
    """The tables of a source, with what is wrong with files, headers and cells, and which tables are missing."""
    files = {table.name: source.file_of(table) for table in TABLES}
    sheets: dict[str, Sheet] = {}
    findings = list(source.findings)
    for raw in source.sheets:
        sheets[raw.table.name], found = read_rows(raw)
        files[raw.table.name] = raw.file
        findings.extend(found)
    tables = Tables(sheets=sheets, files=files, unreadable=source.unreadable)
    if not _is_unusable(source):
        findings.extend(_missing_table(files[table.name], table) for table in _absent(tables) if table.name in required)
    findings.extend(_no_rows(sheet) for sheet in sheets.values() if sheet.table.required and not sheet.places)
    if "migrations" in required:
        findings.extend(_nothing_to_plan(sheets))
    return tables, findings


def _absent(tables: Tables) -> list[Table]:
    return [table for table in TABLES if table.name not in tables.sheets and table.name not in tables.unreadable]


def _read_source(path: Path) -> RawSource:
    if path.is_dir():
        return _read_folder(path)
    label = path.name
    if not path.exists():
        finding = unreadable(
            str(path), "it does not exist", "name a folder of CSV files or a workbook", code="no-input"
        )
    elif path.suffix.casefold() not in WORKBOOK_SUFFIXES:
        message, cure = "it is neither a folder nor an .xlsx workbook", "name the folder of the CSV files"
        finding = _importable(path) or unreadable(label, message, cure)
    else:
        return _read_workbook(path)
    return RawSource(name=path.stem, label=label, suffix=path.suffix, findings=(finding,))


def _read_folder(path: Path) -> RawSource:
    """The tables of a folder; where it holds none, a file in it may be something that can be imported."""
    source = read_csv_folder(path)
    if source.sheets or source.unreadable:
        return source
    found = (
        _importable(file) for file in sorted(path.iterdir()) if file.suffix.casefold() == SUFFIX and file.is_file()
    )
    findings = tuple(islice((finding for finding in found if finding is not None), MOST_TOLD))
    return replace(source, findings=findings) if findings else source


def _read_workbook(path: Path) -> RawSource:
    """The tables of a workbook; where no sheet of it is one, it may be something that can be imported."""
    source = read_workbook(path)
    if source.sheets or source.unreadable or any(finding.is_error for finding in source.findings):
        return source
    finding = _importable(path)
    return source if finding is None else replace(source, findings=(finding,))


def _importable(path: Path) -> Finding | None:
    from planner.reading.importers.recognising import importable_finding  # the importers read folders themselves

    return importable_finding(path)


def _is_unusable(source: RawSource) -> bool:
    """Whether nothing at all could be read, so that missing tables are not worth a word."""
    return not source.sheets and not source.unreadable and any(finding.is_error for finding in source.findings)


def _missing_table(file: str, table: Table) -> Finding:
    columns = ", ".join(name for name, field in table.row.model_fields.items() if field.is_required())
    return Finding(
        severity=Severity.ERROR,
        code="missing-table",
        file=file,
        message=f"the required table {table.name} is missing: {table.meaning}",
        expected=f"a table with at least the columns {columns}",
        cure=f"add {file} with the columns {columns}; for a folder, planner new --into FOLDER adds what is missing",
    )


def _no_rows(sheet: Sheet) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="no-rows",
        file=sheet.file,
        row=HEADER_ROW,
        message=f"the table {sheet.table.name} has a header and no rows",
        expected=sheet.table.meaning,
        cure="check that rows were not lost",
    )


def _nothing_to_plan(sheets: Mapping[str, Sheet]) -> Iterator[Finding]:
    """An error where the table of migrations is there without a row, and one that has no contract either."""
    kept, moved = sheets.get("contracts"), sheets.get("migrations")
    if kept is None or moved is None or moved.places:
        return
    if kept.places:
        yield Finding(
            severity=Severity.ERROR,
            code="no-migrations",
            file=moved.file,
            row=HEADER_ROW,
            message="nobody moves: there are contracts and no migration, so there is nothing to plan",
            expected="a row for each organisation that moves to a cluster",
            cure=f"add rows to {moved.file}; the dates of the contracts alone: planner dates",
        )
    else:
        yield Finding(
            severity=Severity.ERROR,
            code="empty-portfolio",
            file=kept.file,
            row=HEADER_ROW,
            message="there is nothing to plan: no contract and no migration",
            expected="a row for each contract and for each migration",
            cure=f"add rows to {kept.file} and {moved.file}",
        )


def _in_order(findings: Sequence[Finding], files: Sequence[str]) -> tuple[Finding, ...]:
    """By table, row and column, each once, and one cause once."""
    place = {file: at for at, file in enumerate(files)}
    ordered = sorted(
        dict.fromkeys(findings),
        key=lambda finding: (place.get(finding.file, -1), finding.file, finding.row or 0, finding.column or ""),
    )
    return grouped(ordered)
