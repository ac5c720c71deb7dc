"""A weighted sum of measures, minimised and bounded by the search for whole portfolios.

The measures that belong to single contracts, migrations and groups are prices: give those records the weighted prices
and the sum of all terms is the weighted sum of the measures. So the bound of the pipeline, far stronger than that of the
exact model on portfolios of some size, serves trade-offs as well: with weights w ≥ 0, `Σ w·m ≥ L` for every plan, hence
`w_y·y ≥ L − w_x·e` for every plan with `x ≤ e` (Lagrangian relaxation of the limit).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.domain.portfolio import Portfolio
from planner.errors import JudgementError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.solver.goal_measures import Measure
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.cover import ContractCase, LinkCase
from planner.solver.model.instance import Instance, MigrationCase
from planner.solver.monitor import Monitor, interruptible
from planner.solver.pipeline import Pipeline
from planner.solver.settings import SolveSettings

PRICED = frozenset(Measure) - {Measure.LAST_CUTOVER, Measure.CHANGED_PROMISES, Measure.CUTOVER_SUM}
"""Measures that are sums over single records, and so can be weighted."""

Weights = Mapping[Measure, int]


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """A proved lower bound of the weighted sum, and the best plan found for it; None where there is none."""

    bound: int | None
    plan: Plan | None
    interrupted: bool


def minimise_weighted(portfolio: Portfolio, weights: Weights, settings: SolveSettings) -> Weighted:
    """Minimise a weighted sum of measures of `PRICED`; weights are whole and not negative."""
    instance = reprice(compile_instance(portfolio), weights)
    monitor = Monitor(instance, settings)
    with interruptible(monitor):
        Pipeline(instance, monitor).run()
    plan = to_plan(instance, monitor.best) if monitor.best is not None else None
    if plan is not None and (breaches := judge(portfolio, plan)):
        raise JudgementError("; ".join(map(str, breaches)))
    return Weighted(bound=monitor.bound_pounds, plan=plan, interrupted=monitor.interrupted)


def reprice(instance: Instance, weights: Weights) -> Instance:
    """The instance whose cost is the weighted sum of the measures; nothing but prices is different."""
    of_cost = weights.get(Measure.COST, 0)

    def weight(term: Measure) -> int:
        return weights.get(term, 0) + of_cost

    return replace(
        instance,
        cover_first=False,
        contracts=tuple(_contract(contract, weights, of_cost) for contract in instance.contracts),
        migrations=tuple(_migration(m, weight(Measure.MODES), weight(Measure.DELAY)) for m in instance.migrations),
        groups=tuple(
            group
            if group.bridge_pounds_per_day is None
            else replace(group, bridge_pounds_per_day=group.bridge_pounds_per_day * weight(Measure.BRIDGES))
            for group in instance.groups
        ),
    )


def _contract(contract: ContractCase, weights: Weights, of_cost: int) -> ContractCase:
    apart = weights.get(Measure.NO_ROUTE, 0)
    exposure = of_cost + (apart if contract.no_route else weights.get(Measure.EXPOSURE, 0))
    extension = of_cost + (apart if contract.no_route else weights.get(Measure.EXTENSIONS, 0))
    days = 0 if contract.no_route else weights.get(Measure.UNCOVERED_DAYS, 0)
    each = weights.get(Measure.EXTENSIONS_USED, 0)
    return replace(
        contract,
        exposure_pounds_per_day=contract.exposure_pounds_per_day * exposure + days,
        links=tuple(_link(link, extension, each) for link in contract.links),
    )


def _link(link: LinkCase, extension: int, each: int) -> LinkCase:
    return replace(
        link,
        fee_pounds=link.fee_pounds * extension + each,
        annual_part_pounds=link.annual_part_pounds * extension,
        daily_pounds=link.daily_pounds * extension,
    )


def _migration(migration: MigrationCase, modes: int, delay: int) -> MigrationCase:
    return replace(
        migration,
        modes=tuple(replace(mode, extra_pounds=mode.extra_pounds * modes) for mode in migration.modes),
        benefit_pounds=migration.benefit_pounds * delay,
        running_pounds=migration.running_pounds * delay,
    )
