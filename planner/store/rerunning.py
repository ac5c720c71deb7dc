"""Making a stored run again, from the store alone."""

from __future__ import annotations

from planner.plan.outcome import Outcome
from planner.solver.monitor import ProgressListener
from planner.solver.solve import solve
from planner.store.run_store import RunStore


def rerun(store: RunStore, run: str, on_progress: ProgressListener | None = None) -> Outcome:
    """Solve the stored input with the stored settings, from the stored start on; in deterministic mode the plan is the same.

    `run` is an id or the beginning of one.
    """
    stored = store.get(run)
    return solve(store.portfolio_of(stored), stored.settings, on_progress=on_progress, start=stored.start)
