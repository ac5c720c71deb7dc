"""Brute force, exact model, Lagrangian bound and pipeline on random tiny portfolios: do they ever contradict each other?

`python -m tests.nightly.contradictions --cases 1000 --first-seed 100000` prints the count and every contradiction with
its seed; exit code 1 where there is one. An exception of an engine counts as a contradiction too.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial

from planner.domain.portfolio import Portfolio
from planner.plan.judge import judge
from planner.plan.measures import sum_of_cutover_days
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.solver.bound.blocks import make_blocks
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.model.candidate import Candidate, to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, build
from planner.solver.model.instance import Instance, MigrationCase
from planner.solver.model.parts import components
from planner.solver.model.windows import allowed_starts
from planner.solver.monitor import Monitor
from planner.solver.pipeline import Pipeline
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.tuning import DEFAULT_TUNING
from tests.oracle import Best, brute_force
from tests.tiny_portfolios import random_portfolio
from tests.tiny_varied import varied_portfolio

FIRST_SEED = 100_000
"""Far from the seeds of the ordinary tests, so that the two look at different portfolios."""
EXACT_SECONDS = 20.0
PIPELINE_SECONDS = 0.5
DUAL_STEPS = 120
REPORT_EVERY = 100


@dataclass(frozen=True)
class Case:
    """A portfolio with the best plan of brute force (None: there is no plan)."""

    seed: int
    portfolio: Portfolio
    best: Best | None

    @property
    def instance(self) -> Instance:
        return compile_instance(self.portfolio)


Engine = Callable[[Case], Iterator[str]]


def exact_model(case: Case) -> Iterator[str]:
    """The exact model proves the least cost and the tie-break of brute force, or that there is no plan."""
    settings = SolveSettings(time_limit_seconds=EXACT_SECONDS, workers=1, deterministic=True)
    monitor = Monitor(case.instance, settings, DEFAULT_TUNING)
    proof = minimise_exactly(build(case.instance, DEFAULT_TUNING.exact), monitor, EXACT_SECONDS)
    expected = Proof.INFEASIBLE if case.best is None else Proof.OPTIMAL
    if proof is not expected:
        yield f"the exact model says {proof}, brute force {expected}"
    yield from _about_plan(case, monitor.best)
    if case.best is None or monitor.best is None or proof is not Proof.OPTIMAL:
        return
    plan = to_plan(case.instance, monitor.best)
    found = (PlanCase(case.portfolio, plan).pounds, sum_of_cutover_days(schedule_of(case.portfolio, plan)))
    if found != case.best[:2]:
        yield f"the exact model proves (pounds, cutover days) {found}, brute force {case.best[:2]}"
    if monitor.bound_pounds != case.best.objective_pounds:
        yield f"the exact model ends with bound {monitor.bound_pounds} at optimum {case.best.objective_pounds}"


def lagrangian_bound(case: Case) -> Iterator[str]:
    """The bound from prices alone, of all components and at every stage of the ascent, is at most the optimum."""
    if case.best is None or not case.instance.migrations or case.instance.cover_first:
        return
    ascents = [
        DualAscent(make_blocks(part.instance, DEFAULT_TUNING.bound.most_ways), DEFAULT_TUNING.bound)
        for part in components(case.instance)
    ]
    stuck = _stuck_pounds(case.instance)
    for steps in (1, 10, DUAL_STEPS):
        for ascent in ascents:
            ascent.run(steps, None, lambda: False)
        bound = stuck + sum(ascent.bound_pounds or 0 for ascent in ascents)
        if bound > case.best.objective_pounds:
            yield f"the Lagrangian bound {bound} is above the optimum {case.best.objective_pounds}"


def pipeline(case: Case) -> Iterator[str]:
    """The pipeline's bound is at most, its plan's cost at least the optimum; it calls nothing infeasible that is not."""
    instance = case.instance
    if (
        not instance.migrations
        or instance.cover_first
        or any(map(partial(_has_no_start, instance), instance.migrations))
    ):
        return
    settings = SolveSettings(time_limit_seconds=PIPELINE_SECONDS, workers=1, deterministic=True, seed=case.seed)
    monitor = Monitor(case.instance, settings, DEFAULT_TUNING)
    proof = Pipeline(case.instance, monitor).run()
    yield from _about_plan(case, monitor.best)
    if case.best is None:
        return
    if proof is Proof.INFEASIBLE:
        yield "the pipeline says infeasible, brute force has a plan"
    if monitor.bound_pounds is not None and monitor.bound_pounds > case.best.objective_pounds:
        yield f"the pipeline's bound {monitor.bound_pounds} is above the optimum {case.best.objective_pounds}"


ENGINES: tuple[Engine, ...] = (exact_model, lagrangian_bound, pipeline)


def _about_plan(case: Case, candidate: Candidate | None) -> Iterator[str]:
    """What is wrong with a plan, judged and measured anew."""
    if candidate is None:
        return
    plan = to_plan(case.instance, candidate)
    yield from (f"the plan breaks a rule: {breach}" for breach in judge(PlanCase(case.portfolio, plan)))
    if case.best is None:
        yield "there is a plan where brute force has none"
    elif (pounds := PlanCase(case.portfolio, plan).pounds) < case.best.objective_pounds:
        yield f"the plan costs {pounds}, less than the optimum {case.best.objective_pounds}"


def _has_no_start(instance: Instance, migration: MigrationCase) -> bool:
    """Whether the rules for a migration alone leave it no start; such a portfolio never comes to the pipeline."""
    return all(allowed_starts(instance, migration, mode).is_empty() for mode in migration.modes)


def _stuck_pounds(instance: Instance) -> int:
    """What the contracts without a route cost at least, which no component counts."""
    return sum(c.least_pounds(instance.horizon_day) for c in instance.contracts if c.no_route)


def drawn_portfolio(seed: int) -> Portfolio:
    """Every other seed draws what version 0.2.0 added."""
    return varied_portfolio(seed) if seed % 2 else random_portfolio(seed)


def contradictions_of(seed: int, engines: Iterable[Engine] = ENGINES) -> tuple[bool, tuple[str, ...]]:
    """Whether the portfolio of this seed has a plan, and every contradiction found in it, each naming its engine."""
    portfolio = drawn_portfolio(seed)
    case = Case(seed, portfolio, brute_force(portfolio))
    return case.best is not None, contradictions_in(case, engines)


def contradictions_in(case: Case, engines: Iterable[Engine] = ENGINES) -> tuple[str, ...]:
    """Every contradiction found in a case, each naming its engine."""
    return tuple(f"{engine.__name__}: {line}" for engine in engines for line in _lines_of(engine, case))


def _lines_of(engine: Engine, case: Case) -> list[str]:
    """What an engine contradicts; its exception is told as one, so that the other cases are still looked at."""
    try:
        return list(engine(case))
    except Exception:
        return [f"it failed\n{traceback.format_exc()}"]


def _looked_at_apart(seeds: Iterable[int]) -> Iterator[tuple[int, bool, tuple[str, ...]]]:
    """Each seed with what is found in it, in a process of its own that is replaced where compiled code ends it."""
    pool = _new_pool()
    try:
        for seed in seeds:
            try:
                yield seed, *pool.submit(contradictions_of, seed).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = _new_pool()
                yield seed, brute_force(drawn_portfolio(seed)) is not None, ("an engine ended its process",)
    finally:
        pool.shutdown()


def _new_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))


def main(arguments: list[str]) -> int:
    """Look at the cases one after another; 1 where there is a contradiction."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    options = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    started = time.monotonic()
    seeds = range(options.first_seed, options.first_seed + options.cases)
    for done, (seed, has_plan, lines) in enumerate(_looked_at_apart(seeds), start=1):
        counts["with a plan" if has_plan else "without a plan"] += 1
        for line in lines:
            counts["contradictions"] += 1
            print(f"seed {seed}: {line}", flush=True)
        if done % REPORT_EVERY == 0:
            print(f"{done} of {options.cases} in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(
        f"{options.cases} portfolios from seed {options.first_seed}, {counts['with a plan']} with a plan, "
        f"{counts['without a plan']} without: {counts['contradictions']} contradictions"
    )
    return 1 if counts["contradictions"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
