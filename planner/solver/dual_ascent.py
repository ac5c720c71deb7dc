"""Better prices for the Lagrangian bound, step by step, and what its inner solutions say about a good order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.solver.blocks import Blocks, Pounds
from planner.solver.flat_blocks import FlatBlocks, flatten
from planner.solver.lagrangian import Evaluation, LagrangianBound, Prices, on_grid, safe_pounds

FIRST_STEP = 1.0
LATER_STEP = 0.1
SHRINK = 0.7
PATIENCE = 20
MOMENTUM = 0.7
WEIGHT_STEP = 0.1
PULL_STEP = 0.1
MEAN_DECAY = 0.93
TARGET_MARGIN = 0.05
"""Share above the bound that is aimed at while no plan is known."""
FLAT = 1e-4


@dataclass
class DualAscent:
    """Subgradient ascent with momentum, Polyak's step length, and a return to the best prices when it stalls.

    `mean_position[b]`: running mean of the reference position of block b in the inner solutions, an estimate of the
    relaxation's own schedule; lists in its order are good plans (α-points with all α at once). `impossible`: not even the
    relaxation has a solution, so no plan keeps the rules.
    """

    blocks: Blocks
    flat: FlatBlocks = field(init=False)
    lagrangian: LagrangianBound = field(init=False)
    prices: Prices = field(init=False)
    best_prices: Prices = field(init=False)
    best_pounds: float = -np.inf
    bound_pounds: int | None = None
    impossible: bool = False
    steps: int = 0
    step_scale: float = FIRST_STEP
    mean_position: Pounds = field(init=False)
    _direction: Pounds | None = None
    _stalled: int = 0

    def __post_init__(self) -> None:
        self.flat = flatten(self.blocks)
        self.lagrangian = LagrangianBound(self.blocks, self.flat)
        self.prices = self.best_prices = self.lagrangian.start_prices()
        self.mean_position = np.zeros(len(self.blocks.blocks))

    @property
    def converged(self) -> bool:
        """Whether further steps would be too short to matter."""
        return self.step_scale < 1e-4

    def go_on_from(self, other: DualAscent) -> None:
        """Begin at the best prices of an ascent on the same blocks with other costs."""
        self.prices = self.best_prices = other.best_prices
        self.step_scale = max(other.step_scale, LATER_STEP)

    def run(self, steps: int, target_pounds: float | None, should_stop: Callable[[], bool]) -> None:
        """Take some steps towards the target, the cost of the best plan known (None: a little above the bound)."""
        for _ in range(steps):
            if should_stop() or self.converged or self.impossible:
                return
            self._step(target_pounds)

    def _step(self, target_pounds: float | None) -> None:
        evaluation = self.lagrangian.evaluate(self.prices)
        if not np.isfinite(evaluation.pounds):
            self.impossible = True
            return
        self._remember(evaluation)
        if self._stalled >= PATIENCE:
            self.step_scale *= SHRINK
            self._stalled, self._direction = 0, None
            self.prices = self.best_prices
            evaluation = self.lagrangian.evaluate(self.prices)
        target = target_pounds
        if target is None or target <= self.best_pounds:
            target = self.best_pounds + TARGET_MARGIN * abs(self.best_pounds) + 1.0
        self.prices = self._moved(evaluation, target)
        self.steps += 1

    def _remember(self, evaluation: Evaluation) -> None:
        decay = MEAN_DECAY if self.steps else 0.0
        self.mean_position = decay * self.mean_position + (1 - decay) * evaluation.position
        rise = evaluation.pounds - self.best_pounds
        self._stalled = 0 if not np.isfinite(rise) or rise > FLAT * abs(self.best_pounds) else self._stalled + 1
        if rise > 0:
            self.best_pounds, self.best_prices = evaluation.pounds, self.prices
            self.bound_pounds = max(safe_pounds(evaluation), self.bound_pounds or 0)

    def _moved(self, evaluation: Evaluation, target: float) -> Prices:
        excess = evaluation.use - self.lagrangian.capacity
        idle = (self.prices.capacity <= 0) & (excess < 0)
        excess[idle] = 0.0
        direction = excess if self._direction is None else MOMENTUM * self._direction + (1 - MOMENTUM) * excess
        direction[(self.prices.capacity <= 0) & (direction < 0)] = 0.0
        self._direction = direction
        length = float((direction * direction).sum())
        step = self.step_scale * (target - evaluation.pounds) / length if length > 0 else 0.0
        return on_grid(
            Prices(
                np.maximum(0.0, self.prices.capacity + step * direction),
                self._moved_weights(evaluation),
                self._moved_pulls(evaluation),
            )
        )

    def _moved_weights(self, evaluation: Evaluation) -> dict[int, Pounds]:
        """Shift the cost of shared contracts towards the blocks that need them longest."""
        days = np.arange(self.blocks.axis.size)
        moved: dict[int, Pounds] = {}
        for c, needs in self.lagrangian.needs(evaluation).items():
            needing = (needs[:, None] >= days[None, :]).astype(np.float64)
            weights = self.prices.weights[c] + WEIGHT_STEP * self.step_scale * (needing - needing.mean(axis=0))
            weights = np.clip(weights, 0.0, None)
            moved[c] = weights / weights.sum(axis=0)
        return moved

    def _moved_pulls(self, evaluation: Evaluation) -> dict[int, Pounds]:
        """Pull later members of a split group forward and earlier ones back, at most at the price of the bridge."""
        days = np.arange(self.blocks.axis.size)
        moved: dict[int, Pounds] = {}
        for g, cutovers in self.lagrangian.cutovers(evaluation).items():
            price, _ = self.lagrangian.bridges[g]
            later = (cutovers[:, None] > days[None, :]).astype(np.float64)
            pulls = self.prices.pulls[g] + PULL_STEP * self.step_scale * price * (later - later.mean(axis=0))
            strength = np.maximum(pulls, 0.0).sum(axis=0)
            moved[g] = pulls * np.minimum(1.0, price / np.maximum(strength, 1e-9))
        return moved
