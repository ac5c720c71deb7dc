"""The picture of money at risk as numbers: where its bars, lines and words stand, in units of its box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planner.present.report.board.periods import Period
from planner.present.wording import round_money, short_money

WIDTH, LEFT, TOP, FLOOR = 520, 50, 14, 144
HEIGHT = FLOOR + 34
LEAST_BAR = 2.5
"""A bar of any pounds is at least so high, so that it is seen."""
STEPS = (1, 2, 2.5, 5, 10)
MOST_LINES = 5
LINE_GAP = 4


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar of one series: its style, its box, what it says, and the lines that tell it apart without colour."""

    style: str
    x: float
    y: float
    width: float
    height: float
    words: str
    lines: str = ""


@dataclass(frozen=True, kw_only=True)
class Label:
    """A word or a line at a place."""

    at: float
    text: str


@dataclass(frozen=True, kw_only=True)
class RiskChart:
    """Bars, a line for each round amount, a word for each period, and each year with the line that begins it."""

    bars: tuple[Bar, ...]
    amounts: tuple[Label, ...]
    periods: tuple[Label, ...]
    years: tuple[Label, ...]
    year_lines: tuple[float, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    top: int = TOP
    floor: int = FLOOR


def risk_chart(periods: Sequence[Period], currency: str) -> RiskChart:
    """The picture of these periods."""
    highest = max((max(period.if_nobody_acts, period.exposure, period.to_commit) for period in periods), default=0)
    step = _step(highest)
    top = step * max(1, -(-highest // step))
    wide = (WIDTH - LEFT) / max(1, len(periods))
    lines = range(0, int(top) + 1, int(step))
    return RiskChart(
        bars=tuple(
            bar
            for place, period in enumerate(periods)
            for bar in _bars(period, LEFT + place * wide, wide, top, currency)
        ),
        amounts=tuple(Label(at=_y(amount, top), text=round_money(amount, currency)) for amount in lines),
        periods=tuple(Label(at=LEFT + (place + 0.5) * wide, text=period.name) for place, period in enumerate(periods)),
        years=tuple(_years(periods, wide)),
        year_lines=tuple(_year_lines(periods, wide)),
    )


def _y(amount: float, top: float) -> float:
    return round(FLOOR - (FLOOR - TOP) * amount / top, 1)


def _step(highest: int) -> int:
    """The round amount between two lines, so that at most five of them are needed."""
    size = 1
    while True:
        for step in STEPS:
            if step * size == int(step * size) and highest <= MOST_LINES * step * size:
                return int(step * size)
        size *= 10


def _bars(period: Period, x: float, wide: float, top: float, currency: str) -> Iterator[Bar]:
    """Three bars side by side; one without pounds is left out."""
    series = (
        ("nobody", period.if_nobody_acts, 0.06, 0.40, "if nobody acts"),
        ("plan", period.exposure, 0.48, 0.22, "of exposure under the plan"),
        ("commit", period.to_commit, 0.72, 0.22, "of extensions to commit"),
    )
    for style, pounds, shift, share, words in series:
        if pounds > 0:
            yield swatch(
                style,
                x=round(x + shift * wide, 1),
                height=max(LEAST_BAR, FLOOR - _y(pounds, top)),
                width=round(share * wide, 1),
                words=f"{period.long_name}: {short_money(pounds, currency)} {words}",
            )


def swatch(style: str, *, x: float, height: float, width: float, words: str = "") -> Bar:
    """A bar that stands on the floor of the picture, with its lines: aslant if nobody acts, level under the plan."""
    y, high = round(FLOOR - height, 1), round(height, 1)
    lines = {"nobody": slanting_lines, "plan": level_lines}.get(style)
    drawn = lines(x, y, width, high) if lines is not None else ""
    return Bar(style=style, x=x, y=y, width=width, height=high, words=words, lines=drawn)


def slanting_lines(x: float, y: float, width: float, height: float) -> str:
    """The path of lines that fall from the left to the right, cut off at the box; `shift` is where one meets its left."""
    parts, floor, shift = [], y + height, LINE_GAP
    while shift < width + height:
        left, right = max(0, shift - height), min(shift, width)
        parts.append(f"M{x + left:.1f} {floor - shift + left:.1f}L{x + right:.1f} {floor - shift + right:.1f}")
        shift += LINE_GAP
    return "".join(parts)


def level_lines(x: float, y: float, width: float, height: float) -> str:
    """The path of level lines across the box."""
    count = int(height / LINE_GAP)
    return "".join(f"M{x:.1f} {y + height - LINE_GAP * place:.1f}h{width:.1f}" for place in range(1, count + 1))


def _years(periods: Sequence[Period], wide: float) -> Iterator[Label]:
    for year, found in groupby(enumerate(periods), key=lambda placed: placed[1].year):
        places = [place for place, _ in found]
        yield Label(at=round(LEFT + wide * (places[0] + places[-1] + 1) / 2, 1), text=year)


def _year_lines(periods: Sequence[Period], wide: float) -> Iterator[float]:
    """Where a year begins, the first one left out; none where every period is a year."""
    for place in range(1, len(periods)):
        if periods[place].name and periods[place].year != periods[place - 1].year:
            yield round(LEFT + wide * place, 1)
