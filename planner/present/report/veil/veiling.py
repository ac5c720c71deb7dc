"""A portfolio and a plan in which nothing names the records of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from enum import Enum
from typing import Any, TypeVar

from planner.domain.decisions_taken import DecisionTaken
from planner.domain.migrations import Demand, Phase, PhaseProfile
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Provenance, Record
from planner.domain.resources import FreezePeriod, FreezeScope
from planner.plan.entries import Plan
from planner.present.report.veil.names import Names
from planner.present.report.veil.phrases import ANOTHER
from planner.reading.checks.commitments import TABLE_BY_KIND
from planner.reading.schema.columns import ColumnSchema, columns_of
from planner.reading.schema.tables import TABLES, Table

R = TypeVar("R", bound=Record)
NAMED = ("jurisdiction",)
"""Texts that have a meaning of their own, and are left as they are."""


def veiled_portfolio(portfolio: Portfolio, names: Names) -> Portfolio:
    """The same portfolio, in which the records of others have new ids, no names and no texts.

    Texts of the records that stay name nobody else. All dates, figures and ties are what they were, so a plan means the
    same.
    """
    records = {
        table.portfolio_field: tuple(
            _veiled(table, record, names) for record in getattr(portfolio, table.portfolio_field)
        )
        for table in TABLES
        if table.record is not None
    }
    profiles = tuple(_veiled_profile(profile, names) for profile in portfolio.profiles)
    changed: dict[str, Any] = {**records, "profiles": profiles}
    provenance = _veiled_provenance(portfolio.provenance, names, silent=False)
    return replace(portfolio, name=names.text(portfolio.name), provenance=provenance, **changed)


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


def _veiled(table: Table, record: R, names: Names) -> R:
    columns = {column.name: column for column in columns_of(table.row)}
    silent = _belongs_to_others(table, record, columns, names)
    changed = {
        name: _veiled_value(table, record, columns[name], value, names, silent=silent)
        for name, value in _texts(record)
        if name in columns and name not in NAMED
    }
    provenance = _veiled_provenance(record.provenance, names, silent=silent)
    return replace(record, provenance=provenance, **changed)


def _texts(record: Record) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """The fields of a record that hold text, with it."""
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str | tuple) and not isinstance(value, Enum):
            yield field.name, value


def _veiled_value(
    table: Table, record: Record, column: ColumnSchema, value: str | tuple[str, ...], names: Names, *, silent: bool
) -> str | tuple[str, ...] | None:
    tables = _tables_of(table.name, column, record)
    if tables:
        return _each(value, lambda id: _new_id(id, tables, names))
    if not silent or column.type != "text" or column.name == "bundle" or value in names.new_ids["organisations"]:
        return _each(value, names.text)
    return ANOTHER if column.required else None


def _each(value: str | tuple[str, ...], change: Any) -> str | tuple[str, ...]:
    return tuple(map(change, value)) if isinstance(value, tuple) else change(value)


def _veiled_profile(profile: PhaseProfile, names: Names) -> PhaseProfile:
    def demand(held: Demand) -> Demand:
        return replace(held, resource=names.text(names.of("resources", held.resource)))

    def phase(held: Phase) -> Phase:
        return replace(held, name=names.text(held.name), demands=tuple(map(demand, held.demands)))

    return replace(
        profile,
        id=names.of("profiles", profile.id),
        name=names.text(profile.name),
        phases=tuple(map(phase, profile.phases)),
        cutover_phase=names.text(profile.cutover_phase),
        provenance=_veiled_provenance(profile.provenance, names, silent=False),
    )


def _veiled_provenance(provenance: Provenance, names: Names, *, silent: bool) -> Provenance:
    def text(held: str | None) -> str | None:
        return None if silent or held is None else names.text(held)

    return replace(provenance, source=text(provenance.source), reason=text(provenance.reason))


def _tables_of(table: str, column: ColumnSchema, record: Record) -> tuple[str, ...]:
    """The tables that hold the ids of a column; empty where it is a text."""
    if column.name == "id" and table != "modes":
        return (table,)
    if column.name == "subject" and isinstance(record, DecisionTaken):
        return (TABLE_BY_KIND[record.kind],)
    if column.name == "subject" and isinstance(record, FreezePeriod):
        return ("clusters" if record.scope is FreezeScope.CLUSTER else "organisations",)
    return column.refers_to


def _new_id(id: str, tables: tuple[str, ...], names: Names) -> str:
    return next((new for table in tables if (new := names.of(table, id)) != id), id)


def _belongs_to_others(table: Table, record: Record, columns: dict[str, ColumnSchema], names: Names) -> bool:
    """Whether it is about a record of others; a record with an id of its own is about that."""
    if table.name in names.others:
        return names.is_other(table.name, str(getattr(record, "id", "")))
    return any(
        names.is_other(referred, id)
        for name, value in _texts(record)
        if name in columns
        for referred in _tables_of(table.name, columns[name], record)
        for id in ((value,) if isinstance(value, str) else value)
    )
