"""The files a plan is written as: the plan, its tables, its chart."""

from __future__ import annotations

from pathlib import Path

from planner.plan.plan_case import PlanCase
from planner.present.report.headline import solved_outcome
from planner.present.tables.cover_tables import contract_table, migration_table
from planner.present.tables.flag_tables import contract_flag_table, department_flag_table
from planner.present.tables.register_table import register_table
from planner.present.tables.table import csv_text

MARK = "plan.json"
"""The file that tells a folder of results."""
TABLES = ("flags.csv", "departments.csv", "register.csv", "contracts.csv", "migrations.csv")
CHARTS = ("gantt.html", "gantt.svg")
NAMES = (MARK, *TABLES, *CHARTS)


def write_plan_files(case: PlanCase, folder: Path) -> tuple[str, ...]:
    """Write everything into an existing folder; gives back what could not be written and why."""
    from planner.errors import MissingExtraError
    from planner.plan.plan_file.document import write_plan
    from planner.present import write_gantt

    outcome = solved_outcome(case)
    write_plan(
        folder / MARK,
        case.portfolio,
        case.plan,
        status=outcome.status.value,
        bound_pounds=outcome.bound_pounds,
        gap=outcome.gap,
    )
    for name, text in _tables(case).items():
        (folder / name).write_text(text, encoding="utf-8")
    missing = []
    for name in CHARTS:
        try:
            write_gantt(case, folder / name)
        except MissingExtraError as error:
            missing.append(f"{name}: {error}")
    return tuple(missing)


def _tables(case: PlanCase) -> dict[str, str]:
    tables = (
        contract_flag_table(case.portfolio, case.flags),
        department_flag_table(case),
        register_table(case.portfolio, case.acts),
        contract_table(case),
        migration_table(case),
    )
    return {name: csv_text(table) for name, table in zip(TABLES, tables, strict=True)}
