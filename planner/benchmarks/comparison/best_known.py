"""The best plan and the best bound known of every frozen instance, and how they were found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from planner.benchmarks.comparison.harness import PLANS_FOLDER, plan_file_name
from planner.benchmarks.comparison.rows import Problem, Row
from planner.benchmarks.instances import FrozenInstance
from planner.benchmarks.table_file import TableRow, read_table
from planner.errors import PlannerError
from planner.writing import csv_text, write_file


class BestKnownError(PlannerError):
    """A proved bound lies above a plan that keeps every rule."""


@dataclass(frozen=True, kw_only=True)
class BestKnown:
    """Cost of the best plan, highest proved bound, and who found each in how many seconds; empty where nobody has."""

    name: str
    cost: str = ""
    bound: str = ""
    gap_percent: str = ""
    plan_found_by: str = ""
    bound_found_by: str = ""


COLUMNS = tuple(field.name for field in fields(BestKnown))
"""The header of the table."""


def read_best_known(file: Path) -> dict[str, BestKnown]:
    """By instance; nothing where the file is absent."""
    if not file.exists():
        return {}
    rows = read_table(file, COLUMNS)
    return {row.cells["name"]: BestKnown(**_checked(row)) for row in rows}


def _checked(row: TableRow) -> dict[str, str]:
    """The cells of a row whose figures are whole numbers, or blank."""
    for column in ("cost", "bound"):
        if row.cells[column]:
            row.whole(column)
    return dict(row.cells)


def write_best_known(file: Path, best: Mapping[str, BestKnown]) -> None:
    """The table, by name of the instance."""
    write_file(file, csv_text(COLUMNS, (asdict(best[name]).values() for name in sorted(best))))


def update_best_known(
    best_file: Path, rows: Iterable[Row], results: Path, instances: Iterable[FrozenInstance]
) -> list[str]:
    """Take over better plans and bounds from a comparison; gives the names of the instances that changed.

    Plans are copied from the folder of the results into a folder beside the table. A plan that is dearer and a bound that
    is lower change nothing, nor do rows of portfolios that are not in the set. Raises BestKnownError where a bound would
    lie above a plan.
    """
    best = read_best_known(best_file)
    hashes = {instance.name: instance.sha256 for instance in instances}
    changed: list[str] = []
    for row in rows:
        frozen = hashes.get(row.instance, "")
        if row.problem != Problem.PORTFOLIO or not row.digest or not frozen.startswith(row.digest):
            continue
        old = best.get(row.instance, BestKnown(name=row.instance))
        new = _with_better_bound(_with_better_plan(old, row), row)
        if new == old:
            continue
        if new.cost and new.bound and int(new.bound) > int(new.cost):
            raise BestKnownError(f"{row.instance}: bound {new.bound} of {new.bound_found_by} is above {new.cost}")
        if new.cost != old.cost:
            _copy_plan(row, results, best_file.parent)
        best[row.instance] = replace(new, gap_percent=_gap(new))
        changed.append(row.instance)
    write_best_known(best_file, best)
    return sorted(set(changed))


def _with_better_plan(best: BestKnown, row: Row) -> BestKnown:
    if row.valid_cost is None or (best.cost and int(best.cost) <= row.valid_cost):
        return best
    return replace(best, cost=str(row.valid_cost), plan_found_by=_finder(row))


def _with_better_bound(best: BestKnown, row: Row) -> BestKnown:
    if row.bound is None or (best.bound and int(best.bound) >= row.bound):
        return best
    return replace(best, bound=str(row.bound), bound_found_by=_finder(row))


def _finder(row: Row) -> str:
    return f"{row.solver}, {row.seconds_limit:g} s, {row.workers} workers"


def _gap(best: BestKnown) -> str:
    if not best.cost or not best.bound:
        return ""
    cost = int(best.cost)
    return f"{100 * (cost - int(best.bound)) / cost:.3f}" if cost else "0.000"


def _copy_plan(row: Row, results: Path, home: Path) -> None:
    found = results / PLANS_FOLDER / plan_file_name(row.problem, row.instance, row.solver)
    write_file(home / PLANS_FOLDER / f"{row.instance}.json.gz", found.read_bytes())
