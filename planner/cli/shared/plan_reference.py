"""A plan as it is named on the command line: a plan file, or a stored run by the beginning of its id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.store_options import store_to_read
from planner.domain.portfolio import Portfolio
from planner.errors import StoreError
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import PlanDocument, document_of
from planner.plan.plan_file.document_reading import read_plan
from planner.store.run_records import Run

METAVAR = "PLAN|RUN"


class PlanReference(click.ParamType[str]):
    """The name of a plan file that is there, or of a stored run."""

    name = METAVAR

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it was given; a folder is refused, since it is neither."""
        if Path(value).is_dir():
            self.fail(f"{value} is a folder; name a plan file or a stored run", param, ctx)
        return str(value)


PLAN = PlanReference()


@dataclass(frozen=True)
class StoredPlan:
    """A stored run with its plan and its portfolio."""

    run: Run
    plan: Plan
    portfolio: Portfolio

    @property
    def proved(self) -> bool:
        """Whether cost and bound of the run meet."""
        return self.run.bound_pounds is not None and self.run.bound_pounds == self.run.objective_pounds


def stored_plan(named: str, address: str | None = None, *, instead_of: str = "plan file") -> StoredPlan:
    """The plan of a stored run, named by the beginning of its id. Raises BadInput where there is none.

    `address`: of the store, as with --store. `instead_of`: what the name could have been as well.
    """
    try:
        store = store_to_read(address)
        run = store.get(named)
    except (StoreError, BadInput) as error:
        raise BadInput(f"{named}: there is no such {instead_of}, and no such run: {error}") from error
    if run.outcome.plan is None:
        raise BadInput(f"run {run.id} ended without a plan ({run.status.value}); name another run")
    return StoredPlan(run, run.outcome.plan, store.portfolio_of(run))


def earlier_case(named: str, portfolio: Portfolio, address: str | None = None) -> PlanCase:
    """The plan as it stood when it was made; arguments and errors as in `stored_plan`.

    A stored run has its own portfolio, with the milestones of its day. A plan file is laid on this portfolio.
    """
    path = Path(named)
    if path.exists() or path.suffix == ".json":
        return PlanCase(portfolio, read_plan(path).plan_for(portfolio))
    found = stored_plan(named, address)
    return PlanCase(found.portfolio, found.plan)


def case_of_its_day(named: str, portfolio: Portfolio, address: str | None = None) -> PlanCase:
    """As `earlier_case`, and a plan file counts its days from its own status date, on the records of this portfolio."""
    path = Path(named)
    if not path.exists() and path.suffix != ".json":
        return earlier_case(named, portfolio, address)
    document = read_plan(path)
    of_its_day = replace(portfolio, status_date=document.status_date)
    return PlanCase(of_its_day, document.plan_for(of_its_day))


def plan_document(named: str, address: str | None = None) -> PlanDocument:
    """The plan that the file or the stored run declares; arguments and errors as in `stored_plan`."""
    path = Path(named)
    if path.exists() or path.suffix == ".json":
        return read_plan(path)
    try:
        found = stored_plan(named, address)
    except BadInput:
        of_risk_run = _document_of_risk_run(named, address)
        if of_risk_run is None:
            raise
        return of_risk_run
    run = found.run
    document = document_of(
        found.portfolio, found.plan, status=run.status.value, bound_pounds=run.bound_pounds, gap=run.gap
    )
    return replace(document, fingerprint=run.fingerprint, reasons=run.reasons)


def _document_of_risk_run(named: str, address: str | None) -> PlanDocument | None:
    """The plan of the risk run whose id begins so, with how sure it is; None where there is no such run, or several."""
    try:
        store = store_to_read(address)
        found = store.risk.begun_by(named)
    except (StoreError, BadInput):
        return None  # said of the run already
    if len(found) != 1:
        return None
    return document_of(store.portfolio_of(found[0]), found[0].plan, sureness=found[0].sureness)
