"""The resource-constrained project scheduling problem (RCPSP) in its plain form: least makespan of one project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class RcpspProject:
    """Activities by position, 0 to n − 1, in the order of the file.

    `durations` in whole periods; an activity that starts at s runs in the periods `[s, s + duration)`. `demands[a][r]`
    is what activity a takes of resource r in each of them, `capacities[r]` what there is in every period.
    `successors[a]` start no earlier than a ends. Every activity counts for the makespan, dummies of length 0 included.
    """

    durations: tuple[int, ...]
    demands: tuple[tuple[int, ...], ...]
    capacities: tuple[int, ...]
    successors: tuple[tuple[int, ...], ...]

    @cached_property
    def predecessors(self) -> tuple[tuple[int, ...], ...]:
        """The activities each activity waits for."""
        found: list[list[int]] = [[] for _ in self.durations]
        for activity, followers in enumerate(self.successors):
            for follower in followers:
                found[follower].append(activity)
        return tuple(tuple(before) for before in found)

    def makespan(self, starts: tuple[int, ...]) -> int:
        """The period in which the last activity has ended."""
        return max((start + days for start, days in zip(starts, self.durations, strict=True)), default=0)
