"""Calendar days of positions for the kernels, compiled; positions are calendar days where the tables are empty."""

from __future__ import annotations

from planner.solver.arrays import Pounds
from planner.solver.bound.flat_blocks import FlatBlocks
from planner.solver.compiling import lean


@lean
def need_at(f: FlatBlocks, share: int, position: int) -> int:
    """Where the need of an entry of `share_need` ends for a reference position, as a place in the curves."""
    need = f.share_need[share]
    if f.day_of.size == 0:
        return int(position + need)
    return int(f.need_ends[need, position])


@lean
def days_between(f: FlatBlocks, first: int, last: int) -> int:
    """Calendar days from one position to another."""
    if f.day_of.size == 0:
        return last - first
    return int(f.day_of[last] - f.day_of[first])


@lean
def pull_sums(f: FlatBlocks, pulls: Pounds, sums: Pounds) -> None:
    """`sums[m, t] = Σ_{u < t} pulls[m, u] · days from u to u + 1`, and the sum of all beyond the end."""
    for m in range(pulls.shape[0]):
        total = 0.0
        for t in range(pulls.shape[1]):
            sums[m, t] = total
            total += pulls[m, t] * days_between(f, t, t + 1)
        for t in range(pulls.shape[1], sums.shape[1]):
            sums[m, t] = total
