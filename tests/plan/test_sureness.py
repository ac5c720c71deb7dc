"""How sure a plan is stands in its file, and is taken only for the same portfolio, the same ranges and the same plan."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.domain.portfolio import Portfolio
from planner.errors import PlanFileError
from planner.plan import Plan, PlanCase, read_plan, write_plan
from planner.plan.plan_file.fingerprint import fingerprint, risk_basis
from planner.plan.sureness import MilestoneSureness, Sureness
from tests.sample import day, option, plan, portfolio
from tests.sample.surenesses import sureness

CASE = portfolio(options=(option("o"),))
PLAN = plan("o", m1=16, m2=3)


def kept(tmp_path: Path, portfolio: Portfolio = CASE, plan: Plan = PLAN) -> Path:
    path = tmp_path / "plan.json"
    write_plan(path, portfolio, plan, sureness=sureness(portfolio, plan))
    return path


def test_it_is_read_back_with_the_plan(tmp_path: Path) -> None:
    document = read_plan(kept(tmp_path))
    assert document.sureness == sureness(CASE, PLAN)
    assert document.sureness_for(PlanCase(CASE, PLAN)) == sureness(CASE, PLAN)


def test_a_plan_nobody_asked_about_has_none(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan.json", CASE, PLAN)
    document = read_plan(tmp_path / "plan.json")
    assert document.sureness is None
    assert document.sureness_for(PlanCase(CASE, PLAN)) is None
    assert "sureness" not in (tmp_path / "plan.json").read_text(encoding="utf-8")


def test_it_is_not_taken_for_other_ranges_though_the_plan_is_the_same(tmp_path: Path) -> None:
    other = replace(CASE, policy=replace(CASE.policy, forecast_skill=0.9))
    document = read_plan(kept(tmp_path))
    assert fingerprint(other) == fingerprint(CASE)
    assert document.sureness_for(PlanCase(other, PLAN)) is None


def test_it_is_not_taken_for_another_plan(tmp_path: Path) -> None:
    document = read_plan(kept(tmp_path))
    assert document.sureness_for(PlanCase(CASE, plan("o", m1=17, m2=3))) is None


def test_the_basis_does_not_hang_on_the_order_of_rows() -> None:
    turned = replace(CASE, migrations=CASE.migrations[::-1], contracts=CASE.contracts[::-1])
    assert risk_basis(turned, PLAN) == risk_basis(CASE, PLAN)


def broken(content: dict[str, Any]) -> None:
    content["sureness"]["draws"] = "many"
    content["sureness"]["contracts"][0]["p80_date"] = "soon"


def test_what_is_broken_in_it_is_named_with_its_place(tmp_path: Path) -> None:
    path = kept(tmp_path)
    content = json.loads(path.read_text(encoding="utf-8"))
    broken(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(PlanFileError) as refused:
        read_plan(path)
    assert "sureness, draws: 'many' is not a whole number" in str(refused.value)
    assert "sureness, contracts 1, p80_date: 'soon' is not a date" in str(refused.value)


def test_it_answers_the_portfolio_as_it_is_unless_ranges_or_starts_were_others() -> None:
    stated = Sureness(status_date=date(2027, 1, 1), seed=1, draws=8192, family="two-piece")
    assert stated.as_stated
    for what_if in ({"spread": 1.5}, {"outside_view": True}, {"own_ranges": False}, {"early_start": True}):
        assert not replace(stated, **what_if).as_stated


def test_rows_are_found_by_their_ids() -> None:
    found = sureness(CASE, PLAN)
    assert found.milestone_by_id["ready"] == MilestoneSureness(
        milestone="ready", planning_date=day(10), family="two-piece", p10_date=day(8), p50_date=day(10), p90_date=day(20),
        held_still=False, range_days=(8.0, 10.0, 20.0),
    )  # fmt: skip
    assert set(found.option_by_id) == {"o"}
    assert set(found.migration_by_id) == {"m1"}
    assert set(found.contract_by_id) == {CASE.contracts[0].id}
