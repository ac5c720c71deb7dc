"""A program that writes once, in a process of its own that can be stopped at its n-th step on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import planner

HOOK = """
import os, sys
STEPS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.scandir", "ctypes.dlopen", "shutil.rmtree")
step = 0
def hook(event, arguments):
    global step
    opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
    if opened or event in STEPS:
        step += 1
        if step == STOP_AT:
            os.kill(os.getpid(), SIGNAL)
"""


def run_stopped(program: str, stop_at: int, signal: int, folder: Path) -> int:
    """Run the program in a folder, with a signal to itself at this step; gives the exit code."""
    # What is imported and compiled comes before the hook, so that the steps are those of the writer.
    imports = "from planner.writing import *\nimport planner.writing.folders as folders\n"
    whole = f"{imports}STOP_AT, SIGNAL = {stop_at}, {signal}\n{HOOK}\nsys.addaudithook(hook)\n{program}"
    return run_python(whole, folder).returncode


def run_python(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, with this planner."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def environment() -> dict[str, str]:
    """The environment in which Python finds this planner."""
    return {**os.environ, "PYTHONPATH": str(Path(planner.__file__).parents[1])}


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def leftovers(folder: Path) -> list[str]:
    """What is hidden in a folder."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))
