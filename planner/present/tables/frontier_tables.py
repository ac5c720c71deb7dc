"""A trade-off as a table, as sentences, and as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.plan.better_plan import better_plan_figures
from planner.present.measure_names import measure_words
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table, csv_text, json_text, plain_rows
from planner.present.wording import counted
from planner.writing import Content

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.futures.trade_offs.frontier_records import Frontier, FrontierPoint
    from planner.solver import Measure

MOST_POINTS = 999
MARK = "frontier.json"
"""The file that tells a folder with a frontier."""
FORM = "planner frontier"
"""What that file says of its format."""
CHARTS = ("frontier.svg", "frontier.png")
NAMES = (MARK, "frontier.csv", *CHARTS, *(f"point-{number:03d}.json" for number in range(1, MOST_POINTS + 1)))
"""All files that may be written."""


def plan_file(number: int) -> str:
    """Name of the plan file of a point, counted from 1."""
    return f"point-{number:03d}.json"


@dataclass(frozen=True)
class PointRow:
    """A point of a frontier; places count from 0."""

    portfolio: Portfolio
    frontier: Frontier
    place: int

    @property
    def point(self) -> FrontierPoint:
        """The point itself."""
        return self.frontier.points[self.place]

    @property
    def rate(self) -> float | None:
        """What one unit less of x costs in y on the way to the point before it."""
        rate = self.frontier.rates[self.place]
        return None if rate is None else round(rate, 2)

    def shown(self, measure: Measure, value: int | None) -> object:
        """A value of a measure as people know it."""
        return self.portfolio.date_of(value) if value is not None and _kind(measure) is Kind.DATE else value


def frontier_columns(frontier: Frontier) -> tuple[Column[PointRow], ...]:
    """Both measures, what is proved, what the last unit of x saved, and the other measures."""
    x, y = frontier.x, frontier.y
    return (
        Column("point", "Point", Kind.NUMBER, lambda row: row.place + 1),
        _column(x),
        _column(y),
        Column("status", "Status", Kind.NAME, lambda row: row.point.status),
        Column("bound", f"Least {measure_words(y)}", _kind(y), lambda row: row.shown(y, row.point.bound)),
        Column("rate", f"One less of {x.value} costs", Kind.NUMBER),
        Column("mark", "Mark", Kind.NAME, lambda row: ", ".join(row.frontier.marks[row.place]) or None),
        *(_column(measure, spare=True) for measure in _others(frontier)),
    )


def frontier_table(portfolio: Portfolio, frontier: Frontier) -> Table[PointRow]:
    """One row a point."""
    rows = [PointRow(portfolio, frontier, place) for place in range(len(frontier.points))]
    return Table(columns=frontier_columns(frontier), rows=rows, currency=portfolio.currency, marking=portfolio.marking)


def _others(frontier: Frontier) -> tuple[Measure, ...]:
    """The measures shown beside those traded off."""
    from planner.solver import Measure

    asked = (Measure.COST, Measure.UNCOVERED_DAYS, Measure.EXTENSIONS_USED, Measure.LAST_CUTOVER)
    return tuple(measure for measure in asked if measure not in (frontier.x, frontier.y))


def _column(measure: Measure, *, spare: bool = False) -> Column[PointRow]:
    def of(row: PointRow) -> object:
        return row.shown(measure, row.point.values[measure])

    return Column(_key(measure), measure_words(measure).capitalize(), _kind(measure), of, spare=spare)


def _key(measure: Measure) -> str:
    """The name of a measure in CSV and JSON."""
    name = measure.value.replace(" ", "_")
    return {Kind.MONEY: f"{name}_pounds", Kind.DATE: f"{name}_date"}.get(_kind(measure), name)


def _kind(measure: Measure) -> Kind:
    from planner.solver import POUNDS, Measure

    if measure is Measure.LAST_CUTOVER:
        return Kind.DATE
    return Kind.MONEY if measure in POUNDS else Kind.NUMBER


def frontier_lines(frontier: Frontier) -> Iterator[str]:
    """Whether the points are complete and proved, and which stand out."""
    from planner.solver import Status

    proved = sum(point.status is Status.OPTIMAL for point in frontier.points)
    yield (
        f"{frontier.y.value.capitalize()} against {frontier.x.value}: {counted(len(frontier.points), 'point')}, "
        f"{proved} of them proved, in {frontier.seconds:.0f} s. {_stop_sentence(frontier)}"
    )
    if frontier.cheapest is not None:
        yield f"Cheapest: point {frontier.cheapest + 1}. {_today_sentence(frontier)}".rstrip()
    if frontier.knee is not None:
        yield f"Knee: point {frontier.knee + 1}, the farthest below the straight line between the two ends."


def _today_sentence(frontier: Frontier) -> str:
    """Where the plan of today stands; blank where it is not known."""
    if frontier.today is None:
        return ""
    if frontier.place_of_today is not None:
        return f"The plan of today: point {frontier.place_of_today + 1}."
    x, y = frontier.today[frontier.x], frontier.today[frontier.y]
    better = next((n for n, point in enumerate(frontier.points, 1) if point.x <= x and point.y <= y), None)
    place = f"The plan of today has {frontier.x.value} {x:,} and {frontier.y.value} {y:,}"
    return f"{place}; point {better} has no more of either." if better else f"{place}, outside the limits asked for."


def _stop_sentence(frontier: Frontier) -> str:
    from planner.futures.trade_offs.frontier_records import Stop

    return {
        Stop.COMPLETE: "Complete: there is no other point.",
        Stop.POINT_LIMIT: "Stopped at the point limit: between neighbours there may be more (--points).",
        Stop.TIME_LIMIT: "Stopped at the time limit: points may be missing or not yet the best (--time-limit).",
        Stop.INTERRUPTED: "Stopped by Ctrl-C: points may be missing or not yet the best.",
        Stop.STOPPED: "Stopped by the program that asked: points may be missing or not yet the best.",
    }[frontier.stop]


def frontier_as_json(portfolio: Portfolio, frontier: Frontier) -> dict[str, object]:
    """Everything except the plans, which are files of their own."""
    rows = plain_rows(frontier_table(portfolio, frontier))
    return {
        "format": FORM,
        "marking": portfolio.marking,
        "x": frontier.x,
        "y": frontier.y,
        "status": frontier.status,
        "stop": frontier.stop,
        **{name: _number(getattr(frontier, name)) for name in ("knee", "cheapest")},
        "today": None if frontier.today is None else {
            "point": _number(frontier.place_of_today), "values": _values(frontier.today)
        },
        "better_plan": better_plan_figures(frontier.better_plan),
        "seconds": round(frontier.seconds, 3),
        "points": [
            {**row, "values": _values(point.values)} for row, point in zip(rows, frontier.points, strict=True)
        ],
    }  # fmt: skip


def _values(values: Mapping[Measure, int]) -> Mapping[str, int]:
    """Every measure; days count from the status date."""
    return {measure.value: value for measure, value in values.items()}


def _number(position: int | None) -> int | None:
    """The number of a point, from 1."""
    return None if position is None else position + 1


def frontier_files(portfolio: Portfolio, frontier: Frontier) -> tuple[dict[str, Content], tuple[str, ...]]:
    """The points as tables, pictures and plan files, by name, and a line for each that cannot be made."""
    from planner.plan.plan_file.document import document_of, to_json

    files: dict[str, Content] = {
        MARK: json_text(frontier_as_json(portfolio, frontier)) + "\n",
        "frontier.csv": csv_text(frontier_table(portfolio, frontier)),
    }
    for number, point in enumerate(frontier.points, start=1):
        status = f"point {number} of {frontier.y.value} against {frontier.x.value}, {point.status.value}"
        files[plan_file(number)] = to_json(document_of(portfolio, point.plan, status=status))
    try:
        from planner.present.charts.frontier_chart import frontier_picture
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "matplotlib":
            raise
        return files, tuple(f"{name}: matplotlib is not installed; pip install 'planner[viz]'" for name in CHARTS)
    return files | {name: frontier_picture(frontier, portfolio, name.partition(".")[2]) for name in CHARTS}, ()
