"""The examples in the help of the commands of history and sweeps: run where they are quick, else understood."""

from __future__ import annotations

import dataclasses
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from planner.cli.commands import main
from planner.plan import PlanCase, write_plan
from planner.reading import read_portfolio
from planner.solver import SolveSettings, solve
from planner.store.addresses import open_store
from planner.store.portfolio_archive import archive_portfolio
from planner.store.risk_runs import risk_run_of
from planner.store.run_records import run_of
from tests.sample.surenesses import sureness

ROOT = Path(__file__).parent.parent.parent
EXAMPLE_ID = "3fa2b1c9"
SLOW = ("data/whitehall", "://")
"""Words of examples that take minutes, or need a server of the reader."""


def examples(*commands: str) -> list[str]:
    lines = (line.strip() for name in commands for line in (main.commands[name].help or "").splitlines())
    return [line for line in lines if line.startswith("planner ")]


ALL = examples("runs", "show", "rerun", "sweep")
QUICK = [line for line in ALL if not any(word in line for word in SLOW)]


@pytest.fixture
def folder_with_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the data, and a store that has the run the examples name, and a risk run and its plan file."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANNER_STORE", str(tmp_path / "runs.sqlite"))
    portfolio, settings = read_portfolio("data/tiny"), SolveSettings(workers=1, deterministic=True)
    archive = archive_portfolio(portfolio)
    outcome = solve(portfolio, settings)
    run, opened = run_of(portfolio, archive, settings, outcome), open_store(tmp_path / "runs.sqlite")
    opened.add(dataclasses.replace(run, id=f"{EXAMPLE_ID}00000000"), archive)
    assert outcome.plan is not None
    sure = sureness(portfolio, outcome.plan)
    risk = risk_run_of(PlanCase(portfolio, outcome.plan), archive, sure, "risk")
    opened.risk.add(dataclasses.replace(risk, id=f"{EXAMPLE_ID}00000000"), archive)
    (tmp_path / "results").mkdir()
    write_plan(tmp_path / "results" / "plan.json", portfolio, outcome.plan, sureness=sure)
    return tmp_path


@pytest.mark.parametrize("example", QUICK)
def test_a_quick_example_runs(example: str, folder_with_store: Path) -> None:
    done = CliRunner().invoke(main, shlex.split(example)[1:])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("example", examples("calibration"))
def test_an_example_of_calibration_runs(example: str, folder_with_store: Path) -> None:
    (folder_with_store / "portfolio").symlink_to(ROOT / "data" / "tiny")
    done = CliRunner().invoke(main, shlex.split(example)[1:])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("example", ALL)
def test_every_example_is_understood(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    name, *arguments = shlex.split(example)[1:]
    context = main.commands[name].make_context(name, arguments)
    assert isinstance(context, click.Context)


def test_there_are_examples_of_both_kinds() -> None:
    assert set(QUICK) < set(ALL)
    assert QUICK
