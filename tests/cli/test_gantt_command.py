"""`planner gantt`: the page shows what a plan file holds, and what it is compared with."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from planner import read_portfolio, solve, write_plan
from tests.cli.conftest import Run


def solved_plan(workplace: Path) -> Path:
    """The plan file of a solve, with its bound and gap."""
    portfolio = read_portfolio(workplace / "portfolio")
    outcome = solve(portfolio)
    assert outcome.plan is not None
    file = workplace / "solved.json"
    write_plan(
        file,
        portfolio,
        outcome.plan,
        status=outcome.status.value,
        bound_pounds=outcome.bound_pounds,
        gap=outcome.gap,
    )
    return file


def headline(page: Path) -> str:
    return page.read_text(encoding="utf-8").split("<header>")[1].split("</header>")[0]


def test_the_page_shows_the_cost_the_bound_and_the_gap_that_the_plan_file_holds(run: Run, workplace: Path) -> None:
    plan = solved_plan(workplace)
    stated = json.loads(plan.read_text(encoding="utf-8"))
    assert run("gantt", "portfolio", "--plan", plan, "--out", "chart.html").exit_code == 0
    found = headline(workplace / "chart.html")
    assert f"<dt>Cost</dt><dd>£{stated['objective_pounds']:,}</dd>" in found
    assert f"<dt>No plan costs less than</dt><dd>£{stated['bound_pounds']:,}</dd>" in found
    assert "<dt>Gap</dt><dd>0.00 %</dd>" in found


def test_what_was_proved_of_another_portfolio_is_not_claimed_of_this_one(run: Run, workplace: Path) -> None:
    plan = solved_plan(workplace)
    stated = json.loads(plan.read_text(encoding="utf-8"))
    plan.write_text(json.dumps({**stated, "fingerprint": "0" * 64}), encoding="utf-8")
    assert run("gantt", "portfolio", "--plan", plan, "--out", "chart.html").exit_code == 0
    assert "No plan costs less than" not in headline(workplace / "chart.html")


def test_a_plan_is_compared_with_another(run: Run, workplace: Path) -> None:
    plan = solved_plan(workplace)
    stated = json.loads(plan.read_text(encoding="utf-8"))
    first = stated["migrations"][0]
    cutover = date.fromisoformat(first["cutover_date"])
    earlier = {**first, "cutover_date": (cutover - timedelta(days=76)).isoformat()}
    baseline = workplace / "agreed.json"
    baseline.write_text(json.dumps({**stated, "migrations": [earlier, *stated["migrations"][1:]]}), encoding="utf-8")
    result = run("gantt", "portfolio", "--plan", plan, "--baseline", baseline, "--out", "chart.csv")
    assert result.exit_code == 0, result.output
    lines = (workplace / "chart.csv").read_text(encoding="utf-8").splitlines()
    assert all(",76," in line for line in lines if line.startswith(f"{first['migration']},"))
    assert "agreed.json" in run_page(run, workplace, plan, baseline)


def run_page(run: Run, workplace: Path, plan: Path, baseline: Path) -> str:
    assert run("gantt", "portfolio", "--plan", plan, "--baseline", baseline, "--out", "chart.html").exit_code == 0
    return headline(workplace / "chart.html")


def test_a_baseline_that_is_neither_file_nor_run_is_refused(run: Run, workplace: Path) -> None:
    result = run("gantt", "portfolio", "--plan", "results/plan.json", "--baseline", "abcdef")
    assert result.exit_code == 2
    assert "abcdef" in result.output
