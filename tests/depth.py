"""How many of the drawn cases a run looks at: a part by day, so that tests stay fast, and all of them every night."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Case = TypeVar("Case")

AT_NIGHT = "PLANNER_NIGHTLY"
"""The environment variable that asks for all cases; `make nightly` sets it."""


def by_day(seeds: range, every: int) -> range:
    """Every so many of the seeds, from the first; all of them at night."""
    return seeds if os.environ.get(AT_NIGHT) else seeds[::every]


def share_by_day(cases: Iterable[Case], every: int, place: int) -> Iterator[Case]:
    """By day every so many of the cases from a place on, so that tests side by side share them out; all of them at night."""
    return iter(cases) if os.environ.get(AT_NIGHT) else islice(cases, place, None, every)


def least_by_day(cases: int, every: int) -> int:
    """Of how many cases a test must have made something, where it is `cases` for all seeds."""
    return cases if os.environ.get(AT_NIGHT) else cases // every
