"""The pictures of a comparison: gap over time by size, and the cost of other solvers by instance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import nan
from pathlib import Path
from statistics import median

from planner.benchmarks.comparison.pairs import pairs_of
from planner.benchmarks.comparison.rows import Problem, ProgressRow, Row
from planner.benchmarks.comparison.solvers import LIST_RULE, OURS, PYJOBSHOP, SINGLE_MODEL
from planner.present.charts.benchmark_charts import (
    GapLine,
    RivalPoints,
    draw_cost_against_rivals,
    draw_gap_over_time,
    save_chart,
)

GAP_FILE = "gap-over-time.png"
RIVALS_FILE = "cost-against-rivals.png"
REDUCED_FILE = "cost-against-pyjobshop.png"
RIVAL_CHARTS = (
    (Problem.PORTFOLIO, (SINGLE_MODEL, LIST_RULE), RIVALS_FILE, "Cost of the other solvers' plans"),
    (Problem.REDUCED, (PYJOBSHOP,), REDUCED_FILE, "Cost of the other solver's plans, reduced portfolios"),
)
CHART_FILES = (GAP_FILE, *(name for _, _, name, _ in RIVAL_CHARTS))
FIRST_SECONDS = 0.2


def write_charts(rows: Sequence[Row], progress: Sequence[ProgressRow], folder: Path) -> list[Path]:
    """Write the pictures for which there are rows; gives the files."""
    written = []
    lines = gap_lines(rows, progress)
    if lines:
        title = "How fast the plan is proved good"
        written.append(save_chart(folder / GAP_FILE, 8, 4.8, lambda axes: draw_gap_over_time(axes, lines, title)))
    for problem, rivals, name, title in RIVAL_CHARTS:
        instances, points = rival_points(rows, problem, rivals)
        if instances:
            draw = partial(draw_cost_against_rivals, instances=instances, rivals=points, title=title)
            written.append(save_chart(folder / name, 9, 1.6 + 0.16 * len(instances), draw))
    return written


def gap_lines(rows: Sequence[Row], progress: Sequence[ProgressRow]) -> list[GapLine]:
    """The median gap of our solver over the instances of each size, from when all of them have a plan and a bound."""
    ours = [row for row in rows if row.problem == Problem.PORTFOLIO and row.solver == OURS]
    lines = []
    for size in sorted({row.size for row in ours}):
        same = [row for row in ours if row.size == size]
        curves = [_gap_curve(row, progress) for row in same]
        moments = sorted({moment for curve in curves for moment, _ in curve})
        points = []
        for moment in moments:
            gaps = [[gap for when, gap in curve if when <= moment] for curve in curves]
            if all(gaps):
                points.append((max(moment, FIRST_SECONDS), median(found[-1] for found in gaps)))
        if points:
            seconds, gap_percent = zip(*points, strict=True)
            lines.append(GapLine(label=f"{size:,}", seconds=seconds, gap_percent=gap_percent))
    return lines


def _gap_curve(row: Row, progress: Sequence[ProgressRow]) -> list[tuple[float, float]]:
    """Moments and the gap from each on; ends with the gap of the row itself."""
    mine = [
        entry
        for entry in progress
        if (entry.problem, entry.instance, entry.solver, entry.seconds_limit)
        == (row.problem, row.instance, row.solver, row.seconds_limit)
    ]
    curve = [
        (entry.seconds, 100 * max(0, entry.cost - entry.bound) / entry.cost if entry.cost else 0.0)
        for entry in mine
        if entry.cost is not None and entry.bound is not None
    ]
    if row.gap_percent is not None and row.seconds is not None:
        curve.append((row.seconds, row.gap_percent))
    return curve


def rival_points(rows: Sequence[Row], problem: Problem, rivals: Sequence[str]) -> tuple[list[str], list[RivalPoints]]:
    """Instances that ours and another solver were run on, with the other's cost in percent of ours."""
    same = [row for row in rows if row.problem == problem]
    costs = {rival: {pair.ours.key: pair.rival.valid_cost for pair in pairs_of(same, OURS, rival)} for rival in rivals}
    tried = set().union(*costs.values())
    ours = [row for row in same if row.solver == OURS and row.valid_cost and row.key in tried]
    points = [
        RivalPoints(
            label=rival,
            cost_percent=tuple(
                _percent(by_instance[row.key], row.valid_cost) if row.key in by_instance else nan for row in ours
            ),
        )
        for rival, by_instance in costs.items()
        if by_instance
    ]
    return [f"{row.instance} ({row.seconds_limit:g} s)" for row in ours], points


def _percent(cost: int | None, ours: int | None) -> float | None:
    return None if cost is None or not ours else 100 * cost / ours
