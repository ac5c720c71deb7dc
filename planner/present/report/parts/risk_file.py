"""What a risk says of the numbers of a report, from the folder that `planner risk` wrote or from the risk itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.errors import PlanFileError
from planner.present.report.board.ranges import ContractRange, Ranges
from planner.present.report.parts.written_json import read_written
from planner.present.tables.cells import plain
from planner.present.tables.risk.risk_tables import FORM, MARK, risk_as_json
from planner.risk.records import Answer
from planner.risk.risk import Risk


def read_ranges(folder: Path) -> Ranges:
    """What the risk in a folder says. Raises PlanFileError where the folder holds none, or half of one."""
    content = read_written(folder / MARK, form=FORM, noun="risk")
    try:
        return _ranges(content)
    except (KeyError, TypeError, ValueError) as error:
        raise PlanFileError(f"{folder / MARK} is not whole; write it again with `{FORM} --out`") from error


def ranges_of(risk: Risk) -> Ranges:
    """What a risk says, as its file would."""
    found = plain(risk_as_json(risk))
    assert isinstance(found, dict)
    return _ranges(found)


def _ranges(content: Mapping[str, Any]) -> Ranges:
    answers = {row["answer"]: row for row in content["answers"]}
    return Ranges(
        plan=str(content["plan"]),
        draws=int(content["draws"]),
        contracts={str(row["contract"]): _of_contract(row) for row in content["contracts"]},
        extensions_pounds=int(answers[Answer.PLAN]["extensions_pounds"]),
        family=str(content["range_family"]),
    )


def _of_contract(row: Mapping[str, Any]) -> ContractRange:
    return ContractRange(
        days=float(row["uncovered_days_mean"]),
        pounds=int(row["exposure_pounds_mean"]),
        error=int(row["exposure_pounds_error"]),
    )
