"""The option that names the run store; keeping a run there never loses the plan."""

from __future__ import annotations

from typing import Any

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say
from planner.domain.portfolio import Portfolio
from planner.errors import PlannerError
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome
from planner.plan.plan_case import PlanCase
from planner.plan.reasons import Reasons
from planner.plan.sureness import Sureness
from planner.present.tables.run_tables import SHORT_ID
from planner.solver.settings import SolveSettings
from planner.store.addresses import STORE_VARIABLE, open_store, store_address
from planner.store.portfolio_archive import archive_portfolio
from planner.store.risk_runs import risk_run_of
from planner.store.run_records import RunNote, run_of
from planner.store.run_store import RunStore

store_option = click.option(
    "--store",
    metavar="FILE|URL",
    help="Run store: a file, postgresql://USER@HOST/DATABASE, or none. [default: $PLANNER_STORE, else a file of the user]",
)


def store_to_read(address: str | None) -> RunStore:
    """The store of the option, the environment or the default; it must exist."""
    return _store(address, create=False)


def store_to_write(address: str | None) -> RunStore:
    """As `store_to_read`, but made where it does not exist."""
    return _store(address, create=True)


def _store(address: str | None, *, create: bool) -> RunStore:
    found = store_address(address)
    if found is None:
        raise BadInput(f"The run store is switched off (none); name one with --store or {STORE_VARIABLE}")
    return open_store(found, create=create, read_only=not create)


def keep_run(
    portfolio: Portfolio,
    settings: SolveSettings,
    outcome: Outcome,
    *,
    start: Plan | None = None,
    store: str | None,
    quiet: bool = False,
    **note: Any,
) -> str | None:
    """Store a run unless the store is switched off, and give back its id.

    A store that cannot be used is a warning: the plan is worth more. `note` are the fields of RunNote.
    """
    address = store_address(store)
    if address is None:
        return None
    try:
        opened = open_store(address)
        archive = archive_portfolio(portfolio)
        run = opened.add(run_of(portfolio, archive, settings, outcome, RunNote(**note), start=start), archive)
    except (PlannerError, OSError) as error:
        say(f"Warning: the run was not stored: {error}")
        return None
    say(f"Stored as run {run[:SHORT_ID]} in {opened.address}", quiet=quiet)
    return run


def keep_risk_run(
    case: PlanCase, sureness: Sureness, command: str, *, store: str | None, quiet: bool = False
) -> str | None:
    """Store what sampled futures said of a plan, unless the store is switched off; gives back its id.

    A store that cannot be used is a warning. `command`: `risk` or `tripwires`.
    """
    address = store_address(store)
    if address is None:
        return None
    try:
        opened = open_store(address)
        archive = archive_portfolio(case.portfolio)
        run = opened.risk.add(risk_run_of(case, archive, sureness, command), archive)
    except (PlannerError, OSError) as error:
        say(f"Warning: the run was not stored: {error}")
        return None
    say(f"Stored as risk run {run[:SHORT_ID]} in {opened.address}", quiet=quiet)
    return run


def keep_reasons(run: str, reasons: Reasons, store: str | None) -> None:
    """Store why contracts are late with a run; a store that cannot be used any more is a warning."""
    try:
        store_to_write(store).keep_reasons(run, reasons)
    except (PlannerError, OSError) as error:
        say(f"Warning: the reasons were not stored with the run: {error}")
