"""What a solve answers where no plan keeps the rules: confirmed twice, with the records that cannot stand together."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.plan.outcome import Outcome, Status
from planner.solver.conflicts import confirmed_infeasible, find_conflicts
from planner.solver.model.asked import Asked
from planner.solver.model.instance import Instance, MigrationCase
from planner.solver.model.windows import allowed_starts
from planner.solver.monitor import Monitor


def no_start(instance: Instance, migration: MigrationCase) -> bool:
    """Whether the rules for a single migration leave it no start at all."""
    return all(allowed_starts(instance, migration, mode).is_empty() for mode in migration.modes)


def no_plan(portfolio: Portfolio, monitor: Monitor, asked: Asked) -> Outcome:
    """Confirm by a second configuration, then name the records that cannot stand together.

    Where the second configuration does not agree, nothing is claimed: the status is unknown.
    """
    confirmed = confirmed_infeasible(portfolio, monitor.stopped, monitor.tuning, asked)
    return Outcome(
        status=Status.INFEASIBLE if confirmed else Status.UNKNOWN,
        plan=None,
        objective_pounds=None,
        bound_pounds=None,
        gap=None,
        seconds=monitor.seconds,
        interrupted=monitor.interrupted,
        conflicts=find_conflicts(portfolio, monitor.stopped, monitor.tuning, asked) if confirmed else (),
        log=tuple(monitor.log),
    )
