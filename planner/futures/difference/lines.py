"""The lines of a difference: facts followed along the ways from old to new, each change shared out among the causes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planner.futures.difference.facts import Facts
from planner.futures.difference.records import ChoiceLine, DateLine, PoundsLine
from planner.futures.difference.shares import mean_shares, shares_along

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Facts from the old plan to the new one; the step after `facts[i]` belongs to `causes[i]`, of `count` causes."""

    facts: tuple[Facts, ...]
    causes: tuple[int, ...]
    count: int


def pounds_lines(walks: Sequence[Walk]) -> Iterator[PoundsLine]:
    """Every term of every record in which some cause changes something, be it that the changes cancel out."""
    ends = _ends(walks)
    for term, record in _keys([facts.pounds for walk in walks for facts in walk.facts]):
        values = [[facts.pounds.get((term, record), 0) for facts in walk.facts] for walk in walks]
        shares = _shares(walks, values)
        if any(shares):
            before, after = (end.pounds.get((term, record), 0) for end in ends)
            yield PoundsLine(term=term, record=record, before=before, after=after, shares=shares)


def date_lines(walks: Sequence[Walk]) -> Iterator[DateLine]:
    """Every date that both plans have and that moved.

    Where a state on the way does not have it, the date is taken to stay where it was until a state has it again.
    """
    before, after = _ends(walks)
    for key, old in before.dates.items():
        new = after.dates.get(key)
        if new is not None and new != old:
            values = [[day.toordinal() for day in _filled([facts.dates.get(key) for facts in walk.facts], old)]
                      for walk in walks]  # fmt: skip
            yield DateLine(kind=key[0], record=key[1], before=old, after=new, shares=_shares(walks, values))


def choice_lines(walks: Sequence[Walk]) -> Iterator[ChoiceLine]:
    """Every choice that is another, and every date that only one of the plans has."""
    before, after = _ends(walks)
    for key in _keys([before.choices, after.choices]):
        if before.choices.get(key) != after.choices.get(key):
            causes = _settled(walks, [[facts.choices.get(key) for facts in walk.facts] for walk in walks])
            old, new = before.choices.get(key), after.choices.get(key)
            yield ChoiceLine(kind=key[0].value, record=key[1], before=old, after=new, causes=causes)
    for date_key in _keys([before.dates, after.dates]):
        was, becomes = before.dates.get(date_key), after.dates.get(date_key)
        if (was is None) != (becomes is None):
            causes = _settled(walks, [[date_key in facts.dates for facts in walk.facts] for walk in walks])
            yield ChoiceLine(
                kind=date_key[0].value, record=date_key[1], before=_text(was), after=_text(becomes), causes=causes
            )


def _ends(walks: Sequence[Walk]) -> tuple[Facts, Facts]:
    return walks[0].facts[0], walks[0].facts[-1]


def _keys(mappings: Sequence[Mapping[K, object]]) -> list[K]:
    return list(dict.fromkeys(key for mapping in mappings for key in mapping))


def _shares(walks: Sequence[Walk], values: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return mean_shares(
        [shares_along(along, walk.causes, walk.count) for walk, along in zip(walks, values, strict=True)]
    )


def _filled(days: Sequence[date | None], first: date) -> list[date]:
    filled = [first]
    for day in days[1:]:
        filled.append(filled[-1] if day is None else day)
    return filled


def _settled(walks: Sequence[Walk], values: Sequence[Sequence[V]]) -> tuple[int, ...]:
    """For each walk the cause of the last change: with it the choice became what it stays."""
    found = []
    for walk, along in zip(walks, values, strict=True):
        last = max(place for place in range(len(walk.causes)) if along[place] != along[place + 1])
        found.append(walk.causes[last])
    return tuple(dict.fromkeys(found))


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
