"""The legend of a printed chart: every flag with its letter and number, every bar, every marker, every band."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from planner.plan.flagging.records import Flag
from planner.present.charts import palette
from planner.present.gantt.model import Bar, BarKind, Gantt, MarkerKind, Place, Row, RowFlag, RowKind
from planner.present.gantt.printed.styles import BEFORE_LOOK, BarLook, bar_look, marker_look
from planner.present.gantt.rows.row_flags import contracts_by_flag

LEGEND_FONT = 6.6


def draw_legend(figure: Figure, gantt: Gantt, bottom: float) -> None:
    """The legend in two blocks side by side, their lower edge at `bottom` (share of the figure's height)."""
    common = {"fontsize": LEGEND_FONT, "frameon": False, "alignment": "left", "handlelength": 2.2, "borderpad": 0.0}
    flags = figure.legend(
        handles=flag_handles(gantt),
        title="Flags (contracts)",
        loc="lower left",
        bbox_to_anchor=(0.012, bottom),
        ncols=2,
        **common,
    )
    bars = figure.legend(
        handles=[*bar_handles(), *band_handles(), *baseline_handles(gantt), *range_handles(gantt)],
        title="Bars",
        loc="lower left",
        bbox_to_anchor=(0.21, bottom),
        ncols=3,
        **common,
    )
    marks = figure.legend(
        handles=marker_handles(gantt), title="Days", loc="lower left", bbox_to_anchor=(0.615, bottom), ncols=2, **common
    )
    for legend in (flags, bars, marks):
        legend.get_title().set_fontweight("bold")
        legend.get_title().set_fontsize(LEGEND_FONT + 0.6)


def flag_handles(gantt: Gantt) -> list[Artist]:
    """A filled patch for each flag, its letter and the number of contracts in the chart that carry it."""
    counts = contracts_by_flag(gantt.rows)
    return [
        Patch(
            facecolor=style.fill, edgecolor=palette.INK, linewidth=0.5, label=f"{style.letter}  {flag} ({counts[flag]})"
        )
        for flag, style in palette.FLAG_STYLES.items()
    ]


def bar_handles() -> list[Artist]:
    """A patch for each kind of bar, in a neutral colour where the flag colours it."""
    return [
        _patch(bar_look(_sample_row(kind), _sample_bar(kind), 1), words) for kind, words in palette.BAR_WORDS.items()
    ]


def band_handles() -> list[Artist]:
    """The dark phase of a migration, freezes, wave windows and the status date."""
    return [
        Patch(
            facecolor=palette.CUTOVER_FILL, edgecolor=palette.INK, linewidth=0.4, label="phase that ends in the cutover"
        ),
        Patch(facecolor=palette.FREEZE_FILL, alpha=0.55, label="freeze: no cutover"),
        Patch(
            facecolor=palette.WINDOW_FILL, edgecolor=palette.MUTED_INK, linewidth=0.4, label="wave window of a cluster"
        ),
        Line2D([], [], color=palette.STATUS_LINE, linewidth=1.1, linestyle=(0, (4, 2)), label="status date"),
    ]


def baseline_handles(gantt: Gantt) -> list[Artist]:
    """The outline of the baseline, where there is one."""
    return [_patch(BEFORE_LOOK, "baseline: where it stood")] if gantt.baseline else []


def marker_handles(gantt: Gantt) -> list[Artist]:
    """A symbol for each marker, and what a hollow one means."""
    handles: list[Artist] = [*_flag_samples(), *_rule_samples(gantt)]
    handles.extend(
        _symbol(kind, words, settled=True)
        for kind, words in palette.MARKER_WORDS.items()
        if kind not in (MarkerKind.DECISION, MarkerKind.RULE)
    )
    handles.append(_symbol(MarkerKind.DECISION, "hollow: right not used, or only forecast", settled=False))
    return handles


def range_handles(gantt: Gantt) -> list[Artist]:
    """The whisker of a cutover, where there are any."""
    words = "cutover, P10 to P90, tick at P50"
    line = Line2D([], [], color=palette.INK, linewidth=0.9, marker="|", markersize=5, label=words)
    return [line] if gantt.has_ranges else []


def _rule_samples(gantt: Gantt) -> list[Artist]:
    """The flag of a rule that no act asks for, where there are any."""
    words, dashed = palette.MARKER_WORDS[MarkerKind.RULE], (0, (2.5, 1.5))
    box = Patch(facecolor=palette.PAPER, edgecolor=palette.INK, linewidth=0.5, linestyle=dashed, label=words)
    return [box] if gantt.has_rules else []


def _flag_samples() -> tuple[Patch, Patch]:
    words = palette.MARKER_WORDS[MarkerKind.DECISION]
    strong = palette.FLAG_STYLES[Flag.DECIDE_NOW].fill
    return (
        Patch(facecolor=strong, edgecolor=palette.INK, linewidth=0.5, label=f"{words}, in the alert window"),
        Patch(facecolor=palette.PAPER, edgecolor=palette.INK, linewidth=0.5, label=f"{words}, later"),
    )


def _symbol(kind: MarkerKind, words: str, *, settled: bool) -> Line2D:
    look = marker_look(kind, settled=settled)
    edge = look.fill if look.symbol == "|" else look.edge
    return Line2D(
        [], [], linestyle="none", marker=look.symbol, markersize=look.size, markerfacecolor=look.fill,
        markeredgecolor=edge, markeredgewidth=0.9, label=words,
    )  # fmt: skip


def _patch(look: BarLook, words: str) -> Patch:
    return Patch(
        facecolor=look.fill, edgecolor=look.edge, hatch=look.hatch or None, linewidth=look.width,
        linestyle=(0, (1.5, 1)) if look.dotted else "solid", label=words,
    )  # fmt: skip


def _sample_bar(kind: BarKind) -> Bar:
    return Bar(kind=kind, label=kind.value, from_day=0, until_day=1)


def _sample_row(kind: BarKind) -> Row:
    place = Place(cluster="", department="", clusters=(), departments=(), organisations=())
    return Row(id=kind, kind=RowKind.CONTRACT, name="", place=place, flag=RowFlag(), bars=(), markers=())
