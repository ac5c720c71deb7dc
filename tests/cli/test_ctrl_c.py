"""Ctrl-C at a terminal keeps the best plan found so far."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.store.addresses import open_store

WHITEHALL = Path(__file__).parents[2] / "data" / "whitehall"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def planned_and_interrupted(folder: Path, presses: int = 1) -> tuple[int, str]:
    """Exit code and screen of a long plan that gets the signal of Ctrl-C once the live line shows a plan, or more often."""
    import pty

    arguments = ["-m", "planner", "plan", str(WHITEHALL), "--time-limit", "600", "--out", str(folder / "out")]
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(COLUMNS="200", PLANNER_STORE=str(folder / "runs.db"), TERM="xterm")
        os.execv(sys.executable, [sys.executable, *arguments])
    screen, sent = "", False
    while True:
        try:
            received = os.read(terminal, 65536)
        except OSError:  # Linux says so when the program at the other side has ended
            break
        if not received:
            break
        screen += received.decode("utf-8", errors="replace")
        if not sent and "best plan £" in screen:
            for _ in range(presses):
                os.kill(child, signal.SIGINT)
                time.sleep(0.2)
            sent = True
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), screen


def test_ctrl_c_keeps_the_best_plan_and_says_so(tmp_path: Path) -> None:
    code, screen = planned_and_interrupted(tmp_path)
    assert code == 0, screen
    assert "Stopped by Ctrl-C" in screen
    assert "this is the best plan found so far" in screen
    assert "Traceback" not in screen
    assert (tmp_path / "out" / "plan.json").exists()
    assert [run.interrupted for run in open_store(str(tmp_path / "runs.db")).runs()] == [True]


def test_a_run_stopped_by_an_impatient_user_is_stored_too(tmp_path: Path) -> None:
    code, screen = planned_and_interrupted(tmp_path, presses=4)
    assert code in (0, 1, -signal.SIGINT), screen
    assert "Traceback" not in screen
    assert [run.interrupted for run in open_store(str(tmp_path / "runs.db")).runs()] == [True]


@pytest.mark.parametrize("seconds", [0.4, 0.9, 1.5, 2.2, 3.0])
def test_ctrl_c_while_the_program_loads_and_reads_is_no_defect(seconds: float) -> None:
    arguments = [sys.executable, "-m", "planner", "plan", str(WHITEHALL), "--store", "none"]
    # A test runner in the background ignores Ctrl-C, and so would the program.
    planning = subprocess.Popen(arguments, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, preexec_fn=_heed_ctrl_c)
    time.sleep(seconds)
    planning.send_signal(signal.SIGINT)
    said = planning.communicate()[1].decode()
    assert "Stopped" in said
    assert "Traceback" not in said
    assert "defect" not in said


def _heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
