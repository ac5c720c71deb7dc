"""A weighted sum of measures, minimised and bounded by the search for whole portfolios.

The measures that belong to single contracts, migrations and groups are prices. Give those records the weighted prices, and
the sum of all terms is the weighted sum of the measures. So the bound of the pipeline serves trade-offs as well, and on
portfolios of some size it is far stronger than that of the exact model. With weights w ≥ 0, `Σ w·m ≥ L` for every plan.
Hence `w_y·y ≥ L − w_x·e` for every plan with `x ≤ e` (Lagrangian relaxation of the limit).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.errors import JudgementError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.goal_measures import Measure, measure_of
from planner.solver.interruption import CallerStop, interruptible
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.cover import ContractCase, LinkCase
from planner.solver.model.instance import Instance, MigrationCase
from planner.solver.model.prices import DailyPrice, FixedPrice
from planner.solver.monitor import Monitor
from planner.solver.pipeline import Pipeline
from planner.solver.settings import SolveSettings
from planner.solver.start import Start, start_of
from planner.solver.tuning import SearchTuning

PRICED = frozenset(Measure) - {Measure.LAST_CUTOVER, Measure.CHANGED_PROMISES, Measure.CUTOVER_SUM}
"""Measures that are sums over single records, and so can be weighted."""

Weights = Mapping[Measure, int]


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """A proved lower bound of the weighted sum, and the best plan found for it; None where there is none."""

    bound: int | None
    plan: Plan | None
    interrupted: bool


def minimise_weighted(
    portfolio: Portfolio,
    weights: Weights,
    settings: SolveSettings,
    tuning: SearchTuning | None = None,
    *,
    start: Plan | None = None,
    stop: Callable[[], bool] | None = None,
) -> Weighted:
    """Minimise a weighted sum of measures of `PRICED`; weights are whole and not negative.

    `start` and `stop`: as in `solve`.
    """
    tuning = tuning or SearchTuning()
    instance = reprice(compile_instance(portfolio), weights)
    caller = CallerStop.of(stop)
    monitor = Monitor(instance, settings, tuning, caller=caller)
    begun = start_of(portfolio, instance, start, tuning.options) if start is not None else Start()
    for candidate in begun.candidates:
        monitor.offer(candidate, "start")
    with interruptible(monitor.interruption):
        Pipeline(instance, monitor, wishes=begun.wishes).run()
    caller.raise_failure()
    plan = to_plan(instance, monitor.best) if monitor.best is not None else None
    if plan is not None and (breaches := judge(PlanCase(portfolio, plan))):
        raise JudgementError("; ".join(map(str, breaches)))
    return Weighted(bound=monitor.bound_pounds, plan=plan, interrupted=monitor.interrupted)


def reprice(instance: Instance, weights: Weights) -> Instance:
    """The instance whose cost is the weighted sum of the measures; nothing but prices is different."""
    weight = {term: weights.get(measure_of(term), 0) + weights.get(Measure.COST, 0) for term in Term}
    return replace(
        instance,
        cover_first=False,
        contracts=tuple(_contract(contract, weights, weight) for contract in instance.contracts),
        migrations=tuple(_migration(migration, weight) for migration in instance.migrations),
        groups=tuple(replace(group, spread=_fixed(group.spread, weight)) for group in instance.groups),
    )


def _contract(contract: ContractCase, weights: Weights, weight: Mapping[Term, int]) -> ContractCase:
    exposure = weight[Term.NO_ROUTE if contract.no_route else Term.EXPOSURE]
    extension = weight[Term.NO_ROUTE if contract.no_route else Term.EXTENSIONS]
    days = 0 if contract.no_route else weights.get(Measure.UNCOVERED_DAYS, 0)
    each = weights.get(Measure.EXTENSIONS_USED, 0)
    return replace(
        contract,
        exposure_pounds_per_day=contract.exposure_pounds_per_day * exposure + days,
        links=tuple(_link(link, extension, each) for link in contract.links),
        daily=tuple(_daily(price, weight) for price in contract.daily),
    )


def _link(link: LinkCase, extension: int, each: int) -> LinkCase:
    return replace(
        link,
        fee_pounds=link.fee_pounds * extension + each,
        annual_part_pounds=link.annual_part_pounds * extension,
        daily_pounds=link.daily_pounds * extension,
    )


def _migration(migration: MigrationCase, weight: Mapping[Term, int]) -> MigrationCase:
    return replace(
        migration,
        modes=tuple(replace(mode, fixed=_fixed(mode.fixed, weight)) for mode in migration.modes),
        daily=tuple((anchor, _daily(price, weight)) for anchor, price in migration.daily),
    )


def _daily(price: DailyPrice, weight: Mapping[Term, int]) -> DailyPrice:
    return replace(price, pounds_per_day=price.pounds_per_day * weight[price.term])


def _fixed(prices: tuple[FixedPrice, ...], weight: Mapping[Term, int]) -> tuple[FixedPrice, ...]:
    return tuple(replace(price, pounds=price.pounds * weight[price.term]) for price in prices)
