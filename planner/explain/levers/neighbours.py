"""Whose dates are planned again with those of the feeders: the strongest holders of what the feeders miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.explain.levers.question import Question
from planner.explain.push_table import PushTable

SIZES = (8, 14, 24)
"""How many migrations a neighbourhood has, the small one first."""


def neighbourhoods(question: Question) -> Iterator[tuple[str, ...]]:
    """The feeders, then ever more holders with them; each once. All sizes hold the feeders, however many these are."""
    feeders, holders = question.push.feeders, tuple(neighbours(question))
    seen = {feeders}
    yield feeders
    for size in SIZES:
        free = (*feeders, *holders[: max(0, size - len(feeders))])
        if free not in seen:
            seen.add(free)
            yield free


def neighbours(question: Question) -> Iterator[str]:
    """Those who hold most units in the way of the day, with whom they cut over, then whoever uses the same resources."""
    row = PushTable(question.push).row(question.by_day)
    units: Counter[str] = Counter()
    for blocker in row.blockers:
        for holding in blocker.overload.holders if blocker.overload is not None else ():
            units[holding.migration] += holding.units
    found: dict[str, None] = {}
    for id in sorted(units, key=lambda id: (-units[id], id)):
        found.update(dict.fromkeys((id, *(partner for partner, _ in question.push.waits.partners[id]))))
    found.update(dict.fromkeys(_rivals(question)))
    yield from (id for id in found if id not in question.push.feeders)


def _rivals(question: Question) -> Iterator[str]:
    """Others that use a resource of the feeders, those first that start nearest to the day."""
    works = question.push.works
    used = {use.resource for id in question.push.feeders for use in works[id].uses}
    rivals = (id for id, work in works.items() if any(use.resource in used for use in work.uses))
    last = question.case.portfolio.axis.position(question.by_day)
    yield from sorted(rivals, key=lambda id: (abs(works[id].start - last), id))
