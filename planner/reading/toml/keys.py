"""The keys a TOML file may have, as data: what a value must be, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from planner.reading.cells.nearest import nearest_name
from planner.reading.schema.columns import default_text
from planner.reading.schema.tables import TABLES


class Unfit(Exception):  # noqa: N818 - it is caught at once and becomes a finding
    """A value that is not what its key asks for."""

    def __init__(self, message: str, cure: str, expected: str | None = None) -> None:
        super().__init__(message)
        self.message, self.cure, self.expected = message, cure, expected


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key: its name, how its value is understood (raising `Unfit`), its meaning, and an example as written."""

    name: str
    parse: Callable[[Any], Any]
    meaning: str
    example: str
    required: bool = False


def names(value: Any) -> tuple[str, ...]:
    """One name or a list of names."""
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(part, str) and part.strip() for part in listed):
        raise Unfit(f"{shown(value)} is not a list of names", 'write for instance ["A", "B"]', "one or more names")
    return tuple(listed)


def text(value: Any) -> str:
    """Text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise Unfit(f"{shown(value)} is not text", "write it between quotes", "text")
    return value.strip()


def whole(value: Any) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit(
            f"{shown(value)} is not a whole number", "write it without quotes, for instance 3", "a whole number"
        )
    return value


def whole_between(lowest: int, highest: int) -> Callable[[Any], int]:
    """A whole number from `lowest` to `highest`, both allowed."""

    def parse(value: Any) -> int:
        return int(_within(whole(value), value, lowest, highest))

    return parse


def number_between(lowest: int, highest: int) -> Callable[[Any], Fraction]:
    """A number from `lowest` to `highest`, both allowed."""

    def parse(value: Any) -> Fraction:
        return Fraction(_within(number(value), value, lowest, highest))

    return parse


def _within(found: int | Fraction, value: Any, lowest: int, highest: int) -> int | Fraction:
    if lowest <= found <= highest:
        return found
    bounds = f"from {_bound(lowest)} to {_bound(highest)}"
    raise Unfit(f"{shown(value)} is out of range", f"write a number {bounds}", f"a number {bounds}")


def _bound(bound: int) -> str:
    """A bound as people read it; numbers of four digits, such as years, have no separator."""
    return f"{bound:,}" if abs(bound) > 9_999 else str(bound)


def number(value: Any) -> Fraction:
    """A number, exactly as written."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        raise Unfit(f"{shown(value)} is not a number", "write it without quotes, for instance 30", "a number")
    return Fraction(str(value))


def factor(value: Any) -> Fraction:
    """A number above or equal to 0."""
    found = number(value)
    if found < 0:
        raise Unfit(f"{shown(value)} is negative", "write 0.5 for half, 2 for double", "a number from 0")
    return found


def percentage(value: Any) -> Fraction:
    """A change in per cent as a share: 30 is 3/10; nothing falls by more than all of it."""
    found = number(value)
    if found < -100:
        raise Unfit(f"{shown(value)} takes away more than all of it", "write -100 or more", "per cent from -100")
    return found / 100


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unfit(f"{shown(value)} is neither true nor false", "write true or false without quotes", "true or false")
    return value


def everything(value: Any) -> bool:
    """Only true can be said."""
    if not flag(value):
        raise Unfit("all = false selects nothing", "remove it, or write all = true", "true")
    return True


def day(value: Any) -> date:
    """A date, without a time of day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Unfit(f"{shown(value)} is not a date", "write it as 2027-12-31", "a date")


def table_name(value: Any) -> str:
    """The name of a table with records; the settings tables have keys of their own."""
    known = [table.name for table in TABLES if table.settings is None]
    return one_of(known, "table")(value)


def one_of(values: list[str], what: str) -> Callable[[Any], str]:
    """One of these texts; the nearest is proposed for another."""

    def parse(value: Any) -> str:
        if isinstance(value, str) and value.casefold() in values:
            return value.casefold()
        nearest = nearest_name(value, values) if isinstance(value, str) else None
        expected = "one of " + ", ".join(values)
        cure = f'did you mean "{nearest}"?' if nearest else f"write {expected}"
        raise Unfit(f"{shown(value)} is not a {what}", cure, expected)

    return parse


def scalars(value: Any) -> Mapping[str, str]:
    """A table of values, as the text of cells: lists are joined, dates written out, "" is blank."""
    if not isinstance(value, dict) or not value:
        raise Unfit(f"{shown(value)} is not a table of values", "write for instance { annual_price_pounds = 100 }")
    return {name: _cell(name, part) for name, part in value.items()}


def many_scalars(value: Any) -> tuple[Mapping[str, str], ...]:
    """One table of values, or a list of them."""
    return tuple(scalars(part) for part in (value if isinstance(value, list) else [value]))


def conditions(value: Any) -> Mapping[str, tuple[str, ...]]:
    """Columns with the value, or the values, that select a row."""
    if not isinstance(value, dict) or not value:
        raise Unfit(f"{shown(value)} is not a table of columns", 'write for instance { kind = "bridge" }')
    return {
        name: tuple(_cell(name, item) for item in (part if isinstance(part, list) else [part]))
        for name, part in value.items()
    }


def shown(value: Any) -> str:
    """A value for a message, quoted and not too long."""
    written = f'"{value}"' if isinstance(value, str) else str(value)
    return written if len(written) <= 60 else written[:57] + "..."


def _cell(name: str, value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    fit = all(isinstance(part, str | int | float | date) and not isinstance(part, datetime) for part in parts)
    if not fit:
        raise Unfit(f"{name}: {shown(value)} does not fit a cell", "write text, a number, a date, or a list of them")
    return (default_text(tuple(value) if isinstance(value, list) else value) or "").strip()
