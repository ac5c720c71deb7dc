"""A table as a pandas frame: dates as timestamps, pounds and days as whole numbers, lists joined to one text."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import pandas as pd

from planner.present.tables.column import Column, Kind
from planner.present.tables.table import MARKING, Table

WHOLE = (Kind.MONEY, Kind.NUMBER)


def frame_of(table: Table[Any]) -> pd.DataFrame:
    """One row a row, one column a column, hidden ones too; a table without rows still names its columns.

    A marking stands in the attributes of the frame.
    """
    frame = pd.DataFrame({column.name: _series(column, table) for column in table.columns})
    frame.attrs.update({MARKING: table.marking} if table.marking else {})
    return frame


def _series(column: Column[Any], table: Table[Any]) -> pd.Series[Any]:
    values = [_value(column.value(row)) for row in table.rows]
    if column.kind is Kind.DATE:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")))
    if column.kind in WHOLE and None in values and all(value is None or isinstance(value, int) for value in values):
        return pd.Series(values, dtype="Int64")
    return pd.Series(values, dtype=None if values else "object")


def _value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return ", ".join(str(_value(item)) for item in value)
    return pd.Timestamp(value) if isinstance(value, date) else value
