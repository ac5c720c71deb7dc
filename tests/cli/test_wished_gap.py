"""A search that a wished gap stopped: terminal, JSON, plan file and store all say "feasible, within 60 %"."""

from __future__ import annotations

import json
from pathlib import Path

from planner.plan.plan_file.document import read_plan
from planner.plan.plan_file.verification import verify
from planner.reading import read_portfolio
from tests.cli.conftest import Run


def test_every_output_names_the_gap_that_was_wished(run: Run, tmp_path: Path) -> None:
    run("generate", "--contracts", "30", "--seed", "3", "--out", "drawn", "--quiet")
    options = ("--gap", "60", "--time-limit", "4", "--deterministic", "--store", "runs.db")
    said = run("plan", "drawn", *options, "--out", "new").stdout
    assert "feasible, within 60 %: keeps every rule" in said
    answer = json.loads(run("plan", "drawn", *options, "--format", "json", "--quiet").stdout)
    assert (answer["status"], answer["wished_gap"]) == ("feasible", 0.6)
    assert 0 < answer["gap"] <= 0.6
    assert answer["bound_pounds"] < answer["objective_pounds"]
    document = read_plan(Path("new/plan.json"))
    assert (document.status, document.wished_gap) == ("feasible", 0.6)
    assert verify(read_portfolio("drawn"), document).disagreements == ()
    assert "feasible, within 60 %" in run("runs", "--store", "runs.db").stdout
    [first, _] = json.loads(run("runs", "--store", "runs.db", "--format", "json").stdout)
    assert (first["status"], first["wished_gap"]) == ("feasible", 0.6)
    assert "feasible, within 60 %" in run("show", first["run"], "--store", "runs.db").stdout
