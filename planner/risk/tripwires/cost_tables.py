"""What a contract costs for each number of open links taken, in every draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.risk.costs import ContractCosts
from planner.risk.draws import Days
from planner.risk.families import Floats


@dataclass(frozen=True)
class CostTable:
    """Pounds in each draw by how many open links are taken; row 0 is what is in force anyway.

    `exposure`: the part that pays for days without cover. `uncovered`: how many days these are.
    """

    pounds: Floats
    exposure: Floats
    uncovered: Floats

    @classmethod
    def of(cls, costs: ContractCosts, prefixes: range, needed: Days) -> CostTable:
        """The table of a contract for these needed-until days, a row for each prefix of its chain."""
        exposure = np.array([costs.exposure_pounds(prefix, needed) for prefix in prefixes])
        return cls(
            pounds=exposure + np.array([costs.extension_pounds(prefix, needed) for prefix in prefixes]),
            exposure=exposure,
            uncovered=np.array([costs.uncovered_days(prefix, needed) for prefix in prefixes], dtype=float),
        )
