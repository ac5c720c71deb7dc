"""Stretches of days asked for in which the same feeders shift, all by as much as the day does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.days.day_axis import DayAxis
from planner.explain.pushing import Push
from planner.explain.spans import Span


@dataclass(frozen=True)
class Stretch:
    """Feeders that start `lead` positions before an anchor, while the anchor runs over a stretch of positions.

    The day asked for lies `need_days` after the day of the anchor on the axis.
    """

    anchors: Span
    leads: Mapping[str, int]
    axis: DayAxis
    need_days: int

    def days(self, anchors: Span) -> Span:
        """The days asked for of some anchors."""
        return self.axis.day(anchors[0]) + self.need_days, self.axis.day(anchors[1]) + self.need_days


def stretches(push: Push) -> Iterator[Stretch]:
    """From the last day of need back to where the feeders that shift would be over before the status date.

    In working days, migrations that need the contract for different calendar days after their cutovers shift by different
    amounts. Then every day is a stretch of its own.
    """
    need_days = {push.works[pull.releasing].need_days for id in push.moving for pull in push.pulls[id]}
    if push.moving and (len(need_days) == 1 or push.case.portfolio.axis.is_calendar):
        yield from _rigid(push, need_days.pop() if len(need_days) == 1 else 0)
    elif push.moving:
        yield from _by_day(push)


def _rigid(push: Push, need_days: int) -> Iterator[Stretch]:
    leads = {
        id: max(_lead(push, pull.releasing, pull.lead, need_days) for pull in push.pulls[id]) for id in push.moving
    }
    begins = {id: push.works[id].start + lead for id, lead in leads.items()}
    last = min(lead - push.works[id].profile.duration_days for id, lead in leads.items())
    turns = sorted({*begins.values(), min(last, *begins.values())}, reverse=True)
    for until, first in pairwise(turns):
        moving = {id: lead for id, lead in leads.items() if begins[id] >= until}
        yield Stretch((first, until), moving, push.case.portfolio.axis, need_days)


def _lead(push: Push, releasing: str, lead: int, need_days: int) -> int:
    """Where calendar days are counted, days of need after the cutover count like any others."""
    work = push.works[releasing]
    return lead + work.need_offset + work.need_days - need_days


def _by_day(push: Push) -> Iterator[Stretch]:
    day = push.needed_until_day - 1
    starts = push.starts(day)
    while any(start + push.works[id].profile.duration_days > 0 for id, start in starts.items()):
        yield Stretch((day, day + 1), {id: day - start for id, start in starts.items()}, DayAxis(), 0)
        day -= 1
        starts = push.starts(day)
