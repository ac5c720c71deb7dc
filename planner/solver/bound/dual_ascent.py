"""Better prices for the Lagrangian bound, step by step, and what its inner solutions say about a good order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.solver.arrays import Ints, Pounds
from planner.solver.bound.ascent_kernels import BEST, SCALE, STEPS, Prices, Progress, climb
from planner.solver.bound.blocks import Blocks
from planner.solver.bound.dual_kernels import solve_inner
from planner.solver.bound.flat_blocks import FlatBlocks, flatten
from planner.solver.bound.lagrangian import LagrangianBound, safe_pounds
from planner.solver.tuning import BoundTuning


@dataclass
class DualAscent:
    """Subgradient ascent with momentum, Polyak's step length, and a return to the best prices when it stalls.

    `mean_position[b]`: running mean of the reference position of block b in the inner solutions. It estimates the schedule
    of the relaxation, and lists in its order are good plans (α-points with all α at once). `impossible`: not even the
    relaxation has a solution, so no plan keeps the rules.
    """

    blocks: Blocks
    tuning: BoundTuning
    flat: FlatBlocks = field(init=False)
    lagrangian: LagrangianBound = field(init=False)
    prices: Prices = field(init=False)
    best_prices: Prices = field(init=False)
    bound_pounds: int | None = None
    impossible: bool = False
    _progress: Progress = field(init=False)
    _scratch: Pounds | None = None

    def __post_init__(self) -> None:
        self.flat = flatten(self.blocks)
        self.lagrangian = LagrangianBound(self.blocks, self.flat)
        self.prices, self.best_prices = self.lagrangian.start_prices(), self.lagrangian.start_prices()
        numbers = np.zeros(4)
        numbers[BEST], numbers[SCALE] = -np.inf, self.tuning.first_scale
        self._progress = Progress(
            numbers=numbers,
            mean_position=np.zeros(len(self.blocks.blocks)),
            direction=np.full_like(self.prices.capacity, np.nan),
        )

    @property
    def steps(self) -> int:
        """Steps taken."""
        return int(self._progress.numbers[STEPS])

    @property
    def mean_position(self) -> Pounds:
        """See above."""
        return self._progress.mean_position

    @property
    def converged(self) -> bool:
        """Whether further steps would be too short to matter."""
        return bool(self._progress.numbers[SCALE] < self.tuning.ascent.shortest_step)

    def begin_at(self, prices: Prices) -> None:
        """Begin at the prices of an ascent on the same blocks with other costs or capacities."""
        for own, other in zip((*self.prices, *self.best_prices), (*prices, *prices), strict=True):
            own[:] = other

    def go_on_from(self, prices: Prices) -> None:
        """Begin at prices that are good already, not to take long steps again."""
        self.begin_at(prices)
        self._progress.numbers[SCALE] = self.tuning.later_scale

    def costs_have_changed(self) -> None:
        """Go on from the best prices after the costs in `flat` have changed; what was proved holds no longer."""
        self.lagrangian.take_over_curves()
        self.begin_at(self.best_prices)
        self.bound_pounds = None
        self._progress.numbers[BEST] = -np.inf
        self._progress.numbers[SCALE] = max(self._progress.numbers[SCALE], self.tuning.later_scale)
        self._progress.direction[:] = np.nan

    def inner_solution(self) -> tuple[Ints, Ints]:
        """Reference position and way of every block in the relaxation at the present prices."""
        count = len(self.blocks.blocks)
        position, way = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        solve_inner(self.flat, self.lagrangian.forest, self.lagrangian.costs(self.prices), position, way)
        return position, way

    def run(self, steps: int, target_pounds: float | None, should_stop: Callable[[], bool]) -> None:
        """Take some steps towards the target, the cost of the best plan known (None: a little above the bound)."""
        if self._scratch is None:
            self._scratch = self.lagrangian.scratch()
        target = np.inf if target_pounds is None else float(target_pounds)
        at_once = max(1, self.tuning.work_at_once // self._scratch.size)
        while steps > 0 and not (should_stop() or self.converged or self.impossible):
            self.impossible = not climb(
                self.flat, self.lagrangian.forest, self.lagrangian.relaxation, self.prices, self.best_prices,
                self._progress, self._scratch, min(steps, at_once), target, self.tuning.ascent,
            )  # fmt: skip
            steps -= at_once
            best = float(self._progress.numbers[BEST])
            if np.isfinite(best):
                self.bound_pounds = max(safe_pounds(best), self.bound_pounds or 0)
