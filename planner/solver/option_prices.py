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
from planner.solver.instance import Instance

ROUNDING = 1e-6


@dataclass(frozen=True)
class Limit:
    """One limit on options: how much each link (by contract and place in the chain) uses of it, and the most."""

    most: int
    use: dict[tuple[int, int], int]


@dataclass(frozen=True)
class PricedOptions:
    """An instance whose limits are priced: `instance` has no limits left, `rebate_pounds` is taken off its bound."""

    instance: Instance
    rebate_pounds: int

    def bound(self, pounds: int) -> int:
        """The bound of the whole, given one of everything that is migrated."""
        stuck = sum(c.least_pounds(self.instance.horizon_day) for c in self.instance.contracts if c.no_route)
        return pounds + stuck - self.rebate_pounds


def limits_of(instance: Instance) -> list[Limit]:
    """All limits that tie options together."""
    return [*_budgets(instance), *_negotiations(instance)]


def price_options(instance: Instance, plan: Candidate | None) -> PricedOptions:
    """The instance with its limits priced as a plan's starts suggest (no plan: at nothing)."""
    limits = limits_of(instance)
    prices = [0.0] * len(limits)
    if plan is not None and limits:
        prices = relax_choice(instance, limits, needed_until(instance, plan.starts, plan.modes)).prices
    return with_prices(instance, limits, prices)


def with_prices(instance: Instance, limits: Sequence[Limit], prices: Sequence[float]) -> PricedOptions:
    """The instance with these prices, each at least 0, instead of its limits."""
    surcharges: dict[tuple[int, int], float] = {}
    for limit, price in zip(limits, prices, strict=True):
        for link, use in limit.use.items():
            surcharges[link] = surcharges.get(link, 0.0) + price * use
    contracts = tuple(_dearer(contract, c, surcharges) for c, contract in enumerate(instance.contracts))
    rebate = sum(price * limit.most for limit, price in zip(limits, prices, strict=True))
    freed = replace(instance, contracts=contracts, budgets={}, negotiation_limit=None)
    return PricedOptions(freed, ceil(rebate))


def _dearer(contract: ContractCase, c: int, surcharges: dict[tuple[int, int], float]) -> ContractCase:
    links: list[LinkCase] = []
    for j, link in enumerate(contract.links):
        surcharge = floor(surcharges.get((c, j), 0.0))
        links.append(replace(link, fee_pounds=link.fee_pounds + surcharge) if surcharge else link)
    return replace(contract, links=tuple(links))


def _budgets(instance: Instance) -> list[Limit]:
    limits = []
    for year, most in sorted(instance.budgets.items()):
        use = {
            (c, j): pounds
            for c, contract in enumerate(instance.contracts)
            for j, link in enumerate(contract.links)
            for share_year, pounds in link.budget_pounds
            if share_year == year and pounds
        }
        limits.append(Limit(most, use))
    return limits


def _negotiations(instance: Instance) -> list[Limit]:
    if instance.negotiation_limit is None:
        return []
    talks = [
        ((c, j), link.negotiation)
        for c, contract in enumerate(instance.contracts)
        for j, link in enumerate(contract.links)
        if link.negotiation is not None and link.usable
    ]
    limits = []
    for day in sorted({talk.from_day for _, talk in talks}):
        use = {place: 1 for place, talk in talks if talk.from_day <= day < talk.until_day}
        if len(use) > instance.negotiation_limit:
            limits.append(Limit(instance.negotiation_limit, use))
    return limits


@dataclass(frozen=True)
class RelaxedChoice:
    """The linear relaxation of choosing options: the dual value of every limit, and a prefix of every contract.

    The prefixes are the solution rounded down to the shorter of the prefixes it mixes: they use no more of any limit.
    """

    prices: list[float]
    prefixes: list[int]


def relax_choice(instance: Instance, limits: Sequence[Limit], needs: Sequence[int]) -> RelaxedChoice:
    """The relaxation for given ends of need; no prices and the shortest prefixes where it cannot be solved."""
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    chosen: dict[tuple[int, int], model_builder.Variable] = {}
    cost = []
    for c, (contract, need) in enumerate(zip(instance.contracts, needs, strict=True)):
        for prefix in contract.prefixes:
            chosen[c, prefix] = model.new_num_var(0.0, 1.0, f"{contract.id} {prefix}")
            cost.append(contract.pounds(prefix, need) * chosen[c, prefix])
        model.add(sum(chosen[c, prefix] for prefix in contract.prefixes) == 1)
    rows: list[model_builder.LinearConstraint | None] = []
    for limit in limits:
        used = [
            amount * chosen[c, prefix]
            for (c, j), amount in limit.use.items()
            for prefix in instance.contracts[c].prefixes
            if prefix > j
        ]
        rows.append(model.add_linear_constraint(sum(used), ub=limit.most) if used else None)
    model.minimize(sum(cost))
    solver = model_builder.Solver("glop")
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        return RelaxedChoice([0.0] * len(limits), [min(contract.prefixes) for contract in instance.contracts])
    return RelaxedChoice(
        prices=[0.0 if row is None else max(0.0, -solver.dual_value(row)) for row in rows],
        prefixes=[
            min(prefix for prefix in contract.prefixes if solver.value(chosen[c, prefix]) > ROUNDING)
            for c, contract in enumerate(instance.contracts)
        ],
    )
