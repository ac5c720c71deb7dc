"""Terminals, settings and signals that are none of the program's business."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import planner
from tests.cli.conftest import Run

HERE = {**os.environ, "PYTHONPATH": str(Path(planner.__file__).parents[1])}
PLANNER = (sys.executable, "-m", "planner")


def planner_process(*arguments: str, folder: Path, **environment: str) -> str:
    """What the command prints, in a process of its own."""
    command = [*PLANNER, *arguments]
    result = subprocess.run(command, cwd=folder, env={**HERE, **environment}, capture_output=True, check=False)
    assert (result.returncode, result.stderr.decode()) == (0, "")
    return result.stdout.decode(environment.get("PYTHONIOENCODING", "utf-8"))


@pytest.mark.parametrize(("encoding", "rule"), [("latin-1", "---"), ("ascii", "---"), ("cp437", "───")])
def test_what_a_terminal_does_not_have_is_replaced(encoding: str, rule: str, workplace: Path) -> None:
    plan = ("--plan", "results/plan.json", "--quiet")
    printed = planner_process("flags", "portfolio", *plan, folder=workplace, PYTHONIOENCODING=encoding)
    assert rule in printed
    # Latin-1 has the sign of the pound; ASCII has not.
    assert ("GBP " in printed) is (encoding == "ascii")


GANTT = ("gantt", "portfolio", "--plan", "results/plan.json", "--quiet", "--out")


def test_settings_for_other_drawings_change_no_picture(run: Run, workplace: Path) -> None:
    assert run(*GANTT, "plain.svg").exit_code == 0
    (workplace / "matplotlibrc").write_text("text.usetex: True\nfont.size: 30\nfigure.dpi: 7\nsvg.fonttype: path\n")
    foreign = {"MPLBACKEND": "nonsense", "MATPLOTLIBRC": str(workplace / "matplotlibrc")}
    planner_process(*GANTT, "foreign.svg", folder=workplace, **foreign)
    assert (workplace / "plain.svg").read_bytes() == (workplace / "foreign.svg").read_bytes()


def test_optimised_python_prints_the_same(workplace: Path) -> None:
    for arguments in (("check", "portfolio"), ("schema",)):
        plain = planner_process(*arguments, folder=workplace)
        assert planner_process(*arguments, folder=workplace, PYTHONOPTIMIZE="2") == plain


@pytest.mark.parametrize("arguments", ["--version", "check portfolio"])
def test_an_output_that_takes_nothing_more_is_said_once(arguments: str, workplace: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    command = [*PLANNER, *arguments.split()]
    with open("/dev/full", "w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=HERE)
    assert result.returncode in (1, 2)
    assert result.stderr.count("No space left on device") == 1
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr


@pytest.mark.parametrize(("number", "seconds"), [(signal.SIGTERM, 2.0), (signal.SIGHUP, 0.5)])
def test_a_planner_that_the_system_stops_leaves_nothing(number: int, seconds: float, run: Run, workplace: Path) -> None:
    before = sorted(workplace.rglob("*"))
    # A gap of nothing on a portfolio that takes longer than the test: generated, not tiny.
    assert run("generate", "--out", "drawn", "-q").exit_code == 0
    command = [*PLANNER, "plan", "drawn", "--out", "new", "--store", "none", "--time-limit", "60"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=HERE)
    time.sleep(seconds)
    process.send_signal(number)
    assert process.wait(timeout=20) in (128 + number, -number)  # before the program has begun, the system ends it
    assert sorted(path for path in workplace.rglob("*") if "drawn" not in path.parts) == before
