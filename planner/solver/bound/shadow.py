"""Shadow prices: how much the Lagrangian bound falls when a portfolio becomes a little easier, at the prices it has now.

The bound L(λ) of `lagrangian` holds whatever the prices λ are. So the prices found for the portfolio as it is bound a
slightly changed one in a single evaluation. For one more unit of a resource it falls by exactly
Σ_d λ_d, the price of the unit over all its days: the shadow price of linear programming. For any other change of prices,
dates or options the fall says the same: what the relaxation would gain.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from planner.domain.portfolio import Portfolio
from planner.solver.bound.ascent_kernels import Prices
from planner.solver.bound.blocks import make_blocks
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance
from planner.solver.model.parts import Part, components
from planner.solver.settings import SolveSettings
from planner.solver.tuning import DEFAULT_TUNING, BoundTuning


@dataclass
class ShadowPrices:
    """Prices of the portfolio as it is, part by part; `target_pounds` is the cost of the best plan known."""

    portfolio: Portfolio
    target_pounds: int
    tuning: BoundTuning = DEFAULT_TUNING.bound
    duals: list[tuple[Part, DualAscent]] = field(init=False)
    _stuck_pounds: int = field(init=False)

    def __post_init__(self) -> None:
        instance = compile_instance(self.portfolio)
        self._stuck_pounds = _stuck_pounds(instance)
        parts = components(instance)
        self.duals = [(part, self._ascent(part)) for part in parts]

    def find(self, settings: SolveSettings, should_stop: Callable[[], bool] = lambda: False) -> None:
        """Raise the bound for the time limit of the settings, shared by the parts; or for a fixed number of steps."""
        for _, dual in self.duals:
            if settings.deterministic:
                dual.run(self.tuning.shadow.deterministic_steps, self._target(), should_stop)
                continue
            until = time.monotonic() + settings.time_limit_seconds / len(self.duals)
            while time.monotonic() < until and not dual.converged and not should_stop():
                dual.run(self.tuning.shadow.steps_at_once, self._target(), should_stop)

    @property
    def bound_pounds(self) -> int | None:
        """The bound of the portfolio as it is."""
        return _total(compile_instance(self.portfolio), [dual.bound_pounds for _, dual in self.duals])

    def bound_with(self, changed: Portfolio) -> int | None:
        """A bound of a changed portfolio from these prices and few steps more; None where the parts do not match."""
        instance = compile_instance(changed)
        parts = components(instance)
        if [part.migrations for part in parts] != [part.migrations for part, _ in self.duals]:
            return None
        return _total(instance, [self._part_bound(part, *known) for part, known in zip(parts, self.duals, strict=True)])

    def _part_bound(self, part: Part, before: Part, dual: DualAscent) -> int | None:
        if part.instance == before.instance:
            return dual.bound_pounds
        changed = self._ascent(part)
        if _shape(changed.prices) == _shape(dual.best_prices):
            changed.begin_at(dual.best_prices)
        changed.run(self.tuning.shadow.lever_steps, self._target(), lambda: False)
        return changed.bound_pounds

    def _ascent(self, part: Part) -> DualAscent:
        return DualAscent(make_blocks(part.instance, self.tuning.most_ways), self.tuning)

    def _target(self) -> float | None:
        """The cost of the plan known less what nobody can leave, where one part is the whole; else the ascent's own."""
        return float(self.target_pounds - self._stuck_pounds) if len(self.duals) == 1 else None


def _shape(prices: Prices) -> object:
    """What must be the same for prices of one instance to be prices of another."""
    return [table.shape for table in prices]


def _total(instance: Instance, bounds: list[int | None]) -> int | None:
    """The bounds of all parts and the contracts nobody can leave together."""
    known = [bound for bound in bounds if bound is not None]
    return sum(known) + _stuck_pounds(instance) if len(known) == len(bounds) else None


def _stuck_pounds(instance: Instance) -> int:
    return sum(c.least_pounds(instance.horizon_day) for c in instance.contracts if c.no_route)
