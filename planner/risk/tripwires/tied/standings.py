"""Where the contracts of a coupling stand between decisions, and what of that differs where one answer is another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from planner.risk.draws import Days, Flags
from planner.risk.tripwires.tied.couplings import Prefixes
from planner.risk.tripwires.tied.decisions import Decision

Counts = npt.NDArray[np.int16]
"""Numbers of links, by combination of answers and draw."""
Rows = TypeVar("Rows")


@dataclass(frozen=True)
class Standing:
    """Where the contracts of a coupling stand: links taken, links still possible, and what is used of each limit."""

    taken: tuple[Counts, ...]
    possible: tuple[Counts, ...]
    used: tuple[Days, ...]

    def cut(self, ending: Prefixes, where: Flags) -> Standing:
        """The same where some draws leave at most these prefixes."""
        possible = tuple(
            np.where(where, np.minimum(rows, ending[c]), rows) if c in ending else rows
            for c, rows in enumerate(self.possible)
        )
        return Standing(self.taken, possible, self.used)


@dataclass(frozen=True)
class Changed:
    """What differs from where everybody stood: contracts with their links taken and possible, and what is used of limits."""

    taken: Mapping[int, Counts] = field(default_factory=dict)
    possible: Mapping[int, Counts] = field(default_factory=dict)
    used: Mapping[int, Days] = field(default_factory=dict)

    def matters_to(self, decision: Decision, limits: Sequence[int]) -> bool:
        """Whether a decision, which takes of these limits, looks at anything that differs."""
        return not (decision.contracts.isdisjoint(self.taken) and self.used.keys().isdisjoint(limits))

    def over(self, standing: Standing) -> Standing:
        """A standing with what differs."""
        return Standing(
            tuple(self.taken.get(c, rows) for c, rows in enumerate(standing.taken)),
            tuple(self.possible.get(c, rows) for c, rows in enumerate(standing.possible)),
            tuple(self.used.get(limit, rows) for limit, rows in enumerate(standing.used)),
        )

    def after(self, decision: Decision, limits: Sequence[int], now: Standing, then: Standing) -> Changed:
        """What still differs after a decision, which led here now, and there then."""
        taken, possible, used = {**self.taken}, {**self.possible}, {**self.used}
        for c in decision.contracts:
            alike = np.array_equal(now.taken[c], then.taken[c]) and np.array_equal(now.possible[c], then.possible[c])
            _keep(taken, c, None if alike else now.taken[c])
            _keep(possible, c, None if alike else now.possible[c])
        for limit in limits:
            _keep(used, limit, None if np.array_equal(now.used[limit], then.used[limit]) else now.used[limit])
        return Changed(taken, possible, used)


def _keep(found: dict[int, Rows], place: int, rows: Rows | None) -> None:
    found.pop(place, None)
    if rows is not None:
        found[place] = rows
