"""The schema as a page: `docs/tables.md` is this text."""

from __future__ import annotations

from collections.abc import Iterator

from planner.reading.schema.columns import ColumnSchema, TableSchema, provenance_columns, schema_tables

PREFACE = """\
# The input tables

A portfolio is a folder of CSV files, one per table, or one workbook (`.xlsx`) with a sheet per table; file and sheet
names are the names below. `planner template` writes an empty workbook, `planner check` says what to mend.

- CSV files are encoded in UTF-8 and separated by commas; row 1 is the header. Columns may stand in any order; those not
  required may be left out. Capitals, spaces and hyphens in names do not matter (`Expiry date` is `expiry_date`); an
  unknown column is an error. Other files in the folder are left alone; a CSV file whose name is no table is a warning.
- White space around a value is dropped, and rows without any value are skipped. A blank cell means "not stated", and
  never zero and never unlimited; the default column says what then holds.
- Dates are written `2027-12-31`; in a workbook date cells do as well. Numbers may have thousands separators and a pound
  sign (`£1,200,000`); shorthand such as `1.2m` is an error. Shares and probabilities lie between 0 and 1.
- Lists are separated by `;`. Yes and no may be written yes, no, true, false, y, n, 1 or 0.
- Ids are any text without `;`, unique in their table, capitals included; milestones and migrations share their ids.
- Precedences must not go round in a circle, be it with lags that would allow it.
- In a workbook a cell with an error value such as `#DIV/0!`, or with a formula that was never computed, is an error.
- Sheets called `instructions`, `examples` and `lists` hold no data. Nor do the sheets of a plan in a workbook that
  `planner export` wrote.

Without a `horizon_date` the horizon is the later of five years after the status date and two years after the latest
expiry or milestone date. The profile `default` (prepare 60, build 120, test 60, cutover 14, parallel run 60 days) is
always there; a profile with that id in the tables takes its place.
"""

SETTINGS_NOTE = """\
A settings table: the columns are `setting` and `value` and those of provenance, with a row for each setting that is
stated. The provenance of the whole is the weakest of its rows; public rows among others are remembered by name.
"""

PROVENANCE = """\
## Provenance

Every table also accepts these columns. Where a profile states none, that of its phases and demands is taken.
"""


def schema_markdown() -> str:
    """Every table, column, default and meaning as one page of Markdown."""
    parts = [PREFACE, *(_table(table) for table in schema_tables())]
    parts.append(f"{PROVENANCE}\n{_columns(provenance_columns())}")
    return "\n".join(parts)


def _table(table: TableSchema) -> str:
    absent = "Required." if table.when_absent is None else f"Optional. Where it is absent: {table.when_absent}"
    key = f" Unique by {', '.join(f'`{column}`' for column in table.key)}." if table.key and not table.settings else ""
    head = f"## {table.name}\n\n{table.meaning} {absent}{key}\n"
    if table.settings:
        return f"{head}\n{SETTINGS_NOTE}\n{_columns(table.settings, first='setting')}"
    provenance = {column.name for column in provenance_columns()}
    return f"{head}\n{_columns(column for column in table.columns if column.name not in provenance)}"


def _columns(columns: Iterator[ColumnSchema] | tuple[ColumnSchema, ...], first: str = "column") -> str:
    head = f"| {first} | type | required | default | meaning | example |\n|---|---|---|---|---|---|\n"
    return head + "".join(_line(column) for column in columns)


def _line(column: ColumnSchema) -> str:
    unit = f", {column.unit}" if column.unit else ""
    refers_to = f" of {' or '.join(column.refers_to)}" if column.refers_to else ""
    cells = (
        f"`{column.name}`",
        f"{column.type}{refers_to}{unit}",
        "yes" if column.required else "",
        column.default or "",
        column.meaning,
        f"`{column.example}`",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
