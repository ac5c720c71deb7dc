"""Prices for limits on options that make the bound high, found step by step together with the prices of capacity.

The prices of `option_prices` belong to the starts of one plan; these belong to the relaxation. For fixed prices the
components are independent and each has its own ascent. The options of the relaxed plan may use more of a limit than there
is. The excess, as a share of the limit, says which price must rise (a subgradient, in units of each limit). The price of a
limit that holds exactly may fall below nothing. Between two steps only the costs of contracts change, so all else is made
once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from planner.solver.arrays import Pounds
from planner.solver.bound.ascent_kernels import Prices
from planner.solver.bound.blocks import Blocks, make_blocks
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.bound.option_prices import PricedOptions, with_prices
from planner.solver.bound.ways import by_need, cover_curve
from planner.solver.model.candidate import needed_until
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance, OptionLimit
from planner.solver.model.parts import Part, components
from planner.solver.tuning import BoundTuning


class LimitAscent:
    """Subgradient ascent in the prices of limits, from the prices given (None: nothing) on.

    `prices`, `capacity_prices` (by component) and `bound_pounds`: the best so far, nothing and None before the first step.
    """

    def __init__(self, instance: Instance, tuning: BoundTuning, prices: Sequence[float] | None = None) -> None:
        self.instance = instance
        self._tuning = tuning.limits
        self.prices: Pounds = np.zeros(len(instance.limits)) if prices is None else np.array(prices, dtype=np.float64)
        self.bound_pounds: int | None = None
        self.capacity_prices: list[Prices] = []
        self._most = np.array([limit.most for limit in instance.limits], dtype=np.float64)
        self._least = np.array([-np.inf if limit.exact else 0.0 for limit in instance.limits])
        self._unit = np.maximum(1.0, self._most)
        priced = self.priced
        self._stuck = {c: contract for c, contract in enumerate(priced.instance.contracts) if contract.no_route}
        self._parts = [RepricedPart(part, tuning) for part in components(priced.instance)]

    def run(self, rounds: int, target_pounds: float | None, should_stop: Callable[[], bool]) -> None:
        """Take some rounds, never aiming above the target, the cost of the best plan known."""
        tuning, prices = self._tuning, self.prices
        direction: Pounds | None = None
        scale, stalled = tuning.first_scale, 0
        for turn in range(rounds):
            priced = self._price(prices)
            for part in self._parts:
                part.dual.run(tuning.steps_between if turn else tuning.first_steps, None, should_stop)
            bound = self._bound(priced)
            if bound is None or should_stop():
                return
            if self.bound_pounds is None or bound > self.bound_pounds:
                self.bound_pounds, self.prices, stalled = bound, prices, 0
                self.capacity_prices = [part.copied_prices() for part in self._parts]
            else:
                stalled += 1
            if stalled >= tuning.patience:
                scale, stalled, prices, direction = scale * tuning.shrink, 0, self.prices, None
                if scale < tuning.shortest_scale:
                    return
            excess = (self._use() - self._most) / self._unit
            excess[(prices <= self._least) & (excess < 0)] = 0.0
            direction = excess if direction is None else tuning.momentum * direction + (1 - tuning.momentum) * excess
            length = float(direction @ direction)
            if length <= 0:
                continue
            aim = self.bound_pounds * (1 + tuning.margin) + 1
            if target_pounds is not None:
                aim = min(aim, target_pounds)
            prices = np.maximum(self._least, prices + scale * max(1.0, aim - bound) / length * direction / self._unit)

    @property
    def priced(self) -> PricedOptions:
        """The instance at the best prices."""
        return with_prices(self.instance, self.prices.tolist())

    def _price(self, prices: Pounds) -> PricedOptions:
        priced = with_prices(self.instance, prices.tolist())
        self._stuck = {c: priced.instance.contracts[c] for c in self._stuck}
        for part in self._parts:
            part.reprice(priced.instance.contracts)
        return priced

    def _bound(self, priced: PricedOptions) -> int | None:
        bounds = [part.dual.bound_pounds for part in self._parts]
        known = [bound for bound in bounds if bound is not None]
        return priced.bound(sum(known)) if len(known) == len(bounds) else None

    def _use(self) -> Pounds:
        """What the options of the relaxed plan use of each limit."""
        horizon = self.instance.horizon_day
        chosen = {c: (contract.best_prefix(horizon), horizon) for c, contract in self._stuck.items()}
        for part in self._parts:
            chosen.update(part.relaxed_choices())
        return np.array([self._use_of(limit, chosen) for limit in self.instance.limits], dtype=np.float64)

    def _use_of(self, limit: OptionLimit, chosen: Mapping[int, tuple[int, int]]) -> int:
        """By the prefix and the need of every contract."""
        use = sum(amount for (c, j), amount in limit.use.items() if chosen.get(c, (0, 0))[0] > j)
        for (c, j), pounds in limit.by_day.items():
            use += pounds * self.instance.contracts[c].days_paid(j, *chosen.get(c, (0, 0)))
        return use


class RepricedPart:
    """A component whose contracts change their costs."""

    def __init__(self, part: Part, tuning: BoundTuning) -> None:
        self.part = part
        self.blocks: Blocks = make_blocks(part.instance, tuning.most_ways)
        self.dual = DualAscent(self.blocks, tuning)
        self._contracts = list(part.instance.contracts)
        self._row = {c: row for row, c in enumerate(sorted(self.blocks.shared))}

    def copied_prices(self) -> Prices:
        """The best prices so far."""
        return Prices(*(values.copy() for values in self.dual.best_prices))

    def reprice(self, contracts: Sequence[ContractCase]) -> None:
        """Take over the costs of the whole instance's contracts."""
        changed = False
        for c, whole in enumerate(self.part.contracts):
            after = contracts[whole]
            if after.links != self._contracts[c].links or after.base_pounds != self._contracts[c].base_pounds:
                self._change(c, after)
                changed = True
        if changed:
            self.dual.costs_have_changed()

    def _change(self, c: int, after: ContractCase) -> None:
        """Put the difference of the cost into every way that releases the contract, or into its shared curve."""
        axis = self.blocks.axis
        curve = cover_curve(after, axis)
        rise = curve - cover_curve(self._contracts[c], axis)
        self._contracts[c] = after
        if c in self._row:
            self.dual.flat.curves[self._row[c]] = curve
            return
        block = self.blocks.block_of[self.part.instance.contracts[c].releasing[0]]
        first = int(self.dual.flat.way_from[block])
        for k, way in enumerate(self.blocks.blocks[block].ways):
            self.dual.flat.pounds[first + k] += by_need(axis, rise, way.needs[c])

    def relaxed_choices(self) -> dict[int, tuple[int, int]]:
        """Prefix and need in the relaxed plan by position of the contract in the whole instance."""
        starts, modes = self.blocks.starts_and_modes(*self.dual.inner_solution())
        needs = needed_until(self.part.instance, starts, modes)
        return {
            whole: (contract.best_prefix(need), need)
            for whole, contract, need in zip(self.part.contracts, self._contracts, needs, strict=True)
        }
