"""What people type into a cell of the schema: taken where it has one reading, sent back with the cure where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from planner.reading.cells.dates import IsoDate
from planner.reading.cells.numbers import WholeNumber
from planner.reading.cells.quantities import length_reading, number_readings
from planner.reading.importers.typed_dates import typed_date
from planner.reading.rows.contracts import ContractRow
from planner.reading.schema.columns import cell_type, default_text


@dataclass(frozen=True)
class Typed:
    """The cells that a text stands for, by column, none where it cannot be read; `why` is a sentence."""

    cells: Mapping[str, str]
    why: str = ""


def typed_cell(column: str, text: str) -> Typed:
    """Read what was typed for a column of contracts; a length with its unit also says the unit."""
    kind = cell_type(ContractRow.model_fields[column])
    if isinstance(kind, IsoDate):
        typed = typed_date(text)
        return Typed({column: typed.day.isoformat()} if typed.day else {}, typed.why)
    if column == "notice" and (length := length_reading(text)) is not None:
        amount, unit = (length.amount * 12, "months") if length.unit == "years" else (length.amount, length.unit)
        return _parsed(kind, column, f"{amount:f}", {"notice_unit": unit})
    return _parsed(kind, column, text, {})


def _parsed(kind: Any, column: str, text: str, beside: Mapping[str, str]) -> Typed:
    try:
        return Typed({column: default_text(kind.parse(text)) or "", **beside})
    except PydanticCustomError as error:
        readings = number_readings(text) if isinstance(kind, WholeNumber) else ()
        if len(readings) == 1 and readings[0] == int(readings[0]) and kind.lowest <= readings[0] <= kind.highest:
            return Typed({column: str(int(readings[0])), **beside}, f'"{text}" has only one reading')
        context = error.context or {}
        return Typed({}, f"{context['message']}; {context['cure']}")
