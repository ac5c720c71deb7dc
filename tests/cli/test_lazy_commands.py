"""Commands are imported when they are used; help and completion need their table only."""

from __future__ import annotations

import subprocess
import sys

import pytest

from planner.cli.commands import COMMANDS, main

HEAVY = ("ortools", "pandas", "numba", "matplotlib", "pydantic", "planner.cli.plans.plan_command")


def run_python(program: str, *flags: str, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, *flags, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_place_holds_the_command_of_that_name(name: str) -> None:
    assert main.commands[name].name == name
    assert main.commands[name].get_short_help_str() == COMMANDS[name].short_help


def test_the_help_lists_every_command_and_imports_none() -> None:
    program = (
        "import sys; from planner.cli.commands import main; main(['--help'], standalone_mode=False); "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    *lines, imported = run_python(program).splitlines()
    assert [line.split()[0] for line in lines[lines.index("Commands:") + 1 :]] == list(COMMANDS)
    assert imported == "[]"


def test_completion_of_a_command_imports_none() -> None:
    program = (
        "import sys, atexit; from planner.cli.commands import main\n"
        f"atexit.register(lambda: print([name for name in {HEAVY} if name in sys.modules]))\n"
        "main(prog_name='planner')"
    )
    environment = {"_PLANNER_COMPLETE": "bash_complete", "COMP_WORDS": "planner ver", "COMP_CWORD": "1"}
    assert run_python(program, **environment).splitlines() == ["plain,verify", "[]"]


def test_optimised_python_keeps_the_help() -> None:
    program = "from planner.cli.commands import main; main(['plan', '--help'])"
    assert run_python(program, "-OO") == run_python(program)
