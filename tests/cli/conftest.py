"""A folder to run commands in: the tiny portfolio as folder and workbook, and a plan for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner import read_portfolio, solve, write_plan
from planner.cli.commands import main

TINY = Path(__file__).parents[2] / "data" / "tiny"

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copytree(TINY, folder / "portfolio")
    portfolio = read_portfolio(TINY)
    outcome = solve(portfolio)
    assert outcome.plan is not None
    (folder / "results").mkdir()
    write_plan(
        folder / "results" / "plan.json",
        portfolio,
        outcome.plan,
        status=outcome.status.value,
        bound_pounds=outcome.bound_pounds,
        gap=outcome.gap,
    )
    return folder


@pytest.fixture
def workplace(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy that is the current folder; runs are kept nowhere."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANNER_STORE", "none")
    return tmp_path


@pytest.fixture
def run(workplace: Path) -> Run:
    """Runs a command line in the workplace."""

    def run_command(*arguments: str) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="planner")

    return run_command
