"""The published schema is true of what is written, and of nothing that lacks a column."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.present.exchange.json_export import export_json, export_schema
from tests.sample import many, plan, portfolio, renamed

VALIDATOR = Draft202012Validator(export_schema())


def exported(case: PlanCase) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(export_json(case))
    return content


def faults(content: dict[str, Any]) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(content)]


CASES = {
    "of every kind": PlanCase(*many(7)),
    "hostile": PlanCase(renamed('a"\\\n\u2028'), plan("o1", m1=50)),
    "marked": PlanCase(portfolio(marking="OFFICIAL"), plan()),
}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(export_schema())


@pytest.mark.parametrize("name", CASES)
def test_what_is_exported_fits_the_schema(name: str) -> None:
    assert faults(exported(CASES[name])) == []


def test_what_a_solve_proved_stands_with_the_plan() -> None:
    case = CASES["of every kind"]
    outcome = Outcome(status=Status.OPTIMAL, plan=case.plan, objective_pounds=5, bound_pounds=4, gap=0.25, seconds=1.5)
    content = exported(replace(case, outcome=outcome))
    assert faults(content) == []
    assert (content["plan"]["status"], content["plan"]["bound_pounds"], content["plan"]["gap"]) == ("optimal", 4, 0.25)
    assert content["plan"]["objective_pounds"] == case.pounds
    assert "1.5" not in export_json(replace(case, outcome=outcome)).split('"flags"')[0]


def test_a_row_that_lacks_a_column_or_has_one_too_many_does_not_fit() -> None:
    content = exported(CASES["of every kind"])
    del content["register"][0]["acting_date"]
    content["flags"][0]["colour"] = "red"
    # two faults, one in each row
    assert len(faults(content)) == 2


def test_every_flag_and_every_act_is_there() -> None:
    case = CASES["of every kind"]
    content = exported(case)
    assert len(content["flags"]) == len(case.portfolio.contracts)
    assert [row["subject"] for row in content["register"]] == [act.subject for act in case.acts]
