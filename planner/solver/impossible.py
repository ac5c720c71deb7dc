"""What a solve answers where no plan keeps the rules: confirmed twice, with the records that cannot stand together."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.domain.routes import organisations_without_route
from planner.plan.outcome import Outcome, Status
from planner.solver.conflicts import confirmed_infeasible, find_conflict
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
        conflict=_conflict(portfolio, monitor, asked) if confirmed else (),
        log=tuple(monitor.log),
    )


def _conflict(portfolio: Portfolio, monitor: Monitor, asked: Asked) -> tuple[str, ...]:
    """The records of the conflict, what nobody can leave, and the migrations that their own rules leave no start at all."""
    stuck = (m.id for m in monitor.instance.migrations if no_start(monitor.instance, m))
    return (
        *find_conflict(portfolio, monitor.stopped, monitor.tuning, asked),
        *(_no_way_off(portfolio, contract) for contract in asked.kept_needed(monitor.instance)),
        *(f"migration {migration}" for migration in stuck),
    )


def _no_way_off(portfolio: Portfolio, contract: str) -> str:
    staying = organisations_without_route(portfolio, portfolio.contract_by_id[contract])
    return f"no way off {contract}" + (f" for {', '.join(staying)}" if staying else "")
