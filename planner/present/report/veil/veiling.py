"""A portfolio and a plan in which nothing names the records of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.decisions_taken import CommitmentKind
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezeScope
from planner.errors import InputError
from planner.plan.entries import Plan
from planner.present.report.veil.names import Names
from planner.present.report.veil.phrases import ANOTHER
from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.checks.commitments import TABLE_BY_KIND
from planner.reading.overlay.table_rows import Cells, read_tables, table_rows
from planner.reading.schema.columns import ColumnSchema, columns_of
from planner.reading.schema.tables import table_named

TEXT_TYPES = ("text", "texts separated by ;", "an id", "ids separated by ;")
"""Types of columns that can hold a name."""
KEPT_TEXTS = ("public_fields", "jurisdiction")
SETTINGS = ("portfolio", "policy")


def veiled_portfolio(portfolio: Portfolio, names: Names) -> Portfolio:
    """The same portfolio, in which the records of others have new ids, no names and no texts.

    Texts of the records that stay name nobody else. All dates, figures and ties are what they were, so a plan means the
    same. Raises InputError where such a portfolio could not be read.
    """
    tables = {
        table: list(rows) if table in SETTINGS else [_veiled(table, cells, names) for cells in rows]
        for table, rows in table_rows(portfolio).items()
    }
    report = read_tables(tables, portfolio.name)
    if report.portfolio is None:
        raise InputError(report.errors)
    return replace(report.portfolio, name=names.text(portfolio.name), policy=portfolio.policy)


def veiled_plan(portfolio: Portfolio, plan: Plan, names: Names) -> Plan:
    """The plan with the new ids; `portfolio` is the one it was made for."""
    return Plan(
        migrations=tuple(
            replace(entry, migration=names.of("migrations", entry.migration), mode=names.text(entry.mode))
            for entry in plan.migrations
        ),
        options=tuple(_veiled_option(portfolio, option, names) for option in plan.options),
    )


def _veiled_option(portfolio: Portfolio, option: str, names: Names) -> str:
    """The new id of an option; that of a period by itself begins with the id of its contract."""
    if option in portfolio.option_by_id or option not in portfolio.link_by_option:
        return names.of("options", option)
    contract = portfolio.link_by_option[option].option.contract
    return names.of("contracts", contract) + option.removeprefix(contract)


def _veiled(table: str, cells: Cells, names: Names) -> Cells:
    columns = {column.name: column for column in columns_of(table_named(table).row)}
    silent = _belongs_to_others(table, cells, columns, names)
    return dict(_veiled_cells(table, cells, columns, names, silent=silent))


def _veiled_cells(
    table: str, cells: Cells, columns: dict[str, ColumnSchema], names: Names, *, silent: bool
) -> Iterator[tuple[str, str]]:
    for name, text in cells.items():
        column = columns[name]
        if column.type not in TEXT_TYPES or name in KEPT_TEXTS:
            yield name, text
        elif tables := _tables_of(table, name, column, cells):
            yield name, _new_ids(text, tables, names)
        elif not silent or name == "bundle" or column.type != "text" or text in names.new_ids["organisations"]:
            yield name, names.text(text)
        elif column.required:
            yield name, ANOTHER


def _tables_of(table: str, name: str, column: ColumnSchema, cells: Cells) -> tuple[str, ...]:
    """The tables that hold the ids of a cell; empty where it is a text."""
    match table, name:
        case "commitments", "subject":
            return (TABLE_BY_KIND[CommitmentKind(cells["kind"])],)
        case "freezes", "subject":
            return ("clusters" if cells["scope"] == FreezeScope.CLUSTER else "organisations",)
        case "demands", "resource":
            return ("resources",)
        case _, "id" if table != "modes":
            return (table,)
    return column.refers_to


def _new_ids(text: str, tables: tuple[str, ...], names: Names) -> str:
    return f"{LIST_SEPARATOR} ".join(_new_id(id.strip(), tables, names) for id in text.split(LIST_SEPARATOR))


def _new_id(id: str, tables: tuple[str, ...], names: Names) -> str:
    return next((new for table in tables if (new := names.of(table, id)) != id), id)


def _belongs_to_others(table: str, cells: Cells, columns: dict[str, ColumnSchema], names: Names) -> bool:
    """Whether the row is about a record of others; a row with an id of its own is about that."""
    if "id" in cells and table in names.others:
        return names.is_other(table, cells["id"])
    return any(
        names.is_other(referred, id.strip())
        for name, text in cells.items()
        for referred in _tables_of(table, name, columns[name], cells)
        for id in text.split(LIST_SEPARATOR)
    )
