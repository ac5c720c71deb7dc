"""A portfolio as tables: the exact inverse of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from planner.domain.contracts import Notice
from planner.domain.meaning import MEANING
from planner.domain.migrations import Phase, PhaseProfile
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Provenance, Record
from planner.errors import InputError
from planner.reading.files.unwritable import Cells, unwritable_cells
from planner.reading.records import built_in_profile
from planner.reading.rows.base import RowModel
from planner.reading.schema.columns import columns_of, default_text
from planner.reading.schema.tables import TABLES, Table
from planner.writing import csv_text, write_folder

VERSION_SETTING = "tables_version"
"""The setting that says for which meaning of months and blanks the tables were written."""


def write_portfolio(portfolio: Portfolio, folder: str | Path) -> Path:
    """Write the portfolio as a folder of CSV files, which `read_portfolio` reads back as an equal portfolio.

    Tables without rows are left out unless required, columns without a value too. Files of tables that are left out are
    removed, others in the folder stay. A portfolio without the default profile gains it when it is read. Raises
    `InputError`, and writes nothing, where a text could not be read back as it is. Such a text is blank, has white space
    around it, or has the list separator inside a list.
    """
    write_folder(folder, portfolio_files(portfolio), TABLE_FILES)
    return Path(folder)


def portfolio_files(portfolio: Portfolio) -> dict[str, str]:
    """The text of every CSV file that `write_portfolio` writes, by its name."""
    tables = portfolio_tables(portfolio)
    findings = [finding for table, rows in tables.items() for finding in unwritable_cells(table, rows)]
    if findings:
        raise InputError(findings)
    return {
        file_of(table): _csv_of(written_columns(table, rows), rows)
        for table, rows in tables.items()
        if rows or table.required
    }


def file_of(table: Table) -> str:
    """The name of the file of a table."""
    return f"{table.name}.csv"


TABLE_FILES = tuple(file_of(table) for table in TABLES)
"""The names of all files of a portfolio."""


def portfolio_tables(portfolio: Portfolio) -> dict[Table, list[Cells]]:
    """The rows of every table, in the order of the schema."""
    return {table: _rows(portfolio, table) for table in TABLES}


def written_columns(table: Table, rows: Iterable[Cells]) -> tuple[str, ...]:
    """The columns that are required or hold something in one of the rows; all where there are no rows."""
    rows = list(rows)
    columns = columns_of(table.row)
    return tuple(
        column.name
        for column in columns
        if column.required or not rows or any(not _is_blank(row.get(column.name)) for row in rows)
    )


def _is_blank(value: Any) -> bool:
    return value is None or value == ()


def _csv_of(columns: tuple[str, ...], rows: Iterable[Cells]) -> str:
    return csv_text(columns, ([default_text(row.get(column)) for column in columns] for row in rows))


def _rows(portfolio: Portfolio, table: Table) -> list[Cells]:
    if table.name == "portfolio":
        version: Cells = {"setting": VERSION_SETTING, "value": MEANING, **_provenance_cells(portfolio.provenance)}
        return [*_setting_rows(table, portfolio, always=("name", "status_date", "horizon_date")), version]
    if table.name == "policy":
        return list(_setting_rows(table, portfolio.policy, always=()))
    if table.name in ("profiles", "phases", "demands"):
        built_in = built_in_profile(portfolio.day_count)
        written = [profile for profile in portfolio.profiles if profile != built_in]
        if built_in in portfolio.profiles[1:]:
            written = list(portfolio.profiles)
        return [row for profile in written for row in _profile_rows(table.name, profile)]
    return [_record_cells(table.row, record) for record in getattr(portfolio, table.portfolio_field)]


def _setting_rows(table: Table, record: Portfolio | Policy, always: tuple[str, ...]) -> Iterator[Cells]:
    """The settings that differ from their defaults; where none does and there is provenance to keep, the first."""
    assert table.settings is not None
    fields = table.settings.model_fields
    own = [name for name in fields if name != VERSION_SETTING]
    stated = [name for name in own if name in always or getattr(record, name) != fields[name].default]
    if not stated and record.provenance != Provenance():
        stated = [next(iter(fields))]
    for name in stated:
        yield {"setting": name, "value": getattr(record, name), **_provenance_cells(record.provenance)}


def _profile_rows(table: str, profile: PhaseProfile) -> Iterator[Cells]:
    if table == "profiles":
        cells = {"id": profile.id, "name": profile.name, "cutover_phase": profile.cutover_phase}
        legacy_days = profile.legacy_days if profile.legacy_stated else None
        yield {**cells, "legacy_days": legacy_days, **_provenance_cells(profile.provenance)}
    for sequence, phase in enumerate(profile.phases, start=1):
        if table == "phases":
            yield _phase_cells(profile, sequence, phase)
        for demand in phase.demands if table == "demands" else ():
            cells = {"profile": profile.id, "phase": phase.name}
            yield {**cells, "resource": demand.resource, "amount": demand.amount}


def _phase_cells(profile: PhaseProfile, sequence: int, phase: Phase) -> Cells:
    cells: Cells = {"profile": profile.id, "sequence": sequence, "name": phase.name, "days": phase.days}
    return {**cells, "early_days": phase.early_days, "late_days": phase.late_days}


def _record_cells(row: type[RowModel], record: Record) -> Cells:
    """The values of a record by column; those equal to the default of an optional column are blank."""
    values = {name: getattr(record, name) for name in row.model_fields if hasattr(record, name)}
    cells = {
        name: value
        for name, value in values.items()
        if row.model_fields[name].is_required() or value != row.model_fields[name].default
    }
    notice = values.get("notice")
    if isinstance(notice, Notice):
        cells |= {"notice": notice.amount, "notice_unit": notice.unit}
    return {**cells, **_provenance_cells(record.provenance)}


def _provenance_cells(provenance: Provenance) -> Cells:
    values = {name: getattr(provenance, name) for name in RowModel.model_fields}
    return {name: value for name, value in values.items() if value != RowModel.model_fields[name].default}
