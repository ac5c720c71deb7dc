"""Drawn edits of larger portfolios: what a change does not reach does not move, and what moves has a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio
from planner.solver import SolveSettings, Status, solve
from planner.solver.model.compilation import compile_instance
from planner.solver.model.parts import components
from planner.solver.questions.repair import repair
from tests.depth import by_day

WHITEHALL = Path(__file__).parents[3] / "data" / "whitehall"
SETTINGS = SolveSettings(time_limit_seconds=0.5, workers=1)
EDITS = 100


@cache
def planned(name: str) -> tuple[Portfolio, Plan]:
    """Whitehall, or four clusters of ten contracts that share nothing, with a plan that need not be the best."""
    if name == "whitehall":
        portfolio = read_portfolio(WHITEHALL)
    else:
        portfolio = generate_portfolio(GeneratorSpec(contracts=40, seed=5, cluster_size=10))
    found = solve(portfolio, SolveSettings(time_limit_seconds=3.0, workers=1, gap_target=0.3))
    assert found.plan is not None
    return portfolio, found.plan


def edited(random: Random, portfolio: Portfolio) -> Portfolio:
    """The portfolio with a milestone later or earlier, with a team larger or smaller, or with a dearer option."""
    table = random.choice(("milestones", "resources", "options"))
    records = list(getattr(portfolio, table))
    place = random.randrange(len(records))
    record = records[place]
    if table == "milestones":
        days = timedelta(days=random.choice((-30, 14, 30, 60)))
        dates = ("forecast_date", "early_date", "likely_date", "late_date")
        stated = {name: day + days for name in dates if (day := getattr(record, name)) is not None}
        records[place] = replace(record, **stated)
    elif table == "resources":
        records[place] = replace(record, capacity=record.capacity + random.choice((-1, 1)))
    else:
        records[place] = replace(record, fee_pounds=record.fee_pounds + 250_000)
    changes: dict[str, Any] = {table: tuple(records)}
    return replace(portfolio, **changes)


@pytest.mark.parametrize("name", ["whitehall", "four clusters"])
def test_what_a_change_does_not_reach_does_not_move(name: str) -> None:
    portfolio, plan = planned(name)
    largest = max(len(part.migrations) for part in components(compile_instance(portfolio)))
    for seed in by_day(range(EDITS), 34):
        new = edited(Random(seed), portfolio)
        found = repair(portfolio, plan, new, settings=SETTINGS)
        assert len(found.touched) <= largest, seed  # one record is part of one component here
        assert {move.migration for move in found.moves} <= set(found.touched), seed
        if found.plan is None:  # too few hands for what has begun, or no time on a busy machine
            assert found.conflicts or found.status is Status.UNKNOWN, seed
            continue
        for one in (found.plan, found.smallest):
            assert one is not None
            assert judge(PlanCase(new, one)) == (), seed
            still = {entry.migration for entry in one.migrations if entry == plan.entry_by_migration[entry.migration]}
            assert set(plan.entry_by_migration) - still <= set(found.touched), seed
        assert found.smallest_pounds is not None
        assert found.pounds is not None
        assert found.pounds <= found.smallest_pounds, seed
        if found.old_pounds is not None:
            assert found.pounds <= found.old_pounds, seed
