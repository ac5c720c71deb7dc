"""Small drawn portfolios in which dates and lengths slip, each with a lawful plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from planner.domain.clusters import Milestone
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan, PlannedMigration
from tests.risk.execution.futures import lawful_plan
from tests.risk.test_cases import case
from tests.tiny_portfolios import random_portfolio


def slipping(seed: int) -> tuple[Portfolio, Plan] | None:
    """The tiny portfolio of a seed with ranges, and a plan for it; None where it has none."""
    random, portfolio = Random(seed), random_portfolio(seed)
    portfolio = replace(
        portfolio,
        milestones=tuple(_with_range(milestone, random) for milestone in portfolio.milestones),
        policy=replace(portfolio.policy, phase_early_percent=-20.0, phase_late_percent=80.0),
    )
    plan = lawful_plan(portfolio)
    return None if plan is None else (portfolio, plan)


def _with_range(milestone: Milestone, random: Random) -> Milestone:
    if milestone.achieved_date is not None:
        return milestone
    likely = milestone.planning_date
    return replace(
        milestone,
        early_date=likely - timedelta(random.randint(0, 3)),
        likely_date=likely,
        late_date=likely + timedelta(random.randint(2, 12)),
    )


def one_crew() -> tuple[Portfolio, Plan]:
    """Ash and Elm need the same crew and can both begin on 1 April, but Ash slips by 100 days in half of the draws.

    Ash's contract ends on 20 July and has no option; Elm's ends long after. The plan has Elm first, and Ash 60 days later.
    """
    _, portfolio, _ = case("open_08_one_crew")
    ash, elm = portfolio.contracts
    crewed = replace(
        portfolio,
        contracts=(replace(ash, expiry_date=date(2027, 7, 20)), replace(elm, expiry_date=date(2028, 9, 30))),
        options=(),
        milestones=tuple(replace(item, forecast_date=date(2027, 4, 1)) for item in portfolio.milestones),
    )
    first, second = crewed.day_of(date(2027, 4, 1)), crewed.day_of(date(2027, 5, 31))
    entries = (
        PlannedMigration(migration="ASH-MOVE", start_day=second),
        PlannedMigration(migration="ELM-MOVE", start_day=first),
    )
    return crewed, Plan(migrations=entries)
