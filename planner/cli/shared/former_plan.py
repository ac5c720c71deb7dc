"""The plan that a report is compared with, as it is named on the command line."""

from __future__ import annotations

from pathlib import Path

from planner.cli.shared.plan_reference import stored_plan
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document_reading import read_plan
from planner.present.report.changes.former import Former
from planner.present.tables.run_tables import SHORT_ID


def former_plan(named: str, portfolio: Portfolio) -> Former:
    """A stored run with the portfolio it was made for; a plan file knows none, and is laid on this one."""
    path = Path(named)
    if path.exists() or path.suffix == ".json":
        return Former(name=plan_name(named), case=PlanCase(portfolio, read_plan(path).plan_for(portfolio)))
    found = stored_plan(named)
    return Former(name=f"run {found.run.id[:SHORT_ID]}", case=PlanCase(found.portfolio, found.plan))


def plan_name(named: str) -> str:
    """A plan file by its name with its folder, or a stored run."""
    return "/".join(Path(named).resolve().parts[-2:]) if Path(named).exists() else f"run {named}"
