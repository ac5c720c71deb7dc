"""Order of rows changes nothing in any answer; other names change the random numbers, and so nothing beyond intervals."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.risk.risk import Risk, RiskSettings, find_risk
from planner.risk.tripwires.study import tripwires_of
from tests.depth import by_day
from tests.risk.kinds.asking import Asked
from tests.risk.kinds.drawn import KINDS
from tests.risk.kinds.drawn import drawn as drawn_kind
from tests.risk.kinds.small import Small
from tests.risk.laws.drawn_risks import DRAWS, drawn, renamed, rules, turned

SEEDS = by_day(range(10), 10)
SETTINGS = RiskSettings(draws=DRAWS, drivers=False)


def risk_of(case: PlanCase) -> Risk:
    found = find_risk(case, SETTINGS)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_changes_no_rule_and_no_figure(seed: int) -> None:
    portfolio, plan = drawn(seed)
    other = Plan(migrations=plan.migrations[::-1], options=plan.options[::-1])
    assert tripwires_of(turned(portfolio), other, draws=DRAWS) == rules(seed)


@pytest.mark.parametrize("kind", by_day(range(len(KINDS)), 6))
def test_the_order_of_rows_changes_no_byte_that_the_commands_print(kind: int, tmp_path: Path) -> None:
    asked = Asked.of(small(kind), tmp_path)
    before = said(asked)
    for path in Path(asked.portfolio).iterdir():
        head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([head, *rows[::-1]]), encoding="utf-8")
    assert said(asked) == before


def small(place: int) -> Small:
    return drawn_kind(list(KINDS)[place], 5)


def said(asked: Asked) -> list[str]:
    words = (asked.portfolio, asked.plan, "--draws", str(DRAWS), "--format", "json")
    return [asked.run(command, *words) for command in ("risk", "tripwires")]


@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_change_no_figure_beyond_its_interval(seed: int) -> None:
    portfolio, plan = drawn(seed)
    tables = (portfolio.milestones, portfolio.clusters, portfolio.risk_drivers)
    names = {record.id: f"other-{record.id}" for rows in tables for record in rows}
    found = risk_of(PlanCase(renamed(portfolio, names), plan))
    before = risk_of(PlanCase(portfolio, plan))
    for one, other in zip(before.contracts, found.contracts, strict=True):
        assert one.contract == other.contract
        # Two intervals of 95 %, each twice as wide.
        allowed = 2 * (one.uncovered_probability_error + other.uncovered_probability_error)
        assert abs(one.uncovered_probability - other.uncovered_probability) <= allowed
