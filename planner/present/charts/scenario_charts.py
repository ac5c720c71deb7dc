"""Charts that line up futures, drawn onto axes they are given: cost, flags, dates, cover over time, regret."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.futures import Comparison, Future, RegretTable
from planner.plan.flagging.records import Flag
from planner.plan.schedule import ContractCover, Schedule
from planner.present.charts.chart_styles import (
    BEFORE_FILL,
    BETTER_FILL,
    WORSE_FILL,
    date_axis,
    day_number,
    dress,
    folded,
    money_axis,
)
from planner.present.charts.palette import (
    GRID,
    INK,
    MUTED_INK,
    NO_FLAG_FILL,
    PAPER,
    STATUS_LINE,
    TERM_STYLES,
    style_of,
    tint,
)
from planner.present.wording import calendar_day, short_money, signed_short_money

LABEL_WIDTH = 34
STATES = (
    ("needed no more", "#dde2e7", ""),
    ("in force as it stands", "#93b0d1", ""),
    ("kept by an extension", "#5cadef", "//"),
    ("uncovered", "#d4400f", ""),
)
"""What a contract can be on a day: name, fill, pattern."""


def draw_costs(axes: Axes, comparison: Comparison) -> Axes:
    """One bar a future, split by term, the cheapest on top; the label says how much more than the base."""
    planned = sorted((future for future in comparison.futures if future.terms), key=_pounds)
    currency = comparison.base.portfolio.currency
    base = _pounds(comparison.base) if comparison.base.terms else None
    for place, future in enumerate(planned):
        left = 0
        for term, style in TERM_STYLES.items():
            axes.barh(
                place,
                future.terms[term],
                left=left,
                height=0.62,
                color=style.fill,
                hatch=style.pattern,
                edgecolor=PAPER,
                linewidth=0.6,
            )
            left += future.terms[term]
        more = "" if base is None or future is comparison.base else f"  ({signed_short_money(left - base, currency)})"
        axes.annotate(
            short_money(left, currency) + more,
            (left, place),
            (6, 0),
            textcoords="offset points",
            va="center",
            color=INK,
        )
    axes.set_yticks(range(len(planned)), [folded(future.title, LABEL_WIDTH) for future in planned], color=INK)
    axes.invert_yaxis()
    axes.margins(x=0.22)
    axes.set_xlim(left=0)
    money_axis(axes, currency)
    _term_legend(axes, planned)
    return dress(
        axes,
        "What each future costs",
        "Least cost found, by what it is spent on; in brackets against the plan as it is",
    )


def draw_department_flags(axes: Axes, comparison: Comparison) -> Axes:
    """One row a department, one column a future; colour and letter are the worst flag, departments in trouble first."""
    futures = [future for future in comparison.futures if future.plan is not None]
    flags = [{entry.department: entry.flag for entry in future.department_flags} for future in futures]
    departments = sorted({id for found in flags for id in found if found[id]}, key=lambda id: (_trouble(flags, id), id))
    for column, found in enumerate(flags):
        for row, department in enumerate(departments):
            style = style_of(found.get(department))
            axes.add_patch(Rectangle((column - 0.47, row - 0.44), 0.94, 0.88, color=style.fill, linewidth=0))
            changed = found.get(department) is not flags[0].get(department)
            weight = "bold" if changed else "normal"
            axes.text(column, row, style.letter, ha="center", va="center", color=style.ink, fontweight=weight)
            if changed:
                axes.add_patch(
                    Rectangle((column - 0.47, row - 0.44), 0.94, 0.88, fill=False, edgecolor=INK, linewidth=2)
                )
    axes.set_xlim(-0.6, len(futures) - 0.4)
    axes.set_ylim(len(departments) - 0.4, -0.6)
    axes.set_yticks(range(len(departments)), departments, color=INK)
    axes.set_xticks(range(len(futures)), [folded(future.title, 18) for future in futures], color=INK, fontsize=9)
    handles = [
        Patch(color=style_of(flag).fill, label=f"{style_of(flag).letter}  {flag.value}") for flag in reversed(Flag)
    ]
    axes.legend(handles=handles, frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1), labelcolor=INK)
    return dress(
        axes,
        "Whom each future hits",
        "The worst flag of a department with its bodies; framed where it is another than in the first",
    )


def draw_moves(axes: Axes, before: Future, after: Future, most: int = 14) -> Axes:
    """The cutovers that move most from one future to the other, as arrows from the old day to the new one."""
    old, new = _cutovers(before), _cutovers(after)
    moved = sorted(
        (id for id in old if id in new and old[id] != new[id]), key=lambda id: -abs((new[id] - old[id]).days)
    )
    shown = sorted(moved[:most], key=lambda id: old[id])
    for row, id in enumerate(shown):
        days = (new[id] - old[id]).days
        colour = WORSE_FILL if days > 0 else BETTER_FILL
        axes.annotate(
            "",
            (day_number(new[id]), row),
            (day_number(old[id]), row),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0},
        )
        axes.plot(day_number(old[id]), row, "o", color=BEFORE_FILL, markersize=7)
        side = 1 if days > 0 else -1
        label = f"{abs(days)} days {'later' if days > 0 else 'earlier'}"
        axes.annotate(
            label,
            (day_number(new[id]), row),
            (8 * side, 0),
            textcoords="offset points",
            ha="left" if days > 0 else "right",
            va="center",
            fontsize=9,
            color=colour,
        )
    axes.set_yticks(range(len(shown)), shown, color=INK)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    date_axis(axes, [*(old[id] for id in shown), *(new[id] for id in shown)])
    rest = f"; {len(moved) - len(shown)} more move less" if len(moved) > len(shown) else ""
    said = f"Cutovers against “{before.title}”, grey: there{rest}" if moved else "No cutover moves"
    return dress(axes, after.title, said)


def draw_cover_over_time(axes: Axes, future: Future, day: date | None = None) -> Axes:
    """How many contracts are in force, extended, uncovered or needed no more, month by month; `day` is marked."""
    assert future.schedule is not None
    portfolio, schedule = future.portfolio, future.schedule
    days = _months(portfolio, schedule)
    counts = [states_on(portfolio, schedule, at) for at in days]
    layers = [[found[name] for found in counts] for name, _, _ in STATES]
    bands = axes.stackplot([day_number(at) for at in days], layers, colors=[fill for _, fill, _ in STATES], step="post")
    for band, (_, _, pattern) in zip(bands, STATES, strict=True):
        band.set_hatch(pattern)
        band.set_edgecolor(PAPER)
    if day is not None:
        axes.axvline(day_number(day), color=STATUS_LINE, linewidth=1.6)
        axes.annotate(
            _count_text(portfolio, schedule, day),
            (day_number(day), sum(found[-1] for found in layers)),
            (6, -6),
            textcoords="offset points",
            va="top",
            fontsize=9,
            color=INK,
            bbox={"boxstyle": "round,pad=0.4", "facecolor": PAPER, "edgecolor": GRID},
        )
    axes.set_ylim(0, len(schedule.contracts))
    axes.set_ylabel("contracts", color=MUTED_INK)
    date_axis(axes, days, margin=False)
    handles = [Patch(facecolor=fill, hatch=pattern, edgecolor=PAPER, label=name) for name, fill, pattern in STATES]
    axes.legend(handles=handles[::-1], frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1), labelcolor=INK)
    return dress(axes, future.title, "What has become of the contracts")


def draw_regret(axes: Axes, table: RegretTable, currency: str) -> Axes:
    """Plans as rows, futures as columns; the darker, the more a plan costs there above the best one known."""
    plans, futures = list(table.cost_pounds), list(table.best_pounds)
    cells = {(plan, future): table.regret_pounds(plan, future) for plan in plans for future in futures}
    most = max((pounds for pounds in cells.values() if pounds is not None), default=0) or 1
    for row, plan in enumerate(plans):
        for column, future in enumerate(futures):
            pounds = cells[plan, future]
            share = 0.0 if pounds is None else pounds / most
            fill = NO_FLAG_FILL if pounds is None else tint(WORSE_FILL, 1 - 0.9 * share)
            axes.add_patch(Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, color=fill, linewidth=0))
            text = (
                "cannot be\ncarried out" if pounds is None else "best" if pounds == 0 else short_money(pounds, currency)
            )
            ink = PAPER if share > 0.62 or pounds is None else INK
            axes.text(column, row, text, ha="center", va="center", fontsize=9, color=ink)
        worst = table.worst_pounds(plan)
        axes.text(
            len(futures), row, "–" if worst is None else short_money(worst, currency),
            ha="center", va="center", color=INK, fontweight="bold" if plan == table.most_robust else "normal",
        )  # fmt: skip
    axes.set_xlim(-0.6, len(futures) + 0.5)
    axes.set_ylim(len(plans) - 0.4, -0.6)
    axes.set_xticks(range(len(futures) + 1), [*(folded(f, 14) for f in futures), "largest"], color=INK, fontsize=9)
    axes.set_yticks(range(len(plans)), plans, color=INK)
    axes.set_xlabel("… and this future comes", color=MUTED_INK)
    axes.set_ylabel("The plan was made for …", color=MUTED_INK)
    robust = f"Least wrong whatever comes: the plan made for {table.most_robust}" if table.most_robust else ""
    return dress(axes, "What it costs to have planned for another future", robust)


def states_on(portfolio: Portfolio, schedule: Schedule, at: date) -> dict[str, int]:
    """How many contracts are in each of `STATES` on a day."""
    found = [_state(cover, portfolio.day_of(at)) for cover in schedule.contracts.values()]
    return {name: found.count(name) for name, _, _ in STATES}


def _state(cover: ContractCover, day: int) -> str:
    if day >= cover.needed_until_day:
        return STATES[0][0]
    if day < cover.expiry_day:
        return STATES[1][0]
    return STATES[2][0] if day < cover.covered_until_day else STATES[3][0]


def _count_text(portfolio: Portfolio, schedule: Schedule, day: date) -> str:
    counts = states_on(portfolio, schedule, day)
    lines = [f"{amount} {name}" for name, amount in counts.items() if amount]
    return "\n".join([calendar_day(day), *reversed(lines)])


def _months(portfolio: Portfolio, schedule: Schedule) -> list[date]:
    """Every half month until all is done, at most until the horizon."""
    ends = [cover.needed_until_day for cover in schedule.contracts.values() if not cover.no_route]
    last = min(max(ends, default=portfolio.horizon_day) + 31, portfolio.horizon_day)
    return [portfolio.status_date + timedelta(days=day) for day in range(0, last, 15)]


def _cutovers(future: Future) -> dict[str, date]:
    scheduled = future.schedule.migrations if future.schedule else {}
    return {id: future.portfolio.date_of(entry.cutover_day) for id, entry in scheduled.items()}


def _pounds(future: Future) -> int:
    return sum(future.terms.values())


def _trouble(flags: Sequence[dict[str, Flag | None]], department: str) -> int:
    """Negative, so that the department with the gravest flags over all futures comes first."""
    found = (flag for future in flags if (flag := future.get(department)) is not None)
    return -sum(flag.gravity for flag in found)


def _term_legend(axes: Axes, futures: Sequence[Future]) -> None:
    used = [term for term in TERM_STYLES if any(future.terms[term] for future in futures)]
    handles = [_term_patch(term) for term in used]
    axes.legend(handles=handles, frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1), labelcolor=INK)


def _term_patch(term: Term) -> Patch:
    style = TERM_STYLES[term]
    return Patch(facecolor=style.fill, hatch=style.pattern, edgecolor=PAPER, label=term.value)
