"""The schema as data: what every table and column is, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planner.reading.cells.conversion import LIST_SEPARATOR, YES_OR_NO, Choice, Identifier, ListOf, YesNo
from planner.reading.cells.numbers import plain_number
from planner.reading.rows.base import RowModel
from planner.reading.schema.tables import TABLES, Table


@dataclass(frozen=True, kw_only=True)
class ColumnSchema:
    """A column, or a setting of a settings table.

    `default` is the text that has the same meaning as a blank cell; None where the column is required or where blank
    means "not stated" (`meaning` then says what follows). `choices` are the values allowed, empty where there is no list.
    `refers_to` names the tables that hold the ids.
    """

    name: str
    type: str
    unit: str | None
    required: bool
    default: str | None
    meaning: str
    example: str
    choices: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    is_list: bool = False


@dataclass(frozen=True, kw_only=True)
class TableSchema:
    """A table. A settings table has the columns `setting` and `value`; its `settings` are what can be stated."""

    name: str
    meaning: str
    required: bool
    when_absent: str | None
    key: tuple[str, ...]
    columns: tuple[ColumnSchema, ...]
    settings: tuple[ColumnSchema, ...] = ()


def schema_tables() -> tuple[TableSchema, ...]:
    """Every input table in the order in which they are best filled."""
    return tuple(_table_schema(table) for table in TABLES)


def provenance_columns() -> tuple[ColumnSchema, ...]:
    """The columns every table accepts beside its own."""
    return columns_of(RowModel)


@lru_cache(maxsize=64)
def columns_of(model: type[BaseModel]) -> tuple[ColumnSchema, ...]:
    """The columns of a row model or settings model, its own first and those of provenance last."""
    own = [name for name in model.model_fields if model is RowModel or name not in RowModel.model_fields]
    shared = [name for name in model.model_fields if name not in own]
    return tuple(_column_schema(name, model.model_fields[name]) for name in (*own, *shared))


def json_schema() -> dict[str, Any]:
    """A JSON Schema of a whole portfolio: an object with an array of rows for every table."""
    properties = {
        table.name: table.settings.model_json_schema()
        if table.settings
        else {"type": "array", "items": table.row.model_json_schema(), "description": table.meaning}
        for table in TABLES
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "planner portfolio",
        "type": "object",
        "properties": properties,
        "required": [table.name for table in TABLES if table.required],
        "additionalProperties": False,
    }


def _table_schema(table: Table) -> TableSchema:
    return TableSchema(
        name=table.name,
        meaning=table.meaning,
        required=table.required,
        when_absent=table.when_absent,
        key=table.key,
        columns=columns_of(table.row),
        settings=columns_of(table.settings) if table.settings else (),
    )


def _column_schema(name: str, field: FieldInfo) -> ColumnSchema:
    cell = cell_type(field)
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    refers_to = extra.get("refers_to", [])
    return ColumnSchema(
        name=name,
        type=cell.label,
        unit=str(extra["unit"]) if "unit" in extra else cell.unit,
        required=field.is_required(),
        default=None if field.is_required() else default_text(field.default),
        meaning=field.description or "",
        example=str((field.examples or [""])[0]),
        choices=cell.choices if isinstance(cell, Choice | YesNo) else (),
        refers_to=tuple(str(table) for table in refers_to) if isinstance(refers_to, list) else (),
        is_list=isinstance(cell, ListOf),
    )


def default_text(value: Any) -> str | None:
    """A value as it would be typed; None for what is blank."""
    match value:
        case None | ():
            return None
        case bool():
            return YES_OR_NO[0] if value else YES_OR_NO[1]
        case tuple():
            return f"{LIST_SEPARATOR} ".join(str(part) for part in value)
        case StrEnum():
            return value.value
        case float():
            return plain_number(value)
        case _:
            return str(value)


def cell_type(field: FieldInfo) -> Any:
    """The cell type in the annotation of a column, be it optional or not."""
    if field.metadata:
        return next(part for part in field.metadata if hasattr(part, "label"))
    for argument in get_args(field.annotation):
        for part in get_args(argument):
            if hasattr(part, "label"):
                return part
    return Identifier()
