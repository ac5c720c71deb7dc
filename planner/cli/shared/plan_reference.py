"""A plan as it is named on the command line: a plan file, or a stored run by the beginning of its id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.store_options import store_to_read
from planner.errors import StoreError
from planner.plan.plan_file.document import PlanDocument, document_of
from planner.plan.plan_file.document_reading import read_plan

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


def plan_document(named: str) -> PlanDocument:
    """The plan that the file or the stored run declares. Raises BadInput where there is neither."""
    path = Path(named)
    if path.exists() or path.suffix == ".json":
        return read_plan(path)
    try:
        store = store_to_read(None)
        run = store.get(named)
    except (StoreError, BadInput) as error:
        raise BadInput(f"{named}: there is no such plan file, and no such run: {error}") from error
    if run.outcome.plan is None:
        raise BadInput(f"run {run.id} ended without a plan ({run.status.value}); name another run")
    document = document_of(
        store.portfolio_of(run), run.outcome.plan, status=run.status.value, bound_pounds=run.bound_pounds, gap=run.gap
    )
    return replace(document, fingerprint=run.fingerprint)
