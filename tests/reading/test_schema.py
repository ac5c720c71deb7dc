"""The schema and the records it fills agree, and the documentation is the schema."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import pytest

from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Confidence, Provenance
from planner.reading import json_schema, schema_markdown, schema_tables
from planner.reading.rows.base import RowModel
from planner.reading.rows.settings import PolicySettings, PortfolioSettings
from planner.reading.schema.columns import columns_of, provenance_columns
from planner.reading.schema.tables import TABLES, Table
from planner.reading.write import VERSION_SETTING

DOCS = Path(__file__).parents[2] / "docs" / "tables.md"
WITH_RECORD = [table for table in TABLES if table.record is not None]


def default_of(field: Field[Any]) -> Any:
    """The default of a domain field; `...` where it is required."""
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else ...


@pytest.mark.parametrize("table", WITH_RECORD, ids=lambda table: table.name)
def test_columns_are_the_fields_of_the_record_with_their_defaults(table: Table) -> None:
    assert table.record is not None
    expected = {field.name: default_of(field) for field in fields(table.record) if field.name != "provenance"}
    if "notice" in expected:
        stated = expected["notice"] or Notice()
        expected["notice"] = None if expected["notice"] is None else stated.amount
        expected["notice_unit"] = None if expected["notice"] is None else NoticeUnit(stated.unit)
    columns = {
        name: ... if field.is_required() else field.default
        for name, field in table.row.model_fields.items()
        if name not in RowModel.model_fields
    }
    assert columns == expected


def test_settings_of_policy_are_its_fields_with_their_defaults() -> None:
    expected = {field.name: default_of(field) for field in fields(Policy) if field.name != "provenance"}
    assert {name: field.default for name, field in PolicySettings.model_fields.items()} == expected


def test_settings_of_the_portfolio_are_its_fields_with_their_defaults() -> None:
    expected = {field.name: default_of(field) for field in fields(Portfolio)}
    settings = {name: field for name, field in PortfolioSettings.model_fields.items() if name != VERSION_SETTING}
    for name, setting in settings.items():
        # name, status date and horizon are required by the record and have a stated way to be left out
        assert setting.default == (None if expected[name] is ... else expected[name])


def test_provenance_columns_are_the_fields_of_provenance() -> None:
    expected = {field.name: field.default for field in fields(Provenance)}
    assert {name: field.default for name, field in RowModel.model_fields.items()} == expected


def test_every_tuple_of_the_portfolio_is_filled_by_a_table() -> None:
    filled = {table.portfolio_field for table in TABLES}
    assert {field.name for field in fields(Portfolio) if default_of(field) == ()} <= filled


def test_every_column_has_a_meaning_and_an_example_that_can_be_read() -> None:
    for table in TABLES:
        model = table.settings or table.row
        columns = columns_of(model)
        assert all(column.meaning.endswith(".") and column.example for column in columns)
        model.model_validate({column.name: column.example for column in columns})


def test_references_name_tables() -> None:
    names = {table.name for table in TABLES}
    assert {name for table in schema_tables() for column in table.columns for name in column.refers_to} <= names


def test_optional_tables_say_what_holds_without_them() -> None:
    assert all(table.required or str(table.when_absent).endswith(".") for table in schema_tables())


def test_choices_are_listed() -> None:
    choices = {column.name: column.choices for column in provenance_columns()}
    assert choices["basis"] == tuple(Basis)
    assert choices["confidence"] == tuple(Confidence)


def test_json_schema_says_what_is_required() -> None:
    schema = json_schema()
    assert schema["required"] == ["organisations", "clusters", "milestones", "contracts", "migrations"]
    contract = schema["properties"]["contracts"]["items"]
    assert contract["required"] == ["id", "name", "expiry_date"]
    assert contract["additionalProperties"] is False
    assert contract["properties"]["expiry_date"]["anyOf"][0]["format"] == "date"  # a rolling contract may state none


def test_page_of_the_tables_is_the_schema() -> None:
    assert DOCS.read_text(encoding="utf-8") == schema_markdown(), "write schema_markdown() to docs/tables.md"
