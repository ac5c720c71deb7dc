"""`planner earliest` and `planner repair` on the tiny portfolio; days and pounds are worked by hand in docs/tiny.md."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from planner import read_plan, read_portfolio, verify
from tests.cli.conftest import Run

PLAN = ("--plan", "results/plan.json")
LATE = '[scenario.late]\n[[scenario.late.slip]]\nids = ["NORTH-READY"]\ndays = 60\n'


def test_alone_a_contract_can_be_off_as_soon_as_its_cluster_is_ready(run: Run) -> None:
    # North is ready on day 60. The plan accelerates Ash: 65 days to the cutover, 30 more with the old contract. It is free
    # from day 155 on, and 4 June is its last day
    said = run("earliest", "portfolio", "C-ASH", *PLAN, "--moving", "alone", "--format", "csv", "--quiet").stdout
    (row,) = csv.DictReader(io.StringIO(said))
    assert (row["earliest_date"], row["proved"]) == ("2027-06-04", "yes")


def test_two_that_share_a_crew_cannot_both_be_off_at_the_end_of_june(run: Run) -> None:
    said = run("earliest", "portfolio", "C-ASH", "C-BIRCH", *PLAN, "--by", "2027-06-30").stdout
    assert "No plan has C-ASH and C-BIRCH off by Wed 30 Jun 2027, whoever else moves." in said
    answer = json.loads(
        run("earliest", "portfolio", "C-ASH", *PLAN, "--by", "2027-06-30", "--format", "json", "--quiet").stdout
    )
    assert (answer["together"]["possible"], answer["together"]["feeders"]) == (True, ["ASH-MOVE"])


def test_an_unknown_contract_is_refused(run: Run) -> None:
    result = run("earliest", "portfolio", "C-ASCH", *PLAN)
    assert (result.exit_code, "did you mean 'C-ASH'?" in result.stderr) == (2, True)


def test_a_slip_moves_what_waits_for_it_and_says_why(run: Run, workplace: Path) -> None:
    # North's two moves wait for it. Cedar's cluster is South: where it moves, the crew is the reason, not a rule
    (workplace / "late.toml").write_text(LATE, encoding="utf-8")
    result = run("repair", "portfolio", "results/plan.json", "--scenario", "late.toml", "--out", "repaired")
    assert result.exit_code == 0, result.output
    assert "because of the change, 0 because another plan is as good or better" in result.stdout
    with Path("repaired/moves.csv").open(encoding="utf-8", newline="") as stream:
        moves = {row["migration"]: row for row in csv.DictReader(stream)}
    assert moves["ASH-MOVE"]["why"] == "it breaks a rule where it was"
    assert {row["because_of_change"] for row in moves.values()} == {"yes"}
    portfolio = read_portfolio(workplace / "repaired" / "portfolio")
    assert verify(portfolio, read_plan(workplace / "repaired" / "plan.json")).holds


def test_a_file_with_several_scenarios_needs_a_name(run: Run, workplace: Path) -> None:
    (workplace / "two.toml").write_text(LATE + LATE.replace("late", "later"), encoding="utf-8")
    result = run("repair", "portfolio", "results/plan.json", "--scenario", "two.toml")
    assert (result.exit_code, "name one with --only: late, later" in result.stderr) == (2, True)


def test_json_of_a_repair_holds_the_plan_of_the_change_alone(run: Run, workplace: Path) -> None:
    (workplace / "late.toml").write_text(LATE, encoding="utf-8")
    said = run("repair", "portfolio", "results/plan.json", "--scenario", "late.toml", "--format", "json", "--quiet")
    answer = json.loads(said.stdout)
    assert answer["status"] == "optimal"
    assert (answer["only_because_of_change_pounds"], answer["saving_pounds"]) == (answer["cost_pounds"], 0)
    assert answer["fewest_moves_proved"] is True


def test_only_the_migrations_named_move(run: Run, workplace: Path) -> None:
    # Ash is off on 4 June only where the crew is free from 11 April on; Cedar has it until 30 April, and has to move as well
    asked = (
        "plan",
        "portfolio",
        "--start",
        "results/plan.json",
        "--must-be-off",
        "C-ASH=2027-06-04",
        "--only",
        "ASH-MOVE",
    )
    alone = run(*asked)
    assert alone.exit_code == 1
    assert "No plan in which only ASH-MOVE may move keeps what is asked." in alone.stderr
    both = run(*asked, "--only", "CEDAR-MOVE", "--out", "new")
    assert both.exit_code == 0, both.output
    old, new = (read_plan(workplace / folder / "plan.json").migrations for folder in ("results", "new"))
    days = {entry.migration: entry.cutover_date.isoformat() for entry in new}
    assert days["ASH-MOVE"] == "2027-05-06"
    assert days["BIRCH-MOVE"] in {entry.cutover_date.isoformat() for entry in old}


def test_only_without_a_start_is_refused(run: Run) -> None:
    result = run("plan", "portfolio", "--only", "ASH-MOVE")
    assert (result.exit_code, "--only needs --start" in result.stderr) == (2, True)
