"""Prices for the limits that tie the options of contracts together: remembered, or found by an ascent for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.solver.bound.ascent_kernels import Prices
from planner.solver.bound.limit_ascent import LimitAscent
from planner.solver.bound.option_prices import PricedOptions, with_prices
from planner.solver.model.bundle_choice import Bundles
from planner.solver.model.candidate import needed_until
from planner.solver.model.instance import Instance
from planner.solver.monitor import Monitor
from planner.solver.search.memory import SolverMemory


@dataclass
class LimitPricing:
    """Prices the limits of an instance. `prices`: one for each limit, once they are known; `memory`: of earlier solves."""

    instance: Instance
    monitor: Monitor
    memory: SolverMemory | None
    prices: list[float] = field(default_factory=list)

    def run(self, seconds: float) -> tuple[PricedOptions, Sequence[Prices]]:
        """The instance with prices that make the bound high, and the prices of capacity that go with them."""
        known = self.memory.limits_of(self.instance) if self.memory is not None else None
        if known is not None:
            self.monitor.raise_bound(known.bound_pounds, "prices of limits")
            self.prices = list(known.prices)
            return with_prices(self.instance, known.prices), ()
        ascent = self._ascend(seconds)
        if ascent.bound_pounds is not None:
            self.monitor.raise_bound(ascent.bound_pounds, "prices of limits")
            if self.memory is not None:
                self.memory.keep_limits(self.instance, ascent.prices, ascent.bound_pounds)
        return ascent.priced, ascent.capacity_prices

    def _ascend(self, seconds: float) -> LimitAscent:
        tuning, best = self.monitor.tuning, self.monitor.best_rank
        until = self.monitor.seconds + seconds
        deterministic = self.monitor.settings.deterministic

        def should_stop() -> bool:
            return self.monitor.done or (not deterministic and self.monitor.seconds >= until)

        ascent = LimitAscent(self.instance, tuning.bound, self._first_prices())
        rounds = tuning.pipeline.limit_rounds_in_turn if deterministic else tuning.pipeline.limit_rounds
        ascent.run(rounds, None if best is None else best[1], should_stop)
        self.prices = ascent.prices.tolist()
        return ascent

    def _first_prices(self) -> Sequence[float] | None:
        """Those of an earlier solve; where there are bundles, prices that suit the best plan known; None: all nothing."""
        remembered = self.memory.limit_prices(self.instance) if self.memory is not None else None
        if remembered is not None:
            return remembered
        best = self.monitor.best
        if best is None or not any(limit.exact for limit in self.instance.limits):
            return None
        needs = needed_until(self.instance, best.starts, best.modes)
        return Bundles.find(self.instance).balanced_prices(
            self.instance, needs, self.monitor.tuning.pipeline.bundle_sweeps
        )
