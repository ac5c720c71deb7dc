"""The law that every kind of drawn portfolio is held to: the exact model and the pipeline agree with brute force."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.plan.judge import judge
from planner.plan.measures import sum_of_cutover_days
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, build
from planner.solver.monitor import Monitor
from planner.solver.pipeline import Pipeline
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.tuning import DEFAULT_TUNING
from tests.oracle import Best, brute_force

SECONDS = 20.0


def exact_model_agrees(portfolio: Portfolio, seed: int) -> Best | None:
    """Assert that cost, bound and tie are those of brute force; its best plan, None where there is none."""
    best, instance = brute_force(portfolio), compile_instance(portfolio)
    monitor = Monitor(
        instance, SolveSettings(time_limit_seconds=SECONDS, workers=1, deterministic=True), DEFAULT_TUNING
    )
    proof = minimise_exactly(build(instance, DEFAULT_TUNING.exact), monitor, SECONDS)
    if best is None:
        assert proof is Proof.INFEASIBLE, seed
        return None
    assert proof is Proof.OPTIMAL, seed
    assert monitor.best is not None
    case = PlanCase(portfolio, to_plan(instance, monitor.best))
    assert judge(case) == (), seed
    assert case.pounds == best.objective_pounds == monitor.bound_pounds, seed
    assert sum_of_cutover_days(case.schedule) == best.cutover_days, seed
    return best


def pipeline_agrees(portfolio: Portfolio, seed: int, best: Best) -> None:
    """Assert that bounds lie at or below the optimum, and that plans keep every rule and cost no less."""
    instance = compile_instance(portfolio)
    if not instance.migrations or instance.cover_first:
        return
    settings = SolveSettings(time_limit_seconds=0.5, workers=1, deterministic=True, seed=seed)
    monitor = Monitor(instance, settings, DEFAULT_TUNING)
    assert Pipeline(instance, monitor).run() is not Proof.INFEASIBLE, seed
    assert (monitor.bound_pounds or 0) <= best.objective_pounds, seed
    if monitor.best is not None:
        case = PlanCase(portfolio, to_plan(instance, monitor.best))
        assert judge(case) == (), seed
        assert case.pounds >= best.objective_pounds, seed
