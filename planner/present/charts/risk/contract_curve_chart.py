"""By when a contract has cut over and is needed no more, against the ends its cover can have, drawn onto axes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter

from planner.domain.calendar import ONE_DAY
from planner.present.charts.chart_styles import ACCENT, WORSE_FILL, date_axis, day_number, dress, folded
from planner.present.charts.palette import GRID, INK, MUTED_INK, PAPER
from planner.present.wording import day_count, whole_per_cent
from planner.risk.curves import ContractCurve
from planner.risk.records import CoverEnd
from planner.risk.risk import Risk

TITLE_WIDTH = 46
HATCH = "////"
ROOM = 0.7
"""Where fewer futures need it longer than this, the area at the right of a line, below the curve, has room for its label."""


def draw_contract_curve(axes: Axes, risk: Risk, contract: str) -> Axes:
    """Two rising lines, last cutover and needed until, from 0 to 100 % of the futures.

    A line falls at every end that the cover can have, broken where the plan does not take it. Where the contract is still
    needed beyond the cover of the plan's options, the area is hatched: its size is the mean of the uncovered days.
    """
    curve = risk.curve(contract)
    needed = [point.needed_until_date for point in curve.points]
    cutover = [point.last_cutover_date for point in curve.points if point.last_cutover_date is not None]
    ends = [end for end in curve.ends if end.can_be_had]
    if cutover:
        _steps(axes, curve, cutover, label="last cutover", color=MUTED_INK, linewidth=1.2, linestyle="--")
    _steps(axes, curve, needed, label="needed until", color=ACCENT, linewidth=2.0)
    _hatch(axes, curve, needed)
    for end in ends:
        _draw_end(axes, end)
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _place: f"{100 * share:.0f} %"))
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_ylabel("share of the futures", color=MUTED_INK)
    date_axis(axes, [*needed, *cutover, *(end.end_date for end in ends)])
    axes.legend(
        frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2, fontsize=8.5, labelcolor=INK
    )  # fmt: skip
    return dress(axes, folded(_title(risk, contract), TITLE_WIDTH), _subtitle(curve))


def _title(risk: Risk, contract: str) -> str:
    return f"{risk.case.portfolio.contract_by_id[contract].name} ({contract})"


def _subtitle(curve: ContractCurve) -> str:
    chance, days = whole_per_cent(curve.uncovered_probability), day_count(round(curve.uncovered_days_mean))
    return f"With the plan's options uncovered in {chance} of the futures, {days} in the mean"


def _steps(axes: Axes, curve: ContractCurve, days: Sequence[date], **looks: object) -> None:
    """A step at the end of each last day, from nothing on."""
    shares = [point.share for point in curve.points]
    xs = [_after(days[0]), *map(_after, days)]
    axes.step(xs, [0.0, *shares], where="post", **looks)  # type: ignore[arg-type]


def _hatch(axes: Axes, curve: ContractCurve, needed: Sequence[date]) -> None:
    """What lies above the line beyond the cover of the plan's options."""
    cover = _after(_covered_until(curve.ends))
    later = [(_after(day), point.share) for day, point in zip(needed, curve.points, strict=True) if _after(day) > cover]
    if not later:
        return
    below = max((point.share for point in curve.points if _after(point.needed_until_date) <= cover), default=0.0)
    xs, shares = [cover, *(x for x, _ in later)], [below, *(share for _, share in later)]
    axes.fill_between(
        xs, shares, 1.0, step="post", facecolor="none", edgecolor=WORSE_FILL, hatch=HATCH, linewidth=0.0,
        label="needed without cover",
    )  # fmt: skip


def _covered_until(ends: Sequence[CoverEnd]) -> date:
    """The last day covered with the plan's options."""
    return max(end.end_date for end in ends if end.in_plan)


def _draw_end(axes: Axes, end: CoverEnd) -> None:
    x, right = _after(end.end_date), end.needed_longer_probability < ROOM
    label = "end of cover, and how often it is too early" if end.option is None else None
    axes.axvline(x, color=WORSE_FILL, linewidth=1.4, linestyle="-" if end.in_plan else ":", label=label)
    axes.annotate(
        f"{end.option or 'as it stands'}: {whole_per_cent(end.needed_longer_probability)}",
        (x, 0.03),
        (3 if right else -3, 0),
        textcoords="offset points",
        rotation=90,
        ha="left" if right else "right",
        va="bottom",
        fontsize=8,
        color=INK,
        path_effects=[withStroke(linewidth=2.5, foreground=PAPER)],
    )


def _after(last_day: date) -> float:
    """Where a last day ends on the axis."""
    return day_number(last_day + ONE_DAY)
