"""Colours of the charts, each with a second cue: a letter for a flag, a pattern for a kind of bar.

The fills of the flags stay apart for readers with a red, green or blue weakness. Every ink on its fill has at least the
contrast 4.5 : 1 that WCAG 2.2 AA asks of text. A test computes both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planner.domain.rules import Term
from planner.plan.flagging.records import Flag
from planner.present.gantt.model import BarKind, MarkerKind

INK = "#1b1f24"
MUTED_INK = "#4b5560"
PAPER = "#ffffff"
GRID = "#dde2e7"
YEAR_LINE = "#a3adb8"
HEADING_FILL = "#e6eaee"
SUBHEADING_FILL = "#f4f6f8"
FREEZE_FILL = "#c9d0d8"
WINDOW_FILL = "#8fc1a9"
STATUS_LINE = "#b00020"
PHASE_FILLS = ("#b9cbe0", "#93b0d1", "#6c93c0")
"""Phases take turns through these, so that neighbours differ; the name stands on the bar where it fits."""
CUTOVER_FILL = "#1c3f6e"
NO_FLAG_FILL = "#7a848f"
LEGACY_LINE = "#5b4636"
IDLE_INK = "#7a848f"


@dataclass(frozen=True)
class FlagStyle:
    """Fill and ink of a flag, and the letter that says the same without colour."""

    letter: str
    fill: str
    ink: str


FLAG_STYLES: Mapping[Flag, FlagStyle] = MappingProxyType(
    {
        Flag.NO_ROUTE: FlagStyle("N", "#14171b", "#ffffff"),
        Flag.LOST: FlagStyle("L", "#8f1414", "#ffffff"),
        Flag.EXPOSED: FlagStyle("X", "#d4400f", "#ffffff"),
        Flag.ACCEPTED: FlagStyle("A", "#fc80a8", INK),
        Flag.DECIDE_NOW: FlagStyle("D", "#6d2fb3", "#ffffff"),
        Flag.EXTEND: FlagStyle("E", "#5cadef", INK),
        Flag.TIGHT: FlagStyle("T", "#f2c230", INK),
        Flag.CLEAR: FlagStyle("C", "#0f7a5c", "#ffffff"),
    }
)
"""In order of gravity, the gravest first."""


@dataclass(frozen=True)
class TermStyle:
    """Fill of a cost term, and the pattern that tells it apart without colour."""

    fill: str
    pattern: str


TERM_STYLES: Mapping[Term, TermStyle] = MappingProxyType(
    {
        Term.EXPOSURE: TermStyle("#d4400f", ""),
        Term.EXTENSIONS: TermStyle("#5cadef", "//"),
        Term.MODES: TermStyle("#6d2fb3", "xx"),
        Term.BRIDGES: TermStyle("#f2c230", ".."),
        Term.DELAY: TermStyle("#93b0d1", ""),
        Term.NO_ROUTE: TermStyle("#aab2ba", "\\\\"),
    }
)
"""In the order in which terms are reported."""


def style_of(flag: Flag | None) -> FlagStyle:
    """The style of a flag; without a flag neutral and without a letter."""
    return FLAG_STYLES[flag] if flag is not None else FlagStyle("", NO_FLAG_FILL, "#ffffff")


def tint(colour: str, share: float) -> str:
    """The colour mixed with that share of paper."""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (255 - channel) * share):02x}" for channel in channels)


MARKER_WORDS: Mapping[MarkerKind, str] = MappingProxyType(
    {
        MarkerKind.EXPIRY: "last day in force",
        MarkerKind.NOTICE: "last day for notice",
        MarkerKind.DECISION: "last day to decide or act",
        MarkerKind.CUTOVER: "cutover",
        MarkerKind.DUE: "due date",
        MarkerKind.DEADLINE: "deadline",
        MarkerKind.MILESTONE: "milestone",
        MarkerKind.RULE: "day to look at an option that the plan does without",
    }
)
"""What the legend calls a marker."""

BAR_WORDS: Mapping[BarKind, str] = MappingProxyType(
    {
        BarKind.IN_FORCE: "in force (coloured by flag)",
        BarKind.EXTENDED: "extended by an option",
        BarKind.IDLE: "idle: covered, not needed",
        BarKind.UNCOVERED: "uncovered: needed, not in force",
        BarKind.PHASE: "migration phase",
        BarKind.AFTER_CUTOVER: "parallel run",
        BarKind.LEGACY_NEEDED: "from cutover until the contract is needed no more",
        BarKind.FORECAST_RANGE: "milestone, early to late",
    }
)
"""What the legend calls a bar."""
