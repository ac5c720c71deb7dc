"""What the plan takes of every resource, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from planner.present.report.board.view import ReportView
from planner.present.report.parts.section import Section
from planner.present.tables.resource_use import use_by_day
from planner.present.wording import plain_day

WIDTH, HEIGHT = 600, 34


@dataclass(frozen=True, kw_only=True)
class MonthUse:
    """The highest use of a month as a bar of the strip."""

    x: float
    width: float
    height: float
    words: str
    full: bool


@dataclass(frozen=True, kw_only=True)
class ResourceLine:
    """A resource: its least and greatest capacity, its highest use and the first day of it, and its months."""

    name: str
    capacity: str
    peak: int
    peak_day: str
    days_full: int
    months: tuple[MonthUse, ...]


@dataclass(frozen=True, kw_only=True)
class CapacityPart:
    """Every resource; `own`: the use is that of the department alone."""

    lines: tuple[ResourceLine, ...]
    own: bool
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT


def capacity_section(view: ReportView) -> Section | None:
    """Every resource that its migrations use; None where there is no resource."""
    schedule = view.case.schedule
    seen = {move.migration.id: move for move in view.moves}
    use = use_by_day(view.portfolio, replace(schedule, migrations=seen))
    lines = tuple(_lines(use, whole=view.whole))
    if not lines:
        return None
    first, last = (plain_day(use["date"].agg(end).date()) for end in ("min", "max"))
    part = CapacityPart(lines=lines, own=not view.whole, first=first, last=last)
    return Section(id="capacity", title="Capacity", template="capacity.html", content=part)


def _lines(use: pd.DataFrame, *, whole: bool) -> Iterator[ResourceLine]:
    for _, days in use.groupby("resource", sort=False):
        peak = int(days["used"].max())
        if peak or whole:
            least, most = int(days["capacity"].min()), int(days["capacity"].max())
            yield ResourceLine(
                name=str(days["name"].iloc[0]),
                capacity=f"{least:,}" if least == most else f"{least:,} to {most:,}",
                peak=peak,
                peak_day=plain_day(days["date"].iloc[int(days["used"].argmax())].date()) if peak else "–",
                days_full=int(((days["used"] >= days["capacity"]) & (days["used"] > 0)).sum()),
                months=_months(days),
            )


def _months(days: pd.DataFrame) -> tuple[MonthUse, ...]:
    grouped = days.groupby(days["date"].dt.to_period("M"), sort=True)
    found = [(str(month), int(one["used"].max()), int(one["capacity"].max())) for month, one in grouped]
    return tuple(_bars(found))


def _bars(months: Sequence[tuple[str, int, int]]) -> Iterator[MonthUse]:
    wide, top = WIDTH / max(1, len(months)), max(1, *(max(used, capacity) for _, used, capacity in months))
    for place, (month, used, capacity) in enumerate(months):
        if used:
            yield MonthUse(
                x=round(place * wide, 1),
                width=round(max(1.0, wide - 1), 1),
                height=round(HEIGHT * used / top, 1),
                words=f"{month}: {used:,} of {capacity:,}",
                full=used >= capacity,
            )
