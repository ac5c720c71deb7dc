"""Prices for what ties the options of contracts together: budgets of financial years, negotiations at once, bundles.

Each limit `Σ use ≤ limit` gets a price μ ≥ 0. Add μ · use to the price of every option, and take μ · limit off once. Each
contract then chooses alone again, and the least cost is a bound: a plan that keeps the limits pays
Σ μ · (use − limit) ≤ 0 on top of its cost. What takes of a limit by the days that are paid for gets a dearer day. Added
prices are rounded down and what is taken off is rounded up, so the bound holds in whole pounds. Where the prices come
from: `limit_ascent`.

A limit that holds exactly may have a price below 0 as well: what is paid on top is then nothing. Such prices make some
options cheaper, maybe cheaper than nothing. Their contract then costs as much more whatever it chooses, and the bound as
much less. So no cost lies below nothing, which the rest of the bound rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from planner.solver.model.cover import ContractCase, LinkCase
from planner.solver.model.instance import Instance


@dataclass(frozen=True)
class PricedOptions:
    """An instance whose limits are priced: `instance` has no limits left, `rebate_pounds` is taken off its bound.

    `proves`: False where bundles are decided in it, so that a bound of it is none of the whole.
    """

    instance: Instance
    rebate_pounds: int
    proves: bool = True

    def bound(self, pounds: int) -> int:
        """The bound of the whole, given one of everything that is migrated."""
        stuck = sum(c.least_pounds(self.instance.horizon_day) for c in self.instance.contracts if c.no_route)
        return pounds + stuck - self.rebate_pounds


def with_prices(instance: Instance, prices: Sequence[float]) -> PricedOptions:
    """The instance with these prices, each at least 0 unless its limit is exact, instead of its limits."""
    surcharges = _summed((limit.use, price) for limit, price in zip(instance.limits, prices, strict=True))
    by_day = _summed((limit.by_day, price) for limit, price in zip(instance.limits, prices, strict=True))
    contracts = tuple(_dearer(contract, c, surcharges, by_day) for c, contract in enumerate(instance.contracts))
    rebate = sum(price * limit.most for limit, price in zip(instance.limits, prices, strict=True))
    base = sum(after.base_pounds - c.base_pounds for after, c in zip(contracts, instance.contracts, strict=True))
    freed = replace(instance, contracts=contracts, limits=())
    return PricedOptions(freed, ceil(rebate) + base)


def _summed(priced: Iterable[tuple[Mapping[tuple[int, int], int], float]]) -> Mapping[tuple[int, int], float]:
    """What each option pays for what it takes, at a price each."""
    surcharges: dict[tuple[int, int], float] = {}
    for use, price in priced:
        for link, amount in use.items():
            surcharges[link] = surcharges.get(link, 0.0) + price * amount
    return surcharges


def _dearer(
    contract: ContractCase,
    c: int,
    surcharges: Mapping[tuple[int, int], float],
    by_day: Mapping[tuple[int, int], float],
) -> ContractCase:
    links: list[LinkCase] = []
    sums = [0]
    for j, link in enumerate(contract.links):
        surcharge, daily = floor(surcharges.get((c, j), 0.0)), floor(by_day.get((c, j), 0.0))
        links.append(_with_dearer_days(link, daily, surcharge) if surcharge or daily else link)
        sums.append(sums[-1] + surcharge)
    lowest = min((sums[prefix] for prefix in contract.prefixes), default=0)
    return replace(contract, links=tuple(links), base_pounds=contract.base_pounds + max(0, -lowest))


def _with_dearer_days(link: LinkCase, daily_pounds: int, fee_pounds: int) -> LinkCase:
    return replace(
        link,
        fee_pounds=link.fee_pounds + fee_pounds,
        daily_pounds=link.daily_pounds + daily_pounds,
        annual_part_pounds=link.annual_part_pounds + daily_pounds * link.length_days,
    )
