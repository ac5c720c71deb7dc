"""How each kind of bar and marker is drawn in print: fill, edge, pattern, height."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from planner.present.charts import palette
from planner.present.gantt.model import Bar, BarKind, MarkerKind, Row


@dataclass(frozen=True)
class BarLook:
    """Fill, edge and pattern of a bar; `top` and `height` are shares of its line."""

    fill: str
    edge: str
    hatch: str = ""
    width: float = 0.6
    top: float = 0.22
    height: float = 0.56
    dotted: bool = False


@dataclass(frozen=True)
class MarkerLook:
    """Symbol (as matplotlib names it), fill, edge, size in points and place within the line."""

    symbol: str
    fill: str
    edge: str
    size: float
    place: float = 0.5


def bar_look(row: Row, bar: Bar, position: int) -> BarLook:
    """The look of the bar that stands at `position` in its row."""
    flag = palette.style_of(row.flag.flag).fill
    looks = {
        BarKind.IN_FORCE: BarLook(flag, palette.INK),
        BarKind.EXTENDED: BarLook(palette.tint(flag, 0.55), palette.INK, hatch="////", width=0.5),
        BarKind.IDLE: BarLook(palette.PAPER, palette.IDLE_INK, hatch="..", dotted=True),
        BarKind.UNCOVERED: BarLook(palette.PAPER, palette.STATUS_LINE, hatch="xxxx", width=1.1),
        BarKind.PHASE: BarLook(palette.PHASE_FILLS[position % len(palette.PHASE_FILLS)], palette.INK, width=0.4),
        BarKind.AFTER_CUTOVER: BarLook(palette.PAPER, palette.CUTOVER_FILL, hatch="||||", width=0.6),
        BarKind.LEGACY_NEEDED: BarLook(palette.LEGACY_LINE, palette.LEGACY_LINE, top=0.86, height=0.1, width=0.2),
        BarKind.FORECAST_RANGE: BarLook(palette.HEADING_FILL, palette.MUTED_INK, top=0.36, height=0.28),
    }
    look = looks[bar.kind]
    ends_in_cutover = bar.kind is BarKind.PHASE and any(
        marker.kind is MarkerKind.CUTOVER and marker.day == bar.until_day for marker in row.markers
    )
    return replace(look, fill=palette.CUTOVER_FILL) if ends_in_cutover else look


MARKER_LOOKS: Mapping[MarkerKind, MarkerLook] = MappingProxyType(
    {
        MarkerKind.EXPIRY: MarkerLook("|", palette.INK, palette.INK, 9),
        MarkerKind.NOTICE: MarkerLook("o", palette.INK, palette.PAPER, 4.6),
        MarkerKind.DECISION: MarkerLook("v", palette.INK, palette.PAPER, 6.2),
        MarkerKind.CUTOVER: MarkerLook("D", palette.CUTOVER_FILL, palette.PAPER, 5.6),
        MarkerKind.DUE: MarkerLook(">", palette.PAPER, palette.INK, 4.6),
        MarkerKind.DEADLINE: MarkerLook("s", palette.STATUS_LINE, palette.PAPER, 4.8),
        MarkerKind.MILESTONE: MarkerLook("*", palette.INK, palette.PAPER, 9),
        MarkerKind.RULE: MarkerLook("v", palette.PAPER, palette.INK, 6.2),
    }
)


BEFORE_LOOK = BarLook("none", "#8593a1", width=1.0, top=0.08, height=0.84)
"""The outline of where a row stood in the baseline."""


def marker_look(kind: MarkerKind, *, settled: bool) -> MarkerLook:
    """The look of a marker; what is not settled is hollow."""
    look = MARKER_LOOKS[kind]
    return look if settled or kind is MarkerKind.EXPIRY else replace(look, fill=palette.PAPER, edge=palette.INK)
