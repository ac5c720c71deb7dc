"""How much of it others could take away, and what is proved: one sentence of a contract that is late."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.wording import day_count, long_day
from planner.explain.records import Band, Certificate, Explanation, ThreeDays
from planner.explain.reference_day import UNCOVERED
from planner.explain.words.names import capital
from planner.explain.words.sentence import Sentence
from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase


def standing(case: PlanCase, found: Explanation) -> Iterator[Sentence]:
    """Nothing of a contract that is not late, or that nobody can leave."""
    if found.days is None or not found.late_days:
        return
    parts = [*_others(case, found, found.days), *_certificate(case, found, found.days)]
    if parts:
        yield Sentence(text=f"{capital(', and '.join(parts))}.")


def _others(case: PlanCase, found: Explanation, days: ThreeDays) -> Iterator[str]:
    if found.days_by_band[Band.OTHERS]:
        alone = long_day(case.portfolio.date_of(days.alone.day - 1))
        proved = "" if days.alone.proved else ", as far as was found in time"
        yield f"alone it could be off after {alone}{_in_another_mode(case, days)}{proved}"
    elif not found.days_by_band[Band.CHOICE]:
        yield "nobody else is in the way"


def _in_another_mode(case: PlanCase, days: ThreeDays) -> str:
    if days.alone_any_mode.day >= days.alone.day:
        return ""
    return f" (in other modes after {long_day(case.portfolio.date_of(days.alone_any_mode.day - 1))})"


def _certificate(case: PlanCase, found: Explanation, days: ThreeDays) -> Iterator[str]:
    if found.certificate is not Certificate.ALONE:
        return
    least = days.alone_any_mode.bound_day - found.off_by_day
    if least < found.late_days:
        yield f"at least {day_count(least)} remain whatever the plan"
    elif found.flag in UNCOVERED:
        yield "no plan avoids it"
    elif found.flag is Flag.TIGHT:
        yield "no plan keeps the buffer"
    elif any(not option.by_itself for option in case.facts[found.contract].options):
        yield "no plan does without an extension"
    else:
        yield "no plan has it off in time"
