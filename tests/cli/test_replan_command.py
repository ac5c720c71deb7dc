"""`planner replan` on the tiny portfolio and its cheapest plan, which starts CEDAR-MOVE on 21 January 2027."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner import read_plan, read_portfolio, verify
from tests.cli.conftest import Run

LATER = ("replan", "portfolio", "results/plan.json", "--status-date", "2027-02-01")
MISSED = ("--not-done", "CEDAR-MOVE")


def test_budget_zero_gives_back_the_old_plan(run: Run, workplace: Path) -> None:
    result = run(*LATER, "--change-budget", "0", "--out", "replanned", "--quiet")
    assert result.exit_code == 0, result.output
    assert "1 migration begun" in result.stdout
    assert "It is the old plan." in result.stdout
    old, new = (read_plan(workplace / folder / "plan.json") for folder in ("results", "replanned"))
    assert new.migrations == old.migrations
    assert [option.option for option in new.options] == [option.option for option in old.options]


def test_the_new_plan_belongs_to_the_portfolio_written_with_it(run: Run, workplace: Path) -> None:
    result = run(*LATER, "--out", "replanned", "--quiet")
    assert result.exit_code == 0, result.output
    portfolio = read_portfolio(workplace / "replanned" / "portfolio")
    assert portfolio.status_date.isoformat() == "2027-02-01"
    assert [taken.subject for taken in portfolio.decisions_taken] == ["CEDAR-MOVE"]
    verification = verify(portfolio, read_plan(workplace / "replanned" / "plan.json"))
    assert verification.holds
    assert verification.notes == ()
    again = run("replan", "replanned/portfolio", "replanned/plan.json", "--change-budget", "0", "--quiet")
    assert "It is the old plan." in again.stdout


def test_where_the_old_plan_is_not_allowed_it_says_why_and_what_it_takes(run: Run) -> None:
    result = run(*LATER, *MISSED, "--change-budget", "0", "--quiet")
    assert result.exit_code == 1
    assert "CEDAR-MOVE starts on Thu 21 Jan 2027" in result.stdout
    assert "At least 1 promise must be broken" in result.stdout
    assert "No plan keeps every rule with a change budget of 0." in result.output


def test_what_is_changed_is_listed_with_both_dates(run: Run) -> None:
    result = run(*LATER, *MISSED, "--change-budget", "1", "--promised", "cutovers", "--format", "json", "--quiet")
    content = json.loads(result.stdout)
    assert content["fewest_changes"] == 1
    (change,) = content["changes"]
    assert (change["kind"], change["subject"], change["promised_date"]) == ("cutover moved", "CEDAR-MOVE", "2027-05-01")
    assert change["days"] > 0
    assert not content["old_plan"]["allowed"]


def test_the_frontier_trades_cost_off_against_broken_promises(run: Run, workplace: Path) -> None:
    result = run(*LATER, *MISSED, "--frontier", "--out", "replanned", "--format", "json", "--quiet")
    points = json.loads(result.stdout)["frontier"]["points"]
    assert [point["changed_promises"] for point in points] == sorted(point["changed_promises"] for point in points)
    costs = [point["cost_pounds"] for point in points]
    assert costs == sorted(costs, reverse=True)
    portfolio = read_portfolio(workplace / "replanned" / "portfolio")
    for point in points:
        document = read_plan(workplace / "replanned" / f"point-{point['point']:03d}.json")
        assert verify(portfolio, document).holds


def test_csv_holds_the_changes(run: Run) -> None:
    result = run(*LATER, *MISSED, "--format", "csv", "--quiet")
    assert result.stdout.splitlines()[0] == "kind,subject,promised_date,new_date,days"
    assert "CEDAR-MOVE" in result.stdout


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (("--status-date", "2026-12-31"), "lies before that of the portfolio"),
        (("--not-done", "CEDAR-MOV"), "did you mean 'CEDAR-MOVE'"),
        (("--change-budget", "-1"), "is not in the range"),
    ],
)
def test_bad_usage_is_refused_and_nothing_written(run: Run, workplace: Path, extra: tuple[str, ...], said: str) -> None:
    result = run("replan", "portfolio", "results/plan.json", *extra, "--out", "replanned")
    assert result.exit_code == 2
    assert said in result.output
    assert not (workplace / "replanned").exists()


def with_plan(workplace: Path, **changes: object) -> None:
    plan = workplace / "results" / "plan.json"
    plan.write_text(json.dumps(json.loads(plan.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_a_plan_of_another_portfolio_is_refused(run: Run, workplace: Path) -> None:
    with_plan(workplace, portfolio="Another")
    for command in (LATER, ("frontier", "portfolio", "--x", "extensions", "--y", "exposure", "--baseline", LATER[2])):
        result = run(*command, "--quiet")
        assert result.exit_code == 2
        assert "the plan was made for the portfolio 'Another', this one is 'Tiny worked example'" in result.output


def test_a_plan_without_a_migration_of_the_portfolio_is_refused(run: Run, workplace: Path) -> None:
    stranger = {"migration": "X", "mode": "standard"}
    dates = {"start_date": "2027-03-01", "cutover_date": "2027-04-01", "finish_date": "2027-05-01"}
    with_plan(workplace, migrations=[{**stranger, **dates}])
    result = run(*LATER, "--quiet")
    assert (result.exit_code, "none of the 1 migrations of the plan is in the portfolio" in result.output) == (2, True)


def test_a_plan_of_planner_0_1_0_is_replanned_and_said_to_be_one(run: Run, workplace: Path) -> None:
    with_plan(workplace, version=1)
    result = run(*LATER, "--change-budget", "0", "--quiet")
    assert result.exit_code == 0, result.output
    assert "It is the old plan." in result.stdout
    assert "starts, modes and options of results/plan.json stand, its figures do not: planner 0.1.0" in result.stderr


def test_a_plan_of_planner_0_1_0_proves_nothing_in_a_difference(run: Run, workplace: Path) -> None:
    with_plan(workplace, version=1)
    plans = ("--old-plan", "results/plan.json", "--new-plan", "results/plan.json")
    result = run("diff", "portfolio", "portfolio", *plans, "--carry-only", "--quiet")
    assert result.exit_code == 0, result.output
    assert "results/plan.json proves nothing any more: planner 0.1.0" in result.stderr
