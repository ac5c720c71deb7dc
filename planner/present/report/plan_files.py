"""The files a plan is written as: the plan, its tables, its chart."""

from __future__ import annotations

from planner.errors import MissingExtraError
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import document_of, to_json
from planner.present.gantt.files import gantt_content
from planner.present.report.headline import solved_outcome
from planner.present.tables.cover_tables import contract_table, migration_table
from planner.present.tables.flag_tables import contract_flag_table, department_flag_table
from planner.present.tables.register_table import register_table
from planner.present.tables.table import csv_text
from planner.writing import Content

MARK = "plan.json"
"""The file that tells a folder of results."""
TABLES = ("flags.csv", "departments.csv", "register.csv", "contracts.csv", "migrations.csv")
CHARTS = ("gantt.html", "gantt.svg")
NAMES = (MARK, *TABLES, *CHARTS)


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
        )
    )


def _tables(case: PlanCase) -> dict[str, str]:
    tables = (
        contract_flag_table(case.portfolio, case.flags),
        department_flag_table(case),
        register_table(case.portfolio, case.acts),
        contract_table(case),
        migration_table(case),
    )
    return {name: csv_text(table) for name, table in zip(TABLES, tables, strict=True)}
