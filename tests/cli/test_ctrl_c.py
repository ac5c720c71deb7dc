"""Ctrl-C at a terminal keeps the best plan found so far."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

WHITEHALL = Path(__file__).parents[2] / "data" / "whitehall"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def planned_and_interrupted(folder: Path) -> tuple[int, str]:
    """Exit code and screen of a long plan that gets the signal of Ctrl-C once the live line shows a plan."""
    import pty

    arguments = ["-m", "planner", "plan", str(WHITEHALL), "--time-limit", "600", "--out", str(folder / "out")]
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(COLUMNS="200", PLANNER_STORE="none", TERM="xterm")
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
            os.kill(child, signal.SIGINT)
            sent = True
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), screen


def test_ctrl_c_keeps_the_best_plan_and_says_so(tmp_path: Path) -> None:
    code, screen = planned_and_interrupted(tmp_path)
    assert code == 0, screen
    assert "Stopped by Ctrl-C" in screen
    assert "this is the best plan found so far" in screen
    assert "Traceback" not in screen
    assert (tmp_path / "out" / "plan.json").exists()
