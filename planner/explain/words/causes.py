"""The causes of the late days, a sentence each: the largest first, at most three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.wording import counted, day_count, few_of, listed
from planner.explain.records import Category, Explanation, RecordRef, Segment
from planner.explain.words.cause_words import PHRASES
from planner.explain.words.names import cause_name
from planner.explain.words.sentence import Sentence
from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase

MOST = 3
"""Causes with a sentence of their own, and others named beside the largest."""


def causes(case: PlanCase, found: Explanation, most: int = MOST) -> Iterator[Sentence]:
    """None of a contract that is not late; so many causes at most have a sentence of their own."""
    largest = sorted(found.segments, key=lambda segment: (-segment.days, -segment.until_day))
    for place, segment in enumerate(largest[:most]):
        if segment.category is Category.NO_ROUTE:
            yield Sentence(text="No date, team or freeze is the cause.")
        else:
            phrase = PHRASES[segment.category](case, found, segment)
            yield Sentence(text=f"{_share(found, largest, place)} {phrase}.", records=records_of(segment))
    rest = largest[most:]
    if rest:
        days, which = sum(segment.days for segment in rest), few_of([_name(case, segment) for segment in rest])
        text = f"The other {days} come from {which}." if days > 1 else f"The last day comes from {which}."
        yield Sentence(text=text, records=tuple(s.cause.record for s in rest if s.cause is not None))


def remainder(case: PlanCase, found: Explanation) -> Iterator[Sentence]:
    """What would be left of the largest cause's days without it; nothing where all of them would go."""
    largest = max(found.segments, key=lambda segment: (segment.days, segment.until_day), default=None)
    if largest is None or not largest.remaining_days:
        return
    gone = "Without that cause" if len(found.segments) == 1 else "Without the first cause"
    share = "all" if largest.remaining_days == largest.days else f"{largest.remaining_days}"
    would = f"{share} of its {day_count(largest.days)} would remain" if largest.days > 1 else "its 1 day would remain"
    shown = largest.also[:MOST]
    names = [cause_name(case.portfolio, also.record, also.category) for also in shown]
    if len(shown) > 1:
        names = [f"{name} ({day_count(also.days)})" for name, also in zip(names, shown, strict=True)]
    text = f"{gone}, {would}, because of {listed(names)}."
    yield Sentence(text=text, records=tuple(also.record for also in shown))


def _share(found: Explanation, largest: Sequence[Segment], place: int) -> str:
    """How many of the late days: all of them, some of them, or those that are left."""
    days = largest[place].days
    noun = "missing day" if found.flag is Flag.TIGHT else "day"
    if len(largest) == 1:
        return f"All {counted(days, noun)}" if days > 1 else f"The 1 {noun}"
    if place == 0:
        return f"{days} of the {counted(found.late_days, noun)}"
    last = "The last one" if days == 1 else f"The other {days}"
    return last if place == len(largest) - 1 else f"Another {days}"


def _name(case: PlanCase, segment: Segment) -> str:
    if segment.record is None:
        return "a choice of the plan"
    return cause_name(case.portfolio, segment.record, segment.category)


def records_of(segment: Segment) -> tuple[RecordRef, ...]:
    """The record of a segment, then those of its path from there to the contract, then the migrations that hold units."""
    if segment.cause is None:
        return ()
    cause = segment.cause
    path = [record for step in reversed(cause.path) for record in (*_migration(step.migration), *step.via)]
    holders = cause.overload.holders if cause.overload is not None else ()
    held = [record for holding in holders for record in _migration(holding.migration)]
    return tuple(dict.fromkeys((cause.record, *cause.via, *path, *held)))


def _migration(id: str) -> tuple[RecordRef, ...]:
    return (RecordRef(table="migrations", key=id),)
