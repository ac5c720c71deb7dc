"""Draws the Gantt chart of a plan with matplotlib, onto axes that are given or on a page of its own."""

from __future__ import annotations

from collections.abc import Collection

from matplotlib.axes import Axes

from planner.plan.plan_case import PlanCase
from planner.present.gantt.baseline import Baseline
from planner.present.gantt.build import bars
from planner.present.gantt.printed.axes import draw_lines
from planner.present.gantt.printed.lines import lines_of
from planner.present.gantt.printed.page_figures import gantt_figure
from planner.present.gantt.selection import select


def draw_gantt(
    case: PlanCase,
    ax: Axes | None = None,
    *,
    clusters: Collection[str] = (),
    departments: Collection[str] = (),
    flags: Collection[str] = (),
    baseline: Baseline | None = None,
) -> Axes:
    """Draw the chart of a plan onto `ax` and return it; without `ax` on a page with title, legend and footnote.

    Clusters and departments are ids, flags their names; empty means all. Given axes need 264 points of room at their
    left for the labels. `.figure` of the axes is the page.
    """
    gantt = select(bars(case, baseline), clusters=clusters, departments=departments, flags=flags)
    if ax is None:
        return gantt_figure(gantt).axes[0]
    return draw_lines(ax, gantt, lines_of(gantt))
