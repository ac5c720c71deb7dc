"""Stored runs made again."""

from __future__ import annotations

from planner.plan.outcome import Progress
from planner.solver import SolveSettings, solve
from planner.store.portfolio_archive import archive_portfolio
from planner.store.rerunning import rerun
from planner.store.run_records import run_of
from planner.store.run_store import RunStore
from tests.sample import departments


def test_a_stored_run_made_again_has_the_same_plan(store: RunStore) -> None:
    portfolio = departments(moving=4)
    settings = SolveSettings(time_limit_seconds=5, workers=1, seed=3, deterministic=True)
    outcome = solve(portfolio, settings)
    archive = archive_portfolio(portfolio)
    run = store.add(run_of(portfolio, archive, settings, outcome), archive)
    heard: list[Progress] = []
    again = rerun(store, run[:8], heard.append)
    assert again.plan == outcome.plan
    assert (again.status, again.objective_pounds, again.bound_pounds) == (
        outcome.status,
        outcome.objective_pounds,
        outcome.bound_pounds,
    )
    assert heard
