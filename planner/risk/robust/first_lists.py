"""Lists to begin with: what is dearest to delay, by the work it takes, comes first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.risk.execution.flat_program import Ints
from planner.risk.families import Floats
from planner.risk.robust.flat_orders import Future
from planner.risk.robust.price_kernels import mean_pounds
from planner.risk.robust.trials import Trials

DELAY_DAYS = 30
"""What a delay costs is read from a delay of so many days."""
DELAY_DRAWS = 128
"""And in so many draws."""
SHARES = (0.15, 0.3, 0.45, 0.6, 0.8, 1.0)
"""How much the rank by cost counts in a list; the rest is the rank in the plan."""


def urgency(trials: Trials, now: Future) -> Floats:
    """For every block what a day of delay costs in the mean, for each unit of work that it takes (Smith 1956)."""
    flat, blocks = trials.listing.flat, trials.listing.blocks.blocks
    found = np.zeros(len(blocks))
    cutovers = np.ascontiguousarray(now.cutovers[:DELAY_DRAWS])
    before = mean_pounds(trials.prices, cutovers)
    for b, block in enumerate(blocks):
        later = cutovers.copy()
        later[:, list(block.members)] += DELAY_DAYS
        way = flat.way_from[b] + trials.listing.ways[b]
        uses = slice(flat.use_from[way], flat.use_from[way + 1])
        work = float(((flat.use_until - flat.use_first)[uses] * flat.use_amount[uses]).sum())
        found[b] = (mean_pounds(trials.prices, later) - before) / max(1.0, work)
    return found


def first_lists(listed: Ints, urgent: Floats) -> Iterator[Ints]:
    """The blocks of a list in other orders, between that of the plan and that of their urgency."""
    by_cost = np.argsort(np.argsort(-urgent[listed], kind="stable"), kind="stable")
    for share in SHARES:
        keys = (1.0 - share) * np.arange(len(listed)) + share * by_cost
        yield listed[np.argsort(keys, kind="stable")]
