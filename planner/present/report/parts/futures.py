"""Scenarios and a trade-off, where they were run."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.futures import Comparison
from planner.futures.trade_offs.frontier_records import Frontier
from planner.present.measure_names import measure_words
from planner.present.report.parts.section import Grid, Section, grid_of
from planner.present.report.scenario_words import contrast_sentences, cost_sentence
from planner.present.tables.frontier_tables import frontier_lines, frontier_table
from planner.present.tables.scenario_tables import overview_table
from planner.present.wording import plain_day, sentence, short_money
from planner.solver import POUNDS, Measure, Status

WIDTH, HEIGHT, LEFT, FLOOR, TOP = 560, 240, 66, 196, 14


@dataclass(frozen=True, kw_only=True)
class FutureLine:
    """A scenario: its title, its question, and what is different, in sentences."""

    title: str
    question: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ScenarioPart:
    """The futures side by side, then one after the other."""

    grid: Grid
    lines: tuple[FutureLine, ...]


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A point of the trade-off in the picture; `proved` ones are filled, those that stand out have a name."""

    x: float
    y: float
    proved: bool
    number: int
    name: str


@dataclass(frozen=True, kw_only=True)
class FrontierPart:
    """The picture of a trade-off, its points as a table, and what they mean."""

    grid: Grid
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    steps: str
    x_title: str
    y_title: str
    x_ends: tuple[str, str]
    y_ends: tuple[str, str]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = FLOOR
    top: int = TOP


def scenario_section(comparison: Comparison | None) -> Section | None:
    """None where no scenario was planned."""
    if comparison is None:
        return None
    base = comparison.base
    part = ScenarioPart(
        grid=grid_of(overview_table(comparison), "Every future with the cost of its plan"),
        lines=tuple(
            FutureLine(
                title=future.title,
                question=future.scenario.question or "" if future.scenario is not None else "",
                sentences=(cost_sentence(base, future), *contrast_sentences(base, future)),
            )
            for future in comparison.futures[1:]
        ),
    )
    return Section(id="scenarios", title="Scenarios", template="scenarios.html", content=part)


def frontier_section(portfolio: Portfolio, frontier: Frontier | None) -> Section | None:
    """None where no trade-off was run."""
    if frontier is None or not frontier.points:
        return None
    xs, ys = ([getattr(point, axis) for point in frontier.points] for axis in "xy")
    dots = tuple(
        Dot(
            x=_placed(point.x, min(xs), max(xs), LEFT + 12, WIDTH - 24),
            y=_placed(point.y, min(ys), max(ys), FLOOR - 8, TOP + 8),
            proved=point.status is Status.OPTIMAL,
            number=number,
            name=", ".join(marks),
        )
        for number, (point, marks) in enumerate(zip(frontier.points, frontier.marks, strict=True), start=1)
    )
    part = FrontierPart(
        grid=grid_of(
            frontier_table(portfolio, frontier),
            "Every point; no plan is better in one without being worse in the other",
        ),
        lines=tuple(frontier_lines(frontier)),
        dots=dots,
        steps=_steps(dots),
        x_title=sentence(measure_words(frontier.x)),
        y_title=sentence(measure_words(frontier.y)),
        x_ends=(_shown(portfolio, frontier.x, min(xs)), _shown(portfolio, frontier.x, max(xs))),
        y_ends=(_shown(portfolio, frontier.y, min(ys)), _shown(portfolio, frontier.y, max(ys))),
    )
    return Section(id="frontier", title="Trade-off", template="frontier.html", content=part)


def _placed(value: int, least: int, most: int, first: float, last: float) -> float:
    return round(first + (last - first) * (value - least) / max(1, most - least), 1)


def _steps(dots: tuple[Dot, ...]) -> str:
    """The line along the points: level up to the next one, then down to it."""
    first, *others = dots
    return f"M{first.x} {first.y}" + "".join(f"H{dot.x}V{dot.y}" for dot in others)


def _shown(portfolio: Portfolio, measure: Measure, value: int) -> str:
    if measure is Measure.LAST_CUTOVER:
        return plain_day(portfolio.date_of(value))
    return short_money(value, portfolio.currency) if measure in POUNDS else f"{value:,}"
