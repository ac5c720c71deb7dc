"""The marking of a portfolio stands on every answer and in every file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.present.report.plan_files import CHARTS, CSV_FILES, MARK
from tests.cli.conftest import Run

MARKING = "OFFICIAL-SENSITIVE"
PLAN = ("--plan", "results/plan.json")
COMMANDS = (
    ("plan", "portfolio"),
    ("flags", "portfolio", *PLAN),
    ("register", "portfolio", *PLAN),
    ("check", "portfolio"),
    ("verify", "portfolio", "results/plan.json"),
)


@pytest.fixture
def marked_portfolio(workplace: Path) -> None:
    with (workplace / "portfolio" / "portfolio.csv").open("a", encoding="utf-8") as settings:
        settings.write(f"marking,{MARKING},,,,,,\n")


@pytest.mark.usefixtures("marked_portfolio")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_an_answer_begins_with_the_marking_and_json_holds_it(run: Run, command: tuple[str, ...]) -> None:
    assert run(*command).stdout.startswith(f"{MARKING}\n")
    answer = json.loads(run(*command, "--format", "json").stdout)
    assert all(part["marking"] == MARKING for part in (answer if isinstance(answer, list) else [answer]))


@pytest.mark.usefixtures("marked_portfolio")
def test_every_file_of_a_plan_holds_the_marking(run: Run, workplace: Path) -> None:
    assert run("plan", "portfolio", "--out", "out").exit_code == 0
    for name in (MARK, *CSV_FILES, *CHARTS):
        assert MARKING in (workplace / "out" / name).read_text(encoding="utf-8"), name
