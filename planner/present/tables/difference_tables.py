"""A difference as tables: one row a cause, or one row a line with a column for each cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.present.tables.table import Column, Kind, Table

if TYPE_CHECKING:
    from planner.futures.difference import Difference

CAUSES = (
    Column("cause", "Because of", least=24),
    Column("pounds", "Cost", Kind.MONEY),
    Column("kept_pounds", "Plan left as it was", Kind.MONEY),
    Column("replanned_pounds", "Re-planning", Kind.MONEY),
    Column("unsure_pounds", "Sure to within", Kind.MONEY, spare=True),
    Column("cutovers", "Cutovers moved", Kind.NUMBER),
    Column("options", "Options", Kind.NUMBER),
    Column("flags", "Flags", Kind.NUMBER),
)
CHANGES = (
    Column("cause", "Because of", least=20),
    Column("table", "Table", Kind.NAME),
    Column("record", "Record", Kind.NAME),
    Column("column", "Column", Kind.NAME),
    Column("before", "Old"),
    Column("after", "New"),
)
CHOICES = (
    Column("kind", "What", Kind.NAME),
    Column("record", "Record", Kind.NAME),
    Column("before", "Old"),
    Column("after", "New"),
    Column("causes", "Because of", least=20),
)


def cause_table(difference: Difference) -> Table:
    """One row a cause, and the sum of all in the last row; what no input explains only where there is such a part."""
    causes = range(len(difference.causes))
    shown = [place for place in causes if difference.causes[place].changes or difference.has_effect(place)]
    rows = [dict(_cause_row(difference, place)) for place in shown]
    total = {"cause": "together", "pounds": difference.total_pounds, **_counts(difference, None)}
    return Table(columns=CAUSES, rows=[*rows, total], currency=difference.currency)


def change_table(difference: Difference) -> Table:
    """One row a changed cell of the input."""
    rows = [
        {
            "cause": cause.name,
            **{name: getattr(change, name) for name in ("table", "record", "column", "before", "after")},
        }
        for cause in difference.causes
        for change in cause.changes
    ]
    return Table(columns=CHANGES, rows=rows)


def pounds_table(difference: Difference) -> Table:
    """One row a term of a record, one column a cause."""
    columns = (Column("term", "Term", Kind.NAME), Column("record", "Record", Kind.NAME))
    rows = [
        {
            "term": line.term.value,
            "record": line.record,
            "before": line.before,
            "after": line.after,
            **_shares(line.shares),
        }
        for line in difference.pounds
    ]
    return Table(columns=(*columns, *_ends(difference, Kind.MONEY)), rows=rows, currency=difference.currency)


def date_table(difference: Difference) -> Table:
    """One row a date that moved, one column of days a cause."""
    columns = (Column("kind", "What", Kind.NAME), Column("record", "Record", Kind.NAME))
    rows = [
        {
            "kind": line.kind.value,
            "record": line.record,
            "before": line.before,
            "after": line.after,
            **_shares(line.shares),
        }
        for line in difference.dates
    ]
    return Table(columns=(*columns, *_ends(difference, Kind.DATE, Kind.NUMBER)), rows=rows)


def choice_table(difference: Difference) -> Table:
    """One row a choice that is another, with the cause, or the causes that two orders name."""
    rows = [
        {
            "kind": line.kind,
            "record": line.record,
            "before": line.before,
            "after": line.after,
            "causes": [difference.causes[place].name for place in line.causes],
        }
        for line in difference.choices
    ]
    return Table(columns=CHOICES, rows=rows)


def _cause_row(difference: Difference, place: int) -> Iterator[tuple[str, object]]:
    yield "cause", difference.causes[place].name
    yield "pounds", difference.pounds_by_cause[place]
    yield "kept_pounds", difference.kept_pounds[place]
    yield "replanned_pounds", difference.replanned_pounds[place]
    yield "unsure_pounds", difference.unsure_pounds[place]
    yield from _counts(difference, place).items()


def _counts(difference: Difference, place: int | None) -> Mapping[str, int]:
    """How many cutovers, options and flags a cause changes; all of them where none is named."""
    from planner.futures.difference.facts import ChoiceKind, DateKind

    cutovers = [line for line in difference.dates if line.kind is DateKind.CUTOVER]
    choices = [line for line in difference.choices if place is None or place in line.causes]
    return {
        "cutovers": sum(place is None or line.shares[place] != 0 for line in cutovers),
        "options": sum(line.kind == ChoiceKind.OPTION for line in choices),
        "flags": sum(line.kind in (ChoiceKind.CONTRACT_FLAG, ChoiceKind.DEPARTMENT_FLAG) for line in choices),
    }


def _ends(difference: Difference, kind: Kind, share: Kind | None = None) -> tuple[Column, ...]:
    shares = (Column(f"cause_{place}", cause.name, share or kind) for place, cause in enumerate(difference.causes))
    return (Column("before", "Old", kind), Column("after", "New", kind), *shares)


def _shares(shares: tuple[int, ...]) -> dict[str, object]:
    return {f"cause_{place}": share for place, share in enumerate(shares)}
