"""The arrays that the kernels of the order search take: what days cost, and what a plan does in each draw."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from planner.risk.execution.flat_program import Ints, Shorts
from planner.risk.families import Floats


class Holders(NamedTuple):
    """What keeps each contract needed: migrations, and the days from their cutover to the end of need.

    `after` are positions; `days` are calendar days that follow them.
    """

    first: Ints
    migration: Ints
    after: Ints
    days: Ints


class Delays(NamedTuple):
    """Migrations whose delay has a price, with the pounds of a cutover on each position."""

    migration: Ints
    pounds: Floats


class Bridges(NamedTuple):
    """Groups that may be split, with the pounds of each day between their cutovers."""

    first: Ints
    migration: Ints
    pounds: Floats


class Prices(NamedTuple):
    """What cutovers cost. `day[p - low]` is the day number of position `p`.

    `needed[c, n]`: what contract `c` costs where it is needed until day `n` and the best is done about its options.
    """

    low: int
    day: Ints
    needed: Floats
    holders: Holders
    delays: Delays
    bridges: Bridges


class Rivals(NamedTuple):
    """The activities that use a resource of each activity: only between them an order changes anything."""

    first: Ints
    activity: Ints


class Future(NamedTuple):
    """What an order does in each draw: pounds, cutovers, and when each activity was ready and began.

    Activities are numbered as in the plan given, whatever the order.
    """

    pounds: Floats
    cutovers: Shorts
    ready: Shorts
    start: Shorts


class Draws(NamedTuple):
    """The positions of milestones and the lengths that are drawn: a row for each draw."""

    dates: Shorts
    lengths: Shorts


def future_for(draws: int, migrations: int, activities: int) -> Future:
    """Room for what an order does in so many draws."""
    return Future(
        pounds=np.zeros(draws),
        cutovers=np.zeros((draws, migrations), dtype=np.int32),
        ready=np.zeros((draws, activities), dtype=np.int32),
        start=np.zeros((draws, activities), dtype=np.int32),
    )
