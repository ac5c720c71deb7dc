"""Drawn portfolios with a lawful plan, the best one or a dearer one, to be explained.

Every other one is so small that its days can be tried one by one. The others are crowded: their contracts compete for years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from random import Random

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, Status, solve
from tests.solver.questions.tried import drawn_portfolio

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)
FIRST_SEED = 4_000
"""Far from the seeds of other tests."""
TRIES = 20
"""Small portfolios that are drawn for one with a plan and a contract that somebody can leave."""


@dataclass(frozen=True)
class Drawn:
    """A portfolio with a plan; `best`: it is proved the best."""

    seed: int
    case: PlanCase
    best: bool

    @property
    def portfolio(self) -> Portfolio:
        return self.case.portfolio

    @property
    def contracts(self) -> list[str]:
        """The first three that somebody can leave."""
        return [id for id, cover in self.case.schedule.contracts.items() if not cover.no_route][:3]


def drawn(seeds: range) -> Iterator[Drawn]:
    """A portfolio for each seed, which has a plan and a contract that somebody can leave; half of the plans are dearer."""
    yield from map(_drawn, seeds)


@cache
def _drawn(seed: int) -> Drawn:
    places = count(FIRST_SEED + TRIES * seed)
    portfolios = (drawn_portfolio(place) if seed % 2 == 0 else crowded_portfolio(place) for place in places)
    found = (_planned(seed, portfolio) for portfolio in portfolios)
    return next(each for each in found if each is not None and each.contracts)


def crowded_portfolio(seed: int) -> Portfolio:
    """Seven contracts in one or two clusters with less room than work; every third counts working days."""
    return generate_portfolio(
        GeneratorSpec(
            contracts=7,
            seed=seed,
            cluster_size=7 if seed % 2 else 5,
            congestion_percent=(90, 130, 180)[seed % 3],
            shared_percent=30,
            cross_percent=30,
            modes_percent=40,
            groups_percent=40,
            windows_percent=40,
            varied_percent=50 * (seed % 2),
            working_days=int(seed % 3 == 0),
        )
    )


def _planned(seed: int, portfolio: Portfolio) -> Drawn | None:
    outcome = solve(portfolio, replace(SETTINGS, time_limit_seconds=1.0))
    if outcome.plan is None:
        return None
    best = outcome.plan
    plan = _dearer(portfolio, best, Random(seed)) if seed % 4 > 1 else best
    return Drawn(seed, PlanCase(portfolio, plan), outcome.status is Status.OPTIMAL and plan == best)


def _dearer(portfolio: Portfolio, plan: Plan, random: Random) -> Plan:
    """The plan with starts moved one after another, as far as the rules let each."""
    for entry in sorted(plan.migrations, key=lambda _: random.random()):
        day = portfolio.axis.open_day(entry.start_day + random.randint(-2, 6))
        moved = replace(entry, start_day=day)
        entries = tuple(moved if other == entry else other for other in plan.migrations)
        later = replace(plan, migrations=entries)
        if not judge(PlanCase(portfolio, later)):
            plan = later
    return plan
