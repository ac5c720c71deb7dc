"""The standalone checker of plans gives the cost of every case that it knows, and finds no rule broken."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from planner.plan.entries import Plan
from planner.plan.outcome import Status
from planner.reading import read_portfolio
from planner.solver.solve import solve
from tests.meanings.cases import hand_cases
from tests.meanings.test_hand_derived import SETTINGS

SCRIPT = Path(__file__).parents[2] / "data" / "benchmarks" / "check_plan.py"
CHECKER: dict[str, Any] = runpy.run_path(str(SCRIPT))
LEAST_KNOWN = 120
"""Of how many cases the checker must know every record; the others have commitments, exercised options or nobody to move."""


def test_the_checker_gives_the_cost_of_every_case_it_knows(tmp_path: Path) -> None:
    known = 0
    for number, case in enumerate(case for case in hand_cases() if "pounds" in case.right):
        place = tmp_path / str(number)
        place.mkdir()
        found = checked(case.folder(place))
        if found is not None:
            known += 1
            cost, broken = found
            assert (broken, {term: pounds for term, pounds in cost.items() if pounds}) == ([], case.right["pounds"]), (
                case
            )
    assert known >= LEAST_KNOWN


def checked(folder: Path) -> tuple[dict[str, int], list[str]] | None:
    """Cost by term and broken rules of the best plan; None where the checker says that it does not know a record."""
    portfolio = read_portfolio(folder)
    outcome = solve(portfolio, SETTINGS)
    assert outcome.status is Status.OPTIMAL
    assert outcome.plan is not None
    try:
        tables = CHECKER["Portfolio"](folder)
        found: tuple[dict[str, int], list[str]] = CHECKER["check"](tables, as_document(outcome.plan, portfolio.date_of))
    except CHECKER["UnknownRecordError"]:
        return None
    return found


def as_document(plan: Plan, date_of: Callable[[int], date]) -> dict[str, Any]:
    return {
        "migrations": [
            {"migration": entry.migration, "start_date": date_of(entry.start_day).isoformat(), "mode": entry.mode}
            for entry in plan.migrations
        ],
        "options": [{"option": option} for option in plan.options],
    }
