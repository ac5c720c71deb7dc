"""Reads stored values back from their plain form; each fault names its place."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from planner.domain.plain_values import Source, read_plain, show_plain
from planner.errors import StoreError

SOURCE = Source(
    complete=False,
    member="known",
    way_out="the store was altered",
    unknown_fields="it was stored by a newer version of the planner",
)

T = TypeVar("T")


def from_stored(expected: type[T], plain: Any, place: str | None = None) -> T:
    """The value that was stored. A field that is missing takes its default (it came with a later version).

    Raises StoreError with every fault; `place` is the name of the whole, that of its type where it is None.
    """
    value, faults = read_plain(expected, plain, SOURCE, expected.__name__ if place is None else place)
    if value is None:
        raise StoreError("\n".join(str(fault) for fault in faults))
    return value


def json_of(column: str, value: Any) -> Any:
    """What the JSON of a column says. Raises StoreError where it is none."""
    try:
        return json.loads(value)
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreError(f"{column}: {show_plain(value)} is not JSON; the store was altered") from error
