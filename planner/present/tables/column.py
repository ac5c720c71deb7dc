"""One column of a table: its name, title, kind, and the getter of its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar


class Kind(StrEnum):
    """What a column holds, which decides how people see it."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    NUMBER = "number"
    SHARE = "share"
    WHOLE_SHARE = "whole share"
    """A share that is shown in whole per cent."""
    FLAG = "flag"
    """The flag of a contract or department: a letter, a word and a colour."""
    NAME = "name"
    """Text that stays in one piece, for instance an id or a column name."""


FIGURES = frozenset({Kind.MONEY, Kind.NUMBER, Kind.SHARE, Kind.WHOLE_SHARE})
"""The kinds that stand to the right."""
R_contra = TypeVar("R_contra", contravariant=True)
Getter = Callable[[R_contra], object]


def _same_name(row: object, name: str) -> object:
    """What a row holds under that name; a mapping that lacks it does not state it."""
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name)


@dataclass(frozen=True)
class Column(Generic[R_contra]):
    """A column of every form of a table: `name` in CSV, JSON and frames, `title` for people.

    `of` takes the value from a row; without it, it is what the row holds under `name`. Where people read the table, a column
    that is not `shown` is left out, and a `sparse` one where no row has a value. One that is `spare` goes where a terminal
    is too narrow for it. Text is wrapped, but not below `least` characters as long as a spare column can go instead.
    `assumed` says of a row whether the value rests on a figure that nobody stated; people then read "assumed" beside it.
    """

    name: str
    title: str
    kind: Kind = Kind.TEXT
    of: Getter[R_contra] | None = None
    shown: bool = True
    spare: bool = False
    sparse: bool = False
    least: int = 12
    assumed: Getter[R_contra] | None = None

    def value(self, row: R_contra) -> object:
        """The value of the row in this column; None is "not stated"."""
        return _same_name(row, self.name) if self.of is None else self.of(row)

    def is_shown(self, rows: Iterable[R_contra]) -> bool:
        """Whether people see it beside these rows."""
        return self.shown and not (self.sparse and all(self.value(row) is None for row in rows))

    def is_assumed(self, row: R_contra) -> bool:
        """Whether the value is stated and rests on a figure that nobody stated."""
        return self.assumed is not None and self.value(row) is not None and bool(self.assumed(row))
