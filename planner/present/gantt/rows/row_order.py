"""The order of rows, and their grouping under headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from planner.domain.portfolio import Portfolio
from planner.plan.flagging.records import Flag
from planner.plan.schedule import Schedule
from planner.present.gantt.model import Gantt, MarkerKind, Row, RowKind

KEY_MARKERS = {
    RowKind.MILESTONE: MarkerKind.MILESTONE,
    RowKind.CONTRACT: MarkerKind.EXPIRY,
    RowKind.MIGRATION: MarkerKind.CUTOVER,
}
"""The one day that matters most of each kind of row; the order of the kinds under a heading."""


@dataclass(frozen=True, kw_only=True)
class DepartmentRows:
    """The rows of one department under one cluster; milestones stand under the department ""."""

    id: str
    name: str
    flag: Flag | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class ClusterRows:
    """The departments of one cluster."""

    id: str
    name: str
    departments: tuple[DepartmentRows, ...]


def key_day(row: Row) -> int:
    """The day of expiry, cutover or milestone."""
    marker = next((marker for marker in row.markers if marker.kind is KEY_MARKERS[row.kind]), None)
    return marker.day if marker is not None else 0


def in_bands(rows: Iterable[Row], schedule: Schedule) -> tuple[Row, ...]:
    """The rows, each migration placed under one of the contracts it releases, with the headings of that contract.

    Of several contracts: one of its own department before another, then the one that ends first. A migration stays with
    its own cluster: it stands under no contract of another.
    """
    found = tuple(rows)
    contracts = {row.id: row for row in found if row.kind is RowKind.CONTRACT}

    def placed(row: Row) -> Row:
        if row.kind is not RowKind.MIGRATION:
            return row
        released = (contracts.get(id) for id in schedule.migrations[row.id].migration.releases)
        homes = [home for home in released if home is not None and home.place.cluster == row.place.cluster]
        if not homes:
            return row
        home = min(homes, key=lambda home: (home.place.department != row.place.department, key_day(home), home.id))
        return replace(row, under=home.id, place=replace(row.place, department=home.place.department))

    return tuple(placed(row) for row in found)


def in_chart_order(portfolio: Portfolio, rows: Iterable[Row]) -> tuple[Row, ...]:
    """By cluster and department as the portfolio lists them, then kind, then day; rows without a cluster last.

    A row that stands under another follows it.
    """
    found = tuple(rows)
    heads = {row.id: row for row in found if row.kind is RowKind.CONTRACT}
    cluster_position = _positions(cluster.id for cluster in portfolio.clusters)
    department_position = _positions(("", *(organisation.id for organisation in portfolio.organisations)))
    kind_position = _positions(KEY_MARKERS)

    def place(row: Row) -> tuple[int, int, int, int, str]:
        cluster = cluster_position.get(row.place.cluster, len(cluster_position))
        department = department_position.get(row.place.department, len(department_position))
        return cluster, department, kind_position[row.kind], key_day(row), row.id

    def band_then_row(row: Row) -> tuple[tuple[int, int, int, int, str], tuple[int, int, int, int, str]]:
        return place(heads[row.under] if row.under else row), place(row)

    return tuple(sorted(found, key=band_then_row))


def _positions(ids: Iterable[str]) -> dict[str, int]:
    return {id: position for position, id in enumerate(ids)}


def bands(rows: Iterable[Row]) -> tuple[tuple[Row, ...], ...]:
    """The rows in runs: a contract with what stands under it, every other row alone."""
    return tuple(tuple(found) for _, found in _runs(rows, lambda row: row.under or row.id))


def under_headings(gantt: Gantt) -> tuple[ClusterRows, ...]:
    """The rows under their clusters and departments, in the order of the chart."""
    return tuple(
        ClusterRows(id=cluster, name=gantt.cluster_name(cluster), departments=_departments(gantt, rows))
        for cluster, rows in _runs(gantt.rows, lambda row: row.place.cluster)
    )


def _departments(gantt: Gantt, rows: Iterable[Row]) -> tuple[DepartmentRows, ...]:
    flags = dict(gantt.department_flags)
    return tuple(
        DepartmentRows(
            id=department, name=_heading(gantt, department, found), flag=flags.get(department), rows=tuple(found)
        )
        for department, found in _runs(rows, lambda row: row.place.department)
    )


def _heading(gantt: Gantt, department: str, rows: list[Row]) -> str:
    if department:
        return gantt.department_name(department)
    return "Milestones" if all(row.kind is RowKind.MILESTONE for row in rows) else "No department"


def _runs(rows: Iterable[Row], key: Callable[[Row], str]) -> Iterable[tuple[str, list[Row]]]:
    return ((id, list(found)) for id, found in groupby(rows, key))
