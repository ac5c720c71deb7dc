"""What a calibration says below its tables: whether dates are promised too early, and whether ranges are too narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.domain.uncertain.past_slips import STRESS_CASE
from planner.domain.wording import few_of
from planner.present.wording import counted, short_money, whole_per_cent

if TYPE_CHECKING:
    from planner.risk.calibration.records import Calibration, Pooled
    from planner.risk.intervals import Estimate

PROMISED_INSIDE, PROMISED_TAIL, PROMISED_HALF = 0.8, 0.1, 0.5


def calibration_lines(found: Calibration, currency: str) -> Iterator[str]:
    """The lines below the tables. Nothing is changed by itself: they propose."""
    if found.outside_view:
        yield f"A run is a {STRESS_CASE}: it promised nothing."
    if found.pooled is None:
        yield "No milestone has come of which a run had promised a range."
    else:
        yield from _pooled(found.pooled, found.families)
    if found.held_still:
        yield (
            f"{counted(len(found.held_still), 'milestone')} that came had no range, so nothing was promised: "
            f"{few_of(found.held_still)}."
        )
    if found.overdue:
        are = "is" if len(found.overdue) == 1 else "are"
        yield (
            f"{counted(len(found.overdue), 'milestone')} {are} past the P90 that was first promised, and still open: "
            f"{few_of(found.overdue)}. {'It does' if are == 'is' else 'They do'} not count yet, and will count as late."
        )
    yield from _decisions(found, currency)


def _pooled(pooled: Pooled, families: tuple[str, ...]) -> Iterator[str]:
    count = pooled.predictions
    yield (
        f"{counted(count, 'prediction')} (ranges {', '.join(families)}): {_share(pooled.inside)} came between P10 and P90, "
        f"where 80 % should. On average dates came {_days(pooled.slip_days)} their P50."
    )
    yield from _verdicts(pooled)
    if pooled.kolmogorov is None:
        yield "Fewer than 10 predictions say nothing about the shape of the ranges."
    else:
        chance = whole_per_cent(pooled.kolmogorov.chance)
        yield (
            f"Kolmogorov statistic {pooled.kolmogorov.distance:.2f}: with right promises the chance of so much or more is "
            f"{chance}."
        )


def _verdicts(pooled: Pooled) -> Iterator[str]:
    """What is wrong beyond luck, and the spread that would have been right."""
    said = [*_too_early(pooled), *_too_late(pooled)]
    if pooled.inside.high < PROMISED_INSIDE:
        said.append("The ranges are too narrow.")
    if pooled.inside.low > PROMISED_INSIDE:
        said.append("The ranges are too wide.")
    yield from said or ["That can be luck: nothing says that the ranges are wrong."]
    if said and pooled.spread is not None:
        yield (
            f"A spread of {pooled.spread:.2g} would have put 80 % inside; planner risk --spread {pooled.spread:.2g} shows "
            "what it means. Nothing is changed by itself."
        )
    elif said:
        yield "No spread would have put 80 % inside: it is the dates themselves that are off, not only their ranges."


def _too_early(pooled: Pooled) -> Iterator[str]:
    parts = {
        "latest tenth": pooled.late if pooled.late.low > PROMISED_TAIL else None,
        "later half": pooled.second_half if pooled.second_half.low > PROMISED_HALF else None,
    }
    yield from _said(parts, "dates are promised too early")


def _too_late(pooled: Pooled) -> Iterator[str]:
    parts = {
        "earliest tenth": pooled.early if pooled.early.low > PROMISED_TAIL else None,
        "later half": pooled.second_half if pooled.second_half.high < PROMISED_HALF else None,
    }
    yield from _said(parts, "dates are promised too late")


def _said(parts: Mapping[str, Estimate | None], so: str) -> Iterator[str]:
    """What is beyond luck, as one sentence; nothing where nothing is."""
    found = [(name, share) for name, share in parts.items() if share is not None]
    if found:
        (name, share), *more = found
        rest = "".join(f", and {_share(other)} in its {part}" for part, other in more)
        yield f"{_share(share)} came in the {name} of what was promised{rest}: {so}."


def _decisions(found: Calibration, currency: str) -> Iterator[str]:
    known = found.settled
    if known:
        right, cost = sum(bool(row.rule_right) for row in known), short_money(found.wrong_pounds, currency)
        yield (
            f"{counted(len(known), 'decision')} whose dates have all come: what the rule said in the last run was right in "
            f"{right}. What was done cost {cost} more than hindsight would have."
        )
    waiting = len([row for row in found.decisions if not row.settled])
    if waiting:
        yield f"{counted(waiting, 'decision')} with dates still to come: hindsight takes those that are planned now."


def _share(found: Estimate) -> str:
    return f"{whole_per_cent(found.value)} ({whole_per_cent(found.low)} to {whole_per_cent(found.high)})"


def _days(slip: float) -> str:
    days = counted(abs(round(slip)), "day")
    return f"{days} after" if slip >= 0 else f"{days} before"
