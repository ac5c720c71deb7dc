"""The benchmarks stand beside the house: only their own two commands import them, and only when they run."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
COMMANDS = ROOT / "planner" / "cli" / "benchmarks"


def imports_benchmarks(file: Path) -> bool:
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    named = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    named += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return any(name == "planner.benchmarks" or name.startswith("planner.benchmarks.") for name in named)


def test_only_the_commands_of_the_benchmarks_import_them() -> None:
    users = {file for file in (ROOT / "planner").rglob("*.py") if imports_benchmarks(file)}
    outside = {file for file in users if (ROOT / "planner" / "benchmarks") not in file.parents}
    assert {file.parent for file in outside} == {COMMANDS}


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "--help"], ["plan", "nowhere", "--store", "none"]])
def test_other_commands_run_without_loading_them(arguments: list[str]) -> None:
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: print([name for name in sys.modules if name.startswith('planner.benchmarks')]))\n"
        "from planner.cli.commands import main\n"
        f"sys.argv = ['planner', *{arguments}]\n"
        "main()\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.splitlines()[-1] == "[]", run.stderr
