"""The small portfolios with known answers: segments, what else would hold, who is not named, and the three days."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.explain import Explanation, explain_contract
from planner.explain.records import Certificate, Segment
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio
from planner.solver import SolveSettings, Status, solve

CASES = Path(__file__).parents[1] / "cases" / "explanations"
LATE = sorted(path.parent.name for path in CASES.glob("*/expected.json") if "conflict" not in path.parent.name)
SETTINGS = SolveSettings(time_limit_seconds=10.0, workers=1, deterministic=True)


def explained(name: str) -> tuple[dict[str, Any], PlanCase, Explanation]:
    """What is expected of a case, its best plan, and the explanation of its contract."""
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    portfolio = read_portfolio(CASES / name / "portfolio")
    outcome = solve(portfolio, SETTINGS)
    assert outcome.plan is not None
    assert outcome.status is Status.OPTIMAL
    case = PlanCase(portfolio, outcome.plan, outcome)
    return expected, case, explain_contract(case, expected["contract"], settings=SETTINGS)


def described(segment: Segment) -> dict[str, Any]:
    """A segment as the cases write it."""
    found: dict[str, Any] = {"days": segment.days, "category": segment.category.value}
    if segment.record is not None:
        found |= {"table": segment.record.table, "id": segment.record.key}
    return found


@pytest.mark.parametrize("name", LATE)
def test_the_days_of_a_case_are_those_worked_out(name: str) -> None:
    expected, case, found = explained(name)
    portfolio = case.portfolio

    def day(key: str) -> int:
        return portfolio.day_of(date.fromisoformat(expected[key]))

    assert found.days is not None
    assert (found.needed_until_day, found.off_by_day) == (day("needed_until"), day("off_by"))
    assert found.late_days == expected["late_days"]
    assert found.days.alone_any_mode.day == day("alone")
    assert found.days.alone.day == day("alone_planned_modes" if "alone_planned_modes" in expected else "alone")
    # competition and price are known only where levers have been asked; see the tests of proofs
    known = (Certificate.CLEAR, Certificate.ALONE)
    proved = expected["certificate"] if expected["certificate"] in known else None
    assert (found.certificate and found.certificate.value) == proved


@pytest.mark.parametrize("name", LATE)
def test_the_segments_of_a_case_are_those_worked_out(name: str) -> None:
    expected, _, found = explained(name)
    facts = {"days", "category", "table", "id"}
    asked = [{key: value for key, value in segment.items() if key in facts} for segment in expected["segments"]]
    assert [described(segment) for segment in found.segments] == asked
    for segment, wanted in zip(found.segments, expected["segments"], strict=True):
        assert {also.record.key: also.days for also in segment.also} == wanted.get("also", {})
        if "path" in wanted:
            assert segment.cause is not None
            assert [step.migration for step in segment.cause.path] == wanted["path"]
        if "holders" in wanted:
            assert segment.cause is not None
            assert segment.cause.overload is not None
            assert [holding.migration for holding in segment.cause.overload.holders] == wanted["holders"]
    named = {segment.record.key for segment in found.segments if segment.record is not None}
    named |= {also.record.key for segment in found.segments for also in segment.also}
    assert not named & set(expected.get("not_named", ()))
