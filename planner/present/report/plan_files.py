"""The files of a plan: the plan itself, its tables, its chart."""

from __future__ import annotations

from planner.errors import MissingExtraError
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import document_of, to_json
from planner.present.gantt.files import gantt_content
from planner.present.report.proof import solved_outcome
from planner.present.tables.plans.plan_tables import FILES, TABLES
from planner.present.tables.table import csv_text
from planner.writing import Content

MARK = "plan.json"
"""The file that tells a folder of results."""
CSV_FILES = tuple(f"{name}.csv" for name in FILES)
CHARTS = ("gantt.html", "gantt.svg")
FORMER_FILES = ("decisions.csv",)
"""Files that 0.1.0 wrote beside them; they are ours, and are removed when the folder is written again."""
NAMES = (MARK, *CSV_FILES, *CHARTS, *FORMER_FILES)


def plan_files(case: PlanCase) -> tuple[dict[str, Content], tuple[str, ...]]:
    """Every file by name, and a line for each that cannot be made, with the reason."""
    files: dict[str, Content] = {MARK: _plan_text(case), **_tables(case)}
    missing = []
    for name in CHARTS:
        try:
            files[name] = gantt_content(case, name)
        except MissingExtraError as error:
            missing.append(f"{name}: {error}")
    return files, tuple(missing)


def _plan_text(case: PlanCase) -> str:
    outcome = solved_outcome(case)
    return to_json(
        document_of(
            case.portfolio,
            case.plan,
            status=outcome.status.value,
            bound_pounds=outcome.bound_pounds,
            gap=outcome.gap,
            wished_gap=outcome.wished_gap,
            reasons=case.reasons,
            sureness=case.sureness,
        )
    )


def _tables(case: PlanCase) -> dict[str, str]:
    return {f"{name}.csv": csv_text(TABLES[name].of(case)) for name in FILES}
