"""A chart of some clusters, departments or flags only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import get_close_matches

from planner.domain.calendar import add_months
from planner.errors import SettingsError
from planner.plan.flagging.records import Flag
from planner.present.gantt.model import Gantt, Row, RowKind

AIR_DAYS = 14
"""At least so many days stay free after the last of the rows."""


def select(
    gantt: Gantt,
    *,
    clusters: Collection[str] = (),
    departments: Collection[str] = (),
    flags: Collection[str] = (),
) -> Gantt:
    """The rows that concern one of the clusters, one of the departments and carry one of the flags; empty: any.

    Clusters and departments are ids. Milestones carry no flag: they stay with the clusters of the rows that stay.
    Raises SettingsError for a name that the chart does not know.
    """
    _check("cluster", clusters, (id for id, _ in gantt.cluster_names))
    _check("department", departments, (department for row in gantt.rows for department in row.place.departments))
    _check("flag", flags, (flag.value for flag in Flag))
    kept = {
        row.id
        for row in gantt.rows
        if row.kind is not RowKind.MILESTONE
        and _meets(clusters, row.place.clusters)
        and _meets(departments, row.place.departments)
        and _meets(flags, (row.flag.flag,))
    }
    narrowed = bool(departments or flags)
    kept_clusters = {row.place.cluster for row in gantt.rows if row.id in kept and row.kind is not RowKind.MILESTONE}

    def stays(row: Row) -> bool:
        if row.kind is not RowKind.MILESTONE:
            return row.id in kept
        return _meets(clusters, row.place.clusters) and (not narrowed or row.place.cluster in kept_clusters)

    return _fitted(replace(gantt, rows=tuple(row for row in gantt.rows if stays(row))), whole=gantt)


def _fitted(gantt: Gantt, whole: Gantt) -> Gantt:
    """The chart with its end drawn in to the month after the last of its rows, where rows have gone."""
    if len(gantt.rows) == len(whole.rows) or not gantt.rows:
        return gantt
    ends = [bar.until_day for row in gantt.rows for bar in row.bars]
    days = [marker.day for row in gantt.rows for marker in row.markers]
    last = gantt.date_of(min(max(0, *ends, *days) + AIR_DAYS, gantt.until_day))
    until_day = min(gantt.day_of(add_months(last.replace(day=1), 1)), gantt.until_day)
    return replace(gantt, until_day=until_day, bands=tuple(band for band in gantt.bands if band.from_day < until_day))


def _meets(wanted: Collection[str], having: Iterable[str | None]) -> bool:
    return not wanted or any(item in wanted for item in having)


def _check(what: str, wanted: Collection[str], known: Iterable[str]) -> None:
    names = sorted(set(known))
    for name in wanted:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names) or 'none'}"
            raise SettingsError(f"no {what} {name!r} in the chart; {hint}")
