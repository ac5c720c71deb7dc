"""What is said below the tables of a risk: what it rests on, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from planner.domain.uncertain.past_slips import STRESS_CASE
from planner.present.wording import counted, per_cent, short_money
from planner.risk.records import Start

if TYPE_CHECKING:
    from planner.domain.uncertain.held_still import HeldStill
    from planner.risk.risk import Risk

MOST_NAMED = 6
HORIZON_SHARE = 0.001
"""A contract that is needed beyond the horizon more often is a warning."""


def stress_line(risk: Risk) -> str:
    """What stands above the tables of the outside view; empty for all others."""
    return f"{STRESS_CASE[0].upper()}{STRESS_CASE[1:]}.\n" if risk.uncertainty.outside_view else ""


def risk_lines(risk: Risk) -> Iterator[str]:
    """The lines below the tables."""
    yield _basis(risk)
    yield _start(risk)
    if risk.interrupted:
        yield f"Stopped by Ctrl-C: what stands here rests on {risk.draws:,} draws."
    yield from still_lines(risk.still)
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
    if any(row.at_most for row in risk.mitigations):
        yield "At most: nobody stated what the mitigation achieves, so it stands as if the event could no longer happen."


def still_lines(still: HeldStill) -> Iterator[str]:
    """How many dates and lengths have no range, and the first of them by name; nothing where all have one."""
    if still.count:
        named = (*still.milestones, *(f"{profile} {phase}" for profile, phase in still.phases))
        held = counted(still.count, "date or length", "dates and lengths")
        yield f"{held} without a range held still: {_named(named)}."


def drawn_words(risk: Risk) -> str:
    """What was drawn, for instance `20,480 draws, seed 1, ranges two-piece`."""
    family = risk.uncertainty.family
    shape = f"ranges {family}" if family else "no date has a range"
    return f"{risk.draws:,} draws, seed {risk.settings.seed}, {shape}"


def _basis(risk: Risk) -> str:
    said = f"{drawn_words(risk)}. ± is half of a 95 % interval."
    if risk.uncertainty.outside_view or not risk.uncertainty.family:
        return said
    return f"{said} The tail of the ranges matters most: --assumptions shows what else does."


def _start(risk: Risk) -> str:
    early = risk.settings.as_early_as_possible
    if early:
        said = "Migrations begin as early as possible, in the order of the plan."
    else:
        said = "No migration begins before its planned start; --as-early-as-possible lets them."
    return " ".join([said, *_other_start(risk, Start.PLANNED if early else Start.EARLY)])


def _other_start(risk: Risk, other: Start) -> Iterator[str]:
    """What the same plan costs with the start that was not asked for, beside the one asked for on the same draws."""
    own = next((row for row in risk.starts if row.start is not other), None)
    for row in risk.starts:
        if row.start is other and own is not None:
            money = partial(short_money, currency=risk.case.portfolio.currency)
            begun = "Not before the planned start" if other is Start.PLANNED else "As early as possible"
            yield (
                f"{begun} the plan's options cost {money(row.plan_pounds)} instead of {money(own.plan_pounds)}, and commit "
                f"now {money(row.commit_now_pounds)} instead of {money(own.commit_now_pounds)}. With commit now, delay and "
                f"bridges that {_saves(row.saves_pounds, row.saves_error, money)}."
            )


def _saves(pounds: int, error: int, money: Callable[[int], str]) -> str:
    if pounds == error == 0:
        return "saves nothing"
    return (
        f"{'saves' if pounds >= 0 else 'costs'} {money(abs(pounds))} ± {money(error)}{'' if pounds >= 0 else ' more'}"
    )


def _named(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
