"""A difference as tables: one row a cause, or one row a line with a column for each cause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table

if TYPE_CHECKING:
    from planner.futures.difference import ChoiceLine, DateLine, Difference, InputChange, PoundsLine
    from planner.futures.difference.facts import ChoiceKind

Choice = tuple["Difference", "ChoiceLine"]
Change = tuple[str, "InputChange"]


@dataclass(frozen=True)
class CauseRow:
    """A cause of a difference by its place among them; all of them together where `place` is None."""

    difference: Difference
    place: int | None

    def share(self, shares: Callable[[Difference], Sequence[int | None]]) -> int | None:
        """Its part of what the causes share."""
        return None if self.place is None else shares(self.difference)[self.place]

    @property
    def name(self) -> str:
        """What changed."""
        return "together" if self.place is None else self.difference.causes[self.place].name

    @property
    def pounds(self) -> int:
        """What it costs."""
        found = self.difference
        return found.total_pounds if self.place is None else found.pounds_by_cause[self.place]

    @property
    def cutovers(self) -> int:
        """How many cutovers it moves."""
        from planner.futures.difference.facts import DateKind

        cutovers = [line for line in self.difference.dates if line.kind is DateKind.CUTOVER]
        return sum(self.place is None or line.shares[self.place] != 0 for line in cutovers)

    @property
    def options(self) -> int:
        """How many options come or go."""
        from planner.futures.difference.facts import ChoiceKind

        return self._choices(ChoiceKind.OPTION)

    @property
    def flags(self) -> int:
        """How many flags it turns."""
        from planner.futures.difference.facts import ChoiceKind

        return self._choices(ChoiceKind.CONTRACT_FLAG, ChoiceKind.DEPARTMENT_FLAG)

    def _choices(self, *kinds: ChoiceKind) -> int:
        return sum(
            line.kind in kinds and (self.place is None or self.place in line.causes) for line in self.difference.choices
        )


class Line(Protocol):
    """One thing in two versions, and the part of each cause in its change."""

    @property
    def record(self) -> str: ...

    @property
    def before(self) -> object: ...

    @property
    def after(self) -> object: ...

    @property
    def shares(self) -> tuple[int, ...]: ...


CAUSES: tuple[Column[CauseRow], ...] = (
    Column("cause", "Because of", of=lambda row: row.name, least=24),
    Column("pounds", "Cost", Kind.MONEY),
    Column("kept_pounds", "Plan left as it was", Kind.MONEY, lambda row: row.share(lambda d: d.kept_pounds)),
    Column("replanned_pounds", "Re-planning", Kind.MONEY, lambda row: row.share(lambda d: d.replanned_pounds)),
    Column("unsure_pounds", "Sure to within", Kind.MONEY, lambda row: row.share(lambda d: d.unsure_pounds), spare=True),
    Column("cutovers", "Cutovers moved", Kind.NUMBER),
    Column("options", "Options", Kind.NUMBER),
    Column("flags", "Flags", Kind.NUMBER),
)
CHANGES: tuple[Column[Change], ...] = (
    Column("cause", "Because of", of=lambda row: row[0], least=20),
    Column("table", "Table", Kind.NAME, lambda row: row[1].table),
    Column("record", "Record", Kind.NAME, lambda row: row[1].record),
    Column("column", "Column", Kind.NAME, lambda row: row[1].column),
    Column("before", "Old", of=lambda row: row[1].before),
    Column("after", "New", of=lambda row: row[1].after),
)
CHOICES: tuple[Column[Choice], ...] = (
    Column("kind", "What", Kind.NAME, lambda row: row[1].kind),
    Column("record", "Record", Kind.NAME, lambda row: row[1].record),
    Column("before", "Old", of=lambda row: row[1].before),
    Column("after", "New", of=lambda row: row[1].after),
    Column("causes", "Because of", of=lambda row: [row[0].causes[place].name for place in row[1].causes], least=20),
)
POUNDS: tuple[Column[PoundsLine], ...] = (Column("term", "Term", Kind.NAME), Column("record", "Record", Kind.NAME))
DATES: tuple[Column[DateLine], ...] = (Column("kind", "What", Kind.NAME), Column("record", "Record", Kind.NAME))


def cause_table(difference: Difference) -> Table[CauseRow]:
    """One row a cause, and the sum of all in the last row. The part that no input explains is a row where there is one."""
    causes = range(len(difference.causes))
    shown = [place for place in causes if difference.causes[place].changes or difference.has_effect(place)]
    rows = [CauseRow(difference, place) for place in (*shown, None)]
    return Table(columns=CAUSES, rows=rows, currency=difference.currency, marking=difference.marking)


def change_table(difference: Difference) -> Table[Change]:
    """One row a changed cell of the input."""
    rows = [(cause.name, change) for cause in difference.causes for change in cause.changes]
    return Table(columns=CHANGES, rows=rows, currency=difference.currency, marking=difference.marking)


def pounds_table(difference: Difference) -> Table[PoundsLine]:
    """One row a term of a record, one column a cause."""
    columns: tuple[Column[PoundsLine], ...] = (*POUNDS, *_ends(difference, Kind.MONEY, Kind.MONEY))
    return Table(columns=columns, rows=difference.pounds, currency=difference.currency, marking=difference.marking)


def date_table(difference: Difference) -> Table[DateLine]:
    """One row a date that moved, one column of days a cause."""
    columns: tuple[Column[DateLine], ...] = (*DATES, *_ends(difference, Kind.DATE, Kind.NUMBER))
    return Table(columns=columns, rows=difference.dates, currency=difference.currency, marking=difference.marking)


def choice_table(difference: Difference) -> Table[Choice]:
    """One row a changed choice, with the cause, or the causes that two orders name."""
    rows = [(difference, line) for line in difference.choices]
    return Table(columns=CHOICES, rows=rows, currency=difference.currency, marking=difference.marking)


def _ends(difference: Difference, kind: Kind, share: Kind) -> tuple[Column[Line], ...]:
    shares = (_share(place, cause.name, share) for place, cause in enumerate(difference.causes))
    return (Column("before", "Old", kind), Column("after", "New", kind), *shares)


def _share(place: int, name: str, kind: Kind) -> Column[Line]:
    def of(line: Line) -> object:
        return line.shares[place]

    return Column[Any](f"cause_{place}", name, kind, of)
