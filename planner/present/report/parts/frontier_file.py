"""A trade-off read back from the folder that `planner frontier` wrote."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.portfolio import Portfolio
from planner.errors import PlanFileError
from planner.futures.trade_offs.frontier_records import Frontier, FrontierPoint, Stop
from planner.plan.plan_file.document_reading import read_plan
from planner.present.report.parts.written_json import read_written
from planner.present.tables.frontier_tables import FORM, MARK, plan_file
from planner.solver import Measure, Status


def read_frontier(folder: Path, portfolio: Portfolio) -> Frontier:
    """The points with their plans. Raises PlanFileError where the folder holds no trade-off, or half of one."""
    path = folder / MARK
    content = read_written(path, form=FORM, noun="trade-off")
    try:
        return _frontier(content, folder, portfolio)
    except (KeyError, TypeError, ValueError) as error:
        raise PlanFileError(f"{path} is not whole; write it again with `planner frontier --out`") from error


def _frontier(content: Mapping[str, Any], folder: Path, portfolio: Portfolio) -> Frontier:
    x, y = Measure(content["x"]), Measure(content["y"])
    today = content["today"]
    return Frontier(
        x=x,
        y=y,
        points=tuple(
            _point(row, x, y, folder / plan_file(number), portfolio) for number, row in enumerate(content["points"], 1)
        ),
        stop=Stop(content["stop"]),
        status=Status(content["status"]),
        seconds=float(content["seconds"]),
        today=_values(today["values"]) if today is not None else None,
    )


def _point(row: Mapping[str, Any], x: Measure, y: Measure, file: Path, portfolio: Portfolio) -> FrontierPoint:
    values, bound = _values(row["values"]), row["bound"]
    return FrontierPoint(
        x=values[x],
        y=values[y],
        plan=read_plan(file).plan_for(portfolio),
        status=Status(row["status"]),
        bound=portfolio.day_of(date.fromisoformat(bound)) if isinstance(bound, str) else bound,
        values=values,
    )


def _values(values: Mapping[str, int]) -> dict[Measure, int]:
    return {Measure(name): int(value) for name, value in values.items()}
