"""Small drawn portfolios in which dates and lengths slip, each with a lawful plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from planner.domain.clusters import Milestone
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from tests.risk.execution.futures import lawful_plan
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
