"""How long, how hard and how reproducibly to solve."""

from __future__ import annotations

from dataclasses import dataclass

from planner.errors import SettingsError


@dataclass(frozen=True, kw_only=True)
class SolveSettings:
    """Settings of a solve; the defaults suit a machine with two cores.

    `time_limit_seconds`: wall clock (in deterministic mode: deterministic seconds of the solver). `workers`: parallel
    searches. `seed`: of every random choice. `gap_target`: stop once cost and bound lie no further apart than
    this share of the cost without the term `no route` (0: go on until they meet). `deterministic`: the same input and seed
    give the same plan, byte for byte.
    """

    time_limit_seconds: float = 50.0
    workers: int = 2
    seed: int = 0
    gap_target: float = 0.0
    deterministic: bool = False

    def __post_init__(self) -> None:
        if not self.time_limit_seconds > 0:
            raise SettingsError(f"time_limit_seconds is {self.time_limit_seconds}; it must be above 0")
        if self.workers < 1:
            raise SettingsError(f"workers is {self.workers}; it must be at least 1")
        if not 0 <= self.gap_target < 1:
            raise SettingsError(f"gap_target is {self.gap_target}; it must lie in [0, 1)")
