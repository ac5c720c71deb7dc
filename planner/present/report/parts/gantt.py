"""The Gantt chart as the report shows it: a table of rows, each with its bars on the calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt, Row, RowKind
from planner.present.gantt.page.view import ClusterView, Year, clusters_view, status_x, years_view
from planner.present.report.board.view import ReportView
from planner.present.report.parts.section import Section

MOST_TOLD = 1_200
"""With more rows than these, bars say nothing when somebody points at them, for the size of the page."""
MOST_OPEN = 400
"""With more rows than these, the clusters are folded."""


@dataclass(frozen=True, kw_only=True)
class GanttPart:
    """Clusters with their rows, the years above them, and where today stands; `told`: bars say what they are.

    `ranges` and `rules`: whether there are whiskers and flags of rules, which the key then explains.
    """

    clusters: tuple[ClusterView, ...]
    years: tuple[Year, ...]
    today: str
    told: bool
    unfolded: bool
    ranges: bool
    rules: bool


def gantt_section(view: ReportView) -> Section:
    """The chart of all rows that the view shows."""
    gantt = _seen(bars(view.case), view)
    return Section(
        id="gantt",
        title="Gantt chart",
        template="gantt.html",
        content=GanttPart(
            clusters=clusters_view(gantt),
            years=years_view(gantt),
            today=status_x(gantt),
            told=len(gantt.rows) <= MOST_TOLD,
            unfolded=len(gantt.rows) <= MOST_OPEN,
            ranges=gantt.has_ranges,
            rules=gantt.has_rules,
        ),
    )


def _seen(gantt: Gantt, view: ReportView) -> Gantt:
    if view.whole:
        return gantt
    return replace(gantt, rows=tuple(row for row in gantt.rows if _is_seen(row, view)))


def _is_seen(row: Row, view: ReportView) -> bool:
    match row.kind:
        case RowKind.CONTRACT:
            return row.id in view.contracts
        case RowKind.MIGRATION:
            return row.id in view.migrations
        case RowKind.MILESTONE:
            return row.place.cluster in {cluster.id for cluster in view.clusters}
