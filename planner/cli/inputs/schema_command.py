"""`planner schema`: the input tables, their columns and every default."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.options import format_option
from planner.present.exchange.json_export import export_schema
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Format, Table, json_text, print_table, table_text
from planner.reading.cells.nearest import nearest_name
from planner.reading.schema.columns import ColumnSchema, TableSchema, json_schema, provenance_columns, schema_tables

COLUMNS: tuple[Column[Any], ...] = (
    Column("table", "Table", shown=False),
    Column("name", "Column", Kind.NAME),
    Column("type", "Type"),
    Column("unit", "Unit"),
    Column("required", "Required"),
    Column("default", "Where blank"),
    Column("meaning", "Meaning"),
    Column("example", "Example"),
    Column("choices", "Choices", shown=False),
    Column("refers_to", "Refers to", shown=False),
)


HELP = """Print the input tables: columns, types, units, and what a blank cell or an absent table means.

\b
Examples:
  planner schema
  planner schema contracts options
  planner schema policy --format csv
  planner schema --json-schema
  planner schema --export-schema
"""


@click.command("schema", help=HELP)
@click.argument("names", metavar="[TABLE]...", nargs=-1)
@click.option("--json-schema", "as_json_schema", is_flag=True, help="Print a JSON Schema of a whole portfolio.")
@click.option("--export-schema", "of_export", is_flag=True, help="Print the JSON Schema of a plan exported as .json.")
@format_option
def schema_command(names: tuple[str, ...], as_json_schema: bool, of_export: bool, form: Format) -> None:
    if as_json_schema or of_export:
        click.echo(json_text(json_schema() if as_json_schema else export_schema()))
        return
    tables = _chosen_tables(names)
    match form:
        case Format.JSON:
            click.echo(json_text([asdict(table) for table in tables]))
        case Format.CSV:
            print_table(_columns_table(tables), form)
        case Format.TABLE:
            click.echo("\n\n\n".join([*map(_table_text, tables), _provenance_text()]))


def _chosen_tables(names: Sequence[str]) -> list[TableSchema]:
    by_name = {table.name: table for table in schema_tables()}
    for name in names:
        if name not in by_name:
            meant = nearest_name(name, by_name)
            raise BadInput(f"there is no table {name}" + (f"; did you mean {meant}?" if meant else ""))
    return [by_name[name] for name in names] or list(by_name.values())


def _columns_table(tables: Sequence[TableSchema]) -> Table[Any]:
    return _table((table.name, column) for table in tables for column in table.settings or table.columns)


def _table(columns: Iterable[tuple[str, ColumnSchema]]) -> Table[Any]:
    rows = [
        {**asdict(column), "table": table, "required": "yes" if column.required else "no"} for table, column in columns
    ]
    return Table(columns=COLUMNS, rows=rows)


def _table_text(table: TableSchema) -> str:
    """A table for people; the columns of provenance, the same everywhere, are shown once at the end."""
    shared = {column.name for column in provenance_columns()}
    own = [column for column in table.settings or table.columns if table.settings or column.name not in shared]
    heading = click.style(table.name, bold=True)
    state = "required" if table.required else f"may be left out: {table.when_absent}"
    return f"{heading} ({state})\n{table.meaning}\n\n{table_text(_table((table.name, column) for column in own))}"


def _provenance_text() -> str:
    heading = click.style("In every table", bold=True)
    return (
        f"{heading}: where the row comes from\n\n{table_text(_table(('', column) for column in provenance_columns()))}"
    )
