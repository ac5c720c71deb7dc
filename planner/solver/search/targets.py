"""How far above the bound the next exact search of a component aims, and what it promises."""

from __future__ import annotations

from dataclasses import dataclass

from planner.solver.model.exact import Proof, SearchResult

FIRST_STRIDE = 0.1
SHORTEST_STRIDE = 0.02
LONGEST_STRIDE = 0.5
"""How far the target of a search lies above the bound, as a share of the gap;"""
QUICK = 0.3
"""twice as far after an answer within this share of the time, half as far after none."""
HOPE = 4.0
"""A visit may close the whole gap in so many times the seconds spent before."""


@dataclass
class Targets:
    """What the searches so far teach. `stride`: see above. `rate`: pounds of gap closed a second, the last search half."""

    stride: float = FIRST_STRIDE
    rate: float = 0.0
    seconds: float = 0.0

    def between(self, bound: int, pounds: int) -> int:
        """The target for a gap: at least the bound, below the best plan."""
        return min(pounds - 1, bound + int(self.stride * (pounds - bound)))

    def adapt(self, result: SearchResult, most_seconds: float) -> None:
        """Aim higher after a quick answer, lower after none."""
        if result.proof is Proof.NOTHING:
            self.stride = max(SHORTEST_STRIDE, self.stride / 2)
        elif result.seconds < QUICK * most_seconds:
            self.stride = min(LONGEST_STRIDE, self.stride * 2)

    def learn(self, gap_before: float, gap_after: float, seconds: float) -> None:
        """Count what a search has closed; nothing where there was no gap to speak of yet."""
        if gap_before < float("inf"):
            self.rate = (self.rate + (gap_before - gap_after) / max(0.01, seconds)) / 2
        self.seconds += seconds

    def promise(self, gap_pounds: float) -> float:
        """Pounds of gap a second another search may close: what the last ones did, or the whole gap in some time as long."""
        return self.rate + gap_pounds / (HOPE * self.seconds) if self.seconds else float("inf")
