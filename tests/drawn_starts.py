"""Drawn portfolios of 30 contracts with a lawful plan that is far from the best: something to start from."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.rivals.expiry_first import solve_expiry_first
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings

SHORT = SolveSettings(time_limit_seconds=0.3, workers=1)
IN_TURN = SolveSettings(time_limit_seconds=0.2, workers=1, deterministic=True)


@cache
def drawn(seed: int) -> Portfolio:
    """Contracts that compete; with a budget and a negotiation limit where the seed is odd."""
    spec = GeneratorSpec(contracts=30, seed=seed, congestion_percent=90, modes_percent=30, groups_percent=20)
    limited = replace(spec, budget_percent=60, negotiation_limit=4)
    return generate_portfolio(limited if seed % 2 else spec)


def list_plan(case: Portfolio) -> Plan:
    """The plan of the list rule by expiry."""
    found = solve_expiry_first(case, SHORT).plan
    assert found is not None
    return found


def dearer_plan(case: Portfolio, best: Plan, seed: int) -> Plan:
    """A plan that keeps every rule: the best one with starts and options changed at random, if one of 50 tries is lawful."""
    random = Random(seed)
    options = [option.id for option in case.options]
    for _ in range(50):
        moved = [
            replace(entry, start_day=entry.start_day + random.choice((0, 1, 3, 10, 30))) for entry in best.migrations
        ]
        used = tuple(id for id in options if random.random() < 0.5)
        drawn = Plan(migrations=tuple(moved), options=used)
        if not judge(PlanCase(case, drawn)):
            return drawn
    return best
