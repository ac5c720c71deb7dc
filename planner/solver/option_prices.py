"""Prices for what ties the options of contracts together: budgets of financial years, and negotiations at once.

Each limit `Σ use ≤ limit` gets a price μ ≥ 0. With μ · use added to the price of every option, and μ · limit taken off
once, each contract chooses alone again, and the least cost is a bound: a plan that keeps the limits pays
Σ μ · (use − limit) ≤ 0 on top of its cost. Added prices are rounded down and what is taken off is rounded up, so the bound
holds in whole pounds. The prices are the dual values of the linear relaxation of choosing options for the starts of a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from ortools.linear_solver.python import model_builder

from planner.solver.candidate import Candidate, needed_until
from planner.solver.cover import ContractCase, LinkCase
from planner.solver.instance import Instance, OptionLimit

ROUNDING = 1e-6


@dataclass(frozen=True)
class PricedOptions:
    """An instance whose limits are priced: `instance` has no limits left, `rebate_pounds` is taken off its bound."""

    instance: Instance
    rebate_pounds: int

    def bound(self, pounds: int) -> int:
        """The bound of the whole, given one of everything that is migrated."""
        stuck = sum(c.least_pounds(self.instance.horizon_day) for c in self.instance.contracts if c.no_route)
        return pounds + stuck - self.rebate_pounds


def price_options(instance: Instance, plan: Candidate | None) -> PricedOptions:
    """The instance with its limits priced as a plan's starts suggest (no plan: at nothing)."""
    prices = [0.0] * len(instance.limits)
    if plan is not None and instance.couples_options:
        prices = relax_choice(instance, needed_until(instance, plan.starts, plan.modes)).prices
    return with_prices(instance, prices)


def with_prices(instance: Instance, prices: Sequence[float]) -> PricedOptions:
    """The instance with these prices, each at least 0, instead of its limits."""
    surcharges: dict[tuple[int, int], float] = {}
    for limit, price in zip(instance.limits, prices, strict=True):
        for link, use in limit.use.items():
            surcharges[link] = surcharges.get(link, 0.0) + price * use
    contracts = tuple(_dearer(contract, c, surcharges) for c, contract in enumerate(instance.contracts))
    rebate = sum(price * limit.most for limit, price in zip(instance.limits, prices, strict=True))
    freed = replace(instance, contracts=contracts, limits=())
    return PricedOptions(freed, ceil(rebate))


def _dearer(contract: ContractCase, c: int, surcharges: dict[tuple[int, int], float]) -> ContractCase:
    links: list[LinkCase] = []
    for j, link in enumerate(contract.links):
        surcharge = floor(surcharges.get((c, j), 0.0))
        links.append(replace(link, fee_pounds=link.fee_pounds + surcharge) if surcharge else link)
    return replace(contract, links=tuple(links))


@dataclass(frozen=True)
class RelaxedChoice:
    """The linear relaxation of choosing options: the dual value of every limit, and a prefix of every contract.

    The prefixes are the solution rounded down to the shorter of the prefixes it mixes: they use no more of any limit.
    """

    prices: list[float]
    prefixes: list[int]


def tied_contracts(instance: Instance) -> list[int]:
    """The contracts whose options limits tie together."""
    return sorted({c for limit in instance.limits for c, _ in limit.use})


def use_by_prefix(instance: Instance, limit: OptionLimit) -> dict[tuple[int, int], int]:
    """What every prefix of a contract takes of a limit, where that is not nothing."""
    use: dict[tuple[int, int], int] = {}
    for (c, j), amount in limit.use.items():
        for prefix in instance.contracts[c].prefixes:
            if prefix > j:
                use[c, prefix] = use.get((c, prefix), 0) + amount
    return use


def relax_choice(instance: Instance, needs: Sequence[int]) -> RelaxedChoice:
    """The relaxation for given ends of need; no prices and the shortest prefixes where it cannot be solved."""
    prefixes = [contract.best_prefix(need) for contract, need in zip(instance.contracts, needs, strict=True)]
    tied = tied_contracts(instance)
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    chosen: dict[tuple[int, int], model_builder.Variable] = {}
    cost = []
    for c in tied:
        contract = instance.contracts[c]
        for prefix in contract.prefixes:
            chosen[c, prefix] = model.new_num_var(0.0, 1.0, f"{contract.id} {prefix}")
            cost.append(contract.pounds(prefix, needs[c]) * chosen[c, prefix])
        model.add(sum(chosen[c, prefix] for prefix in contract.prefixes) == 1)
    rows: list[model_builder.LinearConstraint | None] = []
    for limit in instance.limits:
        used = [amount * chosen[place] for place, amount in use_by_prefix(instance, limit).items()]
        rows.append(model.add_linear_constraint(sum(used), ub=limit.most) if used else None)
    model.minimize(sum(cost))
    solver = model_builder.Solver("glop")
    solved = solver.solve(model) == model_builder.SolveStatus.OPTIMAL
    for c in tied:
        choices = instance.contracts[c].prefixes
        prefixes[c] = min(p for p in choices if not solved or solver.value(chosen[c, p]) > ROUNDING)
    if not solved:
        return RelaxedChoice([0.0] * len(instance.limits), prefixes)
    return RelaxedChoice([0.0 if row is None else max(0.0, -solver.dual_value(row)) for row in rows], prefixes)
