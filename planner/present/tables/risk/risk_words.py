"""What is said below the tables of a risk: what it rests on, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.present.wording import counted, per_cent

if TYPE_CHECKING:
    from planner.risk.risk import Risk

MOST_NAMED = 6
HORIZON_SHARE = 0.001
"""A contract that is needed beyond the horizon more often is a warning."""


def risk_lines(risk: Risk) -> Iterator[str]:
    """The lines below the tables."""
    yield _basis(risk)
    yield _start(risk)
    if risk.interrupted:
        yield f"Stopped by Ctrl-C: what stands here rests on {risk.draws:,} draws."
    if risk.still.count:
        named = (*risk.still.milestones, *(f"{profile} {phase}" for profile, phase in risk.still.phases))
        held = counted(risk.still.count, "date or length", "dates and lengths")
        yield f"{held} without a range held still: {_named(named)}."
    if risk.cut_leads:
        pairs = tuple(f"{before} → {after}" for before, after in risk.cut_leads)
        yield f"Leads longer than the warning are cut to it, since nobody knows the date before: {_named(pairs)}."
    cut = [row for row in risk.contracts if row.horizon_share > HORIZON_SHARE]
    if cut:
        worst = max(cut, key=lambda row: row.horizon_share)
        yield (
            f"Costs are understated: {worst.contract} is needed beyond the horizon in {per_cent(worst.horizon_share)} of "
            "the draws; lengthen the horizon."
        )
    if risk.drivers:
        yield "Drivers are removed one at a time, with the options of commit now; their pounds do not add up."


def drawn_words(risk: Risk) -> str:
    """What was drawn, for instance `20,480 draws, seed 1, ranges two-piece`."""
    families = sorted({item.range.family.value for item in risk.uncertainty.dates if item.range is not None})
    shape = f"ranges {', '.join(families)}" if families else "no date has a range"
    spread = "" if risk.settings.spread == 1.0 else f", spread × {risk.settings.spread:g}"
    return f"{risk.draws:,} draws, seed {risk.settings.seed}, {shape}{spread}"


def _basis(risk: Risk) -> str:
    return (
        f"{drawn_words(risk)}. ± is half of a 95 % interval. The tail of the "
        "ranges matters most: --range lognormal shows another."
    )


def _start(risk: Risk) -> str:
    if risk.settings.as_early_as_possible:
        return "Migrations begin as early as possible, in the order of the plan."
    return "No migration begins before its planned start; --as-early-as-possible lets them."


def _named(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
