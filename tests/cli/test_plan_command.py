"""What `planner plan` prints and writes; the figures of the tiny case are worked by hand in docs/tiny.md."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from planner.present.report.plan_files import CHARTS, CSV_FILES, MARK
from tests.cli.conftest import Run


def test_the_answer_states_cost_bound_gap_terms_flags_and_decisions(run: Run) -> None:
    said = run("plan", "portfolio").stdout
    assert "optimal: proved to be the best plan" in said
    assert "Cost    £208,000" in said
    assert "Bound   £208,000" in said
    assert "Gap     0.00 %" in said
    assert "All contracts: 1 accepted, 1 decide now, 1 tight, 1 clear." in said
    assert "1 Apr 2027" in said.split("Act first")[-1]


def test_results_go_to_stdout_and_messages_to_stderr(run: Run) -> None:
    result = run("plan", "portfolio", "--out", "new")
    assert "Planning 4 contracts and 3 migrations" in result.stderr
    assert "Wrote new" in result.stderr
    assert "Planning" not in result.stdout


def test_quiet_leaves_nothing_but_the_result(run: Run) -> None:
    result = run("plan", "portfolio", "--out", "new", "--quiet")
    assert result.stderr == ""
    assert result.stdout


def test_json_holds_raw_figures_and_every_act(run: Run) -> None:
    answer = json.loads(run("plan", "portfolio", "--format", "json").stdout)
    assert (answer["status"], answer["objective_pounds"], answer["gap"]) == ("optimal", 208_000, 0)
    assert sum(answer["terms"].values()) == answer["objective_pounds"]
    assert [act["last_date"] for act in answer["register"]] == ["2027-04-01", "2027-06-30"]


def test_csv_holds_one_figure_a_row(run: Run) -> None:
    rows = dict(csv.reader(io.StringIO(run("plan", "portfolio", "--format", "csv").stdout)))
    assert (rows["objective_pounds"], rows["extensions_pounds"], rows["no_route_pounds"]) == ("208000", "100000", "0")


def test_all_files_are_written_and_the_plan_verifies(run: Run, workplace: Path) -> None:
    assert run("plan", "portfolio", "--out", "new").exit_code == 0
    assert {file.name for file in (workplace / "new").iterdir()} == {MARK, *CSV_FILES, *CHARTS}
    assert run("verify", "portfolio", "new/plan.json").exit_code == 0


def test_the_tables_keep_where_figures_come_from(run: Run, workplace: Path) -> None:
    run("plan", "portfolio", "--out", "new")
    for name in ("flags.csv", "contracts.csv", "migrations.csv", "register.csv"):
        with (workplace / "new" / name).open(encoding="utf-8", newline="") as stream:
            assert {row["basis"] for row in csv.DictReader(stream)} == {"assumed"}


def test_deterministic_runs_write_the_same_bytes(run: Run, workplace: Path) -> None:
    for folder in ("first", "second"):
        run("plan", "portfolio", "--out", folder, "--deterministic", "--seed", "3")
    written = [
        {name: (workplace / folder / name).read_bytes() for name in (MARK, *CSV_FILES)}
        for folder in ("first", "second")
    ]
    assert written[0] == written[1]


def test_flags_and_register_of_a_plan_file_need_no_solve(run: Run) -> None:
    flags = json.loads(run("flags", "portfolio", "--plan", "results/plan.json", "--format", "json").stdout)
    assert {flag["contract"]: flag["flag"] for flag in flags}["C-ASH"] == "decide now"
    acts = run("register", "portfolio", "--plan", "results/plan.json", "--within", "89")
    # the first act is 90 days after 1 January 2027
    assert acts.stdout == "No act is due within 89 days; the first is due on Thu 1 Apr 2027.\n"


def test_the_register_ends_with_what_comes_if_nobody_acts(run: Run) -> None:
    # C-ASH is bare for 24 days at £5,000, C-SHARED for 34 at £1,000, which the plan bears as well
    text = run("register", "portfolio", "--plan", "results/plan.json").stdout
    assert text.endswith(
        "\nIf nobody acts: 2 contracts are uncovered for 58 days, £154,000 of exposure; under the plan £34,000.\n"
    )
    figures = json.loads(run("plan", "portfolio", "--format", "json").stdout)["if_nobody_acts"]
    assert (figures["exposure_pounds"], figures["uncovered_days"], figures["no_route_pounds"]) == (154_000, 58, 0)


def test_an_act_can_explain_its_date(run: Run) -> None:
    said = run("register", "portfolio", "--plan", "results/plan.json", "--explain").stdout
    assert "buy, ASH-1: in force until" in said
