"""How far above the bound the next exact search of a component aims, and what it promises."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.solver.model.exact import Proof, SearchResult
from planner.solver.tuning import TargetTuning


@dataclass
class Targets:
    """What the searches so far teach.

    `stride`: how far the next target lies above the bound, as a share of the gap. `rate`: pounds of gap closed a second, the
    last search half.
    """

    tuning: TargetTuning
    stride: float = field(init=False)
    rate: float = 0.0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.stride = self.tuning.first_stride

    def between(self, bound: int, pounds: int) -> int:
        """The target for a gap: at least the bound, below the best plan."""
        return min(pounds - 1, bound + int(self.stride * (pounds - bound)))

    def adapt(self, result: SearchResult, most_seconds: float) -> None:
        """Aim higher after a quick answer, lower after none."""
        if result.proof is Proof.NOTHING:
            self.stride = max(self.tuning.shortest_stride, self.stride / 2)
        elif result.seconds < self.tuning.quick_share * most_seconds:
            self.stride = min(self.tuning.longest_stride, self.stride * 2)

    def learn(self, gap_before: float, gap_after: float, seconds: float) -> None:
        """Count what a search has closed; nothing where there was no gap to speak of yet."""
        if gap_before < float("inf"):
            self.rate = (self.rate + (gap_before - gap_after) / max(0.01, seconds)) / 2
        self.seconds += seconds

    def promise(self, gap_pounds: float) -> float:
        """Pounds of gap a second another search may close: what the last ones did, or the whole gap in some time as long."""
        return self.rate + gap_pounds / (self.tuning.hope * self.seconds) if self.seconds else float("inf")
