"""What a plan costs at least by its starts: never more than it costs, and enough to prove bounds with."""

from __future__ import annotations

from functools import cache

from planner.solver.bound.reduced_costs import least_cost
from planner.solver.model.candidate import Candidate, objective_pounds
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, SearchLimits, build, search
from planner.solver.model.parts import Part, components
from planner.solver.search.component_search import ComponentSearch, Limits
from planner.solver.search.local_search import NoWayError, chunks
from planner.solver.tuning import DEFAULT_TUNING
from tests.depth import by_day, least_by_day
from tests.tiny_portfolios import random_portfolio

LIMITS = SearchLimits(seconds=5.0, workers=1, seed=0, deterministic=True, tuning=DEFAULT_TUNING.exact)
SEEDS = by_day(range(400), 2)


def never() -> bool:
    return False


@cache
def solved_parts() -> list[tuple[Part, Candidate, int]]:
    """Components of tiny portfolios with more than one migration, an optimal plan of each and its cost."""
    found = []
    for seed in SEEDS:
        for part in components(compile_instance(random_portfolio(seed))):
            whole = build(part.instance, DEFAULT_TUNING.exact)
            best = search(whole, LIMITS, minimise=whole.objective)
            if len(part.migrations) > 1 and best.proof is Proof.OPTIMAL and best.candidate is not None:
                found.append((part, best.candidate, objective_pounds(part.instance, best.candidate)))
    return found


def searched(part: Part, steps: int) -> ComponentSearch | None:
    try:
        alone = ComponentSearch(part, 0, DEFAULT_TUNING)
    except NoWayError:
        return None
    alone.ascend(steps, never)
    return alone


def test_no_plan_costs_less_than_its_starts_say() -> None:
    """The optimum with its starts fixed, and some dearer plan of each portfolio, keep the constraint."""
    looked_at = 0
    for part, best, _ in solved_parts():
        for steps in (0, 5, 100):
            alone = searched(part, steps)
            if alone is None:
                continue
            alone.try_orders()
            plans = [best] if alone.best is None else [best, alone.best]
            for plan in plans:
                pounds = objective_pounds(part.instance, plan)
                exact = build(part.instance, DEFAULT_TUNING.exact)
                least = least_cost(exact.variables, alone.blocks, alone.dual, pounds)
                exact.model.add(least <= pounds)
                for start, presence, day, mode in zip(
                    exact.variables.start, exact.variables.presence, plan.starts, plan.modes, strict=True
                ):
                    exact.model.add(start == day)
                    exact.model.add(presence[mode] == 1)
                result = search(exact, LIMITS, minimise=exact.objective)
                assert result.proof is Proof.OPTIMAL, part.instance
                looked_at += 1
    assert looked_at > least_by_day(500, 2)


def test_starts_alone_say_more_than_the_bound() -> None:
    """The least a plan costs by its starts, without any other rule, lies above the bound for many portfolios' plans."""
    higher = 0
    for part, best, pounds in solved_parts():
        alone = searched(part, 100)
        if alone is None or (alone.dual.bound_pounds or 0) >= pounds:
            continue
        exact = build(part.instance, DEFAULT_TUNING.exact)
        least = least_cost(exact.variables, alone.blocks, alone.dual, pounds)
        for start, day in zip(exact.variables.start, best.starts, strict=True):
            exact.model.add(start == day)
        result = search(exact, LIMITS, minimise=least)
        assert result.bound is not None
        assert result.bound <= pounds
        higher += result.bound > (alone.dual.bound_pounds or 0) + 1
    assert higher >= least_by_day(10, 2)


def test_looking_below_targets_raises_the_bound_to_the_optimum_and_never_above() -> None:
    raised = 0
    for part, _, pounds in solved_parts():
        alone = searched(part, 20)
        if alone is None:
            continue
        alone.try_orders()
        before = alone.bound
        for _ in range(40):
            alone.search_below(Limits(LIMITS, never))
            assert alone.bound is None or alone.bound <= pounds
            assert alone.pounds is None or alone.pounds >= pounds
        if alone.best is None or before is None:
            continue
        assert alone.bound == alone.pounds == pounds
        raised += before < pounds
    assert raised >= least_by_day(10, 2)


def test_a_guided_search_of_the_whole_finds_and_proves_the_optimum() -> None:
    guided = SearchLimits(seconds=5.0, workers=1, seed=0, deterministic=True, guided=True, tuning=DEFAULT_TUNING.exact)
    for part, _, pounds in solved_parts():
        alone = searched(part, 20)
        if alone is None:
            continue
        alone.try_orders()
        alone.anneal(chunks(2))
        alone.search_exactly(Limits(guided, never))
        assert alone.pounds == pounds
        assert alone.bound == pounds
