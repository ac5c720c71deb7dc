"""Runs of the sample that need no solver."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.outcome import Outcome, Progress, Status
from planner.solver.settings import SolveSettings
from planner.store.portfolio_archive import PortfolioArchive, archive_portfolio
from planner.store.run_records import Run, RunNote, run_of
from tests.sample import departments


def small_plan(*starts: int) -> Plan:
    """m1, m2, ... start on these days; no option is used."""
    entries = enumerate(starts, 1)
    return Plan(migrations=tuple(PlannedMigration(migration=f"m{n}", start_day=start) for n, start in entries))


def small_outcome(plan: Plan | None = None, **changes: Any) -> Outcome:
    base = Outcome(
        status=Status.FEASIBLE,
        plan=plan or small_plan(0, 8),
        objective_pounds=6000,
        bound_pounds=4500,
        gap=0.25,
        seconds=1.5,
        log=(Progress(seconds=0.5, objective_pounds=6000, bound_pounds=None, stage="list schedule"),),
    )
    return replace(base, **changes)


def small_run(number: int = 0, portfolio: Portfolio | None = None, **note: Any) -> tuple[Run, PortfolioArchive]:
    """Run `number` is made `number` minutes after nine on 2 January 2030, with seed `number`."""
    portfolio = portfolio or departments()
    archive = archive_portfolio(portfolio)
    run = run_of(portfolio, archive, SolveSettings(seed=number), small_outcome(), RunNote(**note))
    return replace(run, created=datetime(2030, 1, 2, 9, number, tzinfo=UTC)), archive
