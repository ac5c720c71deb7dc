"""Drawn portfolios with a lawful plan, the best one or a dearer one, to be explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, Status, solve
from tests.solver.questions.tried import drawn_portfolio

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)
FIRST_SEED = 4_000
"""Far from the seeds of other tests."""


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
        """Those that somebody can leave."""
        return [id for id, cover in self.case.schedule.contracts.items() if not cover.no_route]


def drawn(seeds: range) -> Iterator[Drawn]:
    """The seeds that have a plan and a contract that somebody can leave; every other plan is dearer than need be."""
    for seed in seeds:
        found = _drawn(FIRST_SEED + seed)
        if found is not None and found.contracts:
            yield found


@cache
def _drawn(seed: int) -> Drawn | None:
    portfolio = drawn_portfolio(seed)
    outcome = solve(portfolio, SETTINGS)
    if outcome.plan is None:
        return None
    best = outcome.plan
    plan = _dearer(portfolio, best, Random(seed)) if seed % 8 < 4 else best
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
