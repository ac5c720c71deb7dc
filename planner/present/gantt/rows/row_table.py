"""The table twin of a chart: one line for each row, with the days and figures that the bars show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.present.charts.palette import FLAG_STYLES
from planner.present.gantt.model import BarKind, Gantt, MarkerKind, Row, RowKind
from planner.present.gantt.rows.row_order import key_day
from planner.present.gantt.words import provenance_words, short_date


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What is read, and the number or text that it sorts by."""

    text: str
    sort: str | int


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the table twin; `number` cells stand at the right."""

    title: str
    cell: Callable[[Gantt, Row], Cell]
    number: bool = False


NOTHING_DAY = 10**6
"""Sorts rows without a day last."""


def _text(text: str) -> Cell:
    return Cell(text=text, sort=text.casefold())


def _day(gantt: Gantt, day: int | None) -> Cell:
    if day is None:
        return Cell(text="–", sort=NOTHING_DAY)
    return Cell(text=short_date(gantt, day), sort=day)


def _number(value: int | None) -> Cell:
    return Cell(text="–" if value is None else f"{value:,}", sort=-1 if value is None else value)


def _flag(gantt: Gantt, row: Row) -> Cell:
    """Sorted by gravity, as the flags of the palette are."""
    order = list(FLAG_STYLES)
    if row.flag.flag is None:
        return Cell(text="–", sort=len(order))
    return Cell(text=row.flag.flag.value, sort=order.index(row.flag.flag))


def _first_day(gantt: Gantt, row: Row) -> Cell:
    starts = [bar.from_day for bar in row.bars] if row.kind is RowKind.MIGRATION else []
    return _day(gantt, min(starts, default=None))


def _last_day(gantt: Gantt, row: Row) -> Cell:
    ends = [bar.until_day - 1 for bar in row.bars if bar.kind is not BarKind.FORECAST_RANGE]
    return _day(gantt, max(ends, default=None))


def _decide_by(gantt: Gantt, row: Row) -> Cell:
    marker = row.first_marker(MarkerKind.DECISION)
    return _day(gantt, marker.day if marker else None)


def _days_of(kind: BarKind) -> Callable[[Gantt, Row], Cell]:
    return lambda _, row: _number(row.days_of(kind) if row.kind is RowKind.CONTRACT else None)


def _range_day(name: str) -> Callable[[Gantt, Row], Cell]:
    return lambda gantt, row: _day(gantt, None if row.cutover_range is None else getattr(row.cutover_range, name))


_RANGE = (
    Column(title="Cutover, P10", cell=_range_day("first_day"), number=True),
    Column(title="Cutover, P50", cell=_range_day("middle_day"), number=True),
    Column(title="Cutover, P90", cell=_range_day("last_day"), number=True),
)


def columns(gantt: Gantt) -> tuple[Column, ...]:
    """The columns from left to right."""
    return (
        Column(title="Flag", cell=_flag),
        Column(title="Kind", cell=lambda _, row: _text(row.kind.value)),
        Column(title="Id", cell=lambda _, row: _text(row.id)),
        Column(title="Name", cell=lambda _, row: _text(row.name)),
        Column(title="Department", cell=lambda g, row: _text(_names(g.department_name, row.place.departments))),
        Column(title="Cluster", cell=lambda g, row: _text(_names(g.cluster_name, row.place.clusters))),
        Column(title="Starts", cell=_first_day, number=True),
        Column(title="Expiry, cutover or milestone", cell=lambda g, row: _day(g, key_day(row)), number=True),
        Column(title="Last day shown", cell=_last_day, number=True),
        *(_RANGE if gantt.has_ranges else ()),
        Column(title="Decide by", cell=_decide_by, number=True),
        Column(title="Uncovered days", cell=_days_of(BarKind.UNCOVERED), number=True),
        Column(title="Idle days", cell=_days_of(BarKind.IDLE), number=True),
        Column(title=f"Cost ({gantt.currency})", cell=lambda _, row: _number(row.pounds), number=True),
        Column(title="Why", cell=lambda _, row: _text(row.flag.reason)),
        Column(title="Source", cell=lambda _, row: _text(provenance_words(row))),
    )


def _names(name: Callable[[str], str], ids: tuple[str, ...]) -> str:
    return ", ".join(name(id) for id in ids) or "–"
