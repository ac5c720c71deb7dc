"""The wings of the solver have an order: model, bound, search, then the modules that drive them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOLVER = Path(__file__).parent.parent.parent / "planner" / "solver"
ORDER = (
    {"arrays", "compiling", "interruption", "settings", "tuning"},
    {"model"},
    {"bound", "monitor"},
    {"search"},
    {
        "conflicts",
        "feeders_first",
        "goal_measures",
        "goals",
        "impossible",
        "pipeline",
        "preparation",
        "solve",
        "start",
        "weighted",
    },
    {"questions"},
    {"__init__"},
)
"""From the lowest up; a module may import its own row and those below. The monitor ranks candidates, so it stands above the
model. `outcome` belongs to the lowest row where it is a module of the solver."""
HEIGHT = {name: height for height, names in enumerate(ORDER) for name in names} | {"outcome": 0}


def imports() -> Iterator[tuple[str, str]]:
    """File and what it imports of the solver, wherever the import stands."""
    for file in sorted(SOLVER.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("planner.solver"):
                for alias in node.names:
                    yield file.relative_to(SOLVER).as_posix(), f"{node.module}.{alias.name}"


def place_of(path: str) -> str:
    return path.split("/")[0].removesuffix(".py")


def test_every_module_has_a_place() -> None:
    places = {place_of(file.relative_to(SOLVER).as_posix()) for file in SOLVER.rglob("*.py")}
    assert places | {"outcome"} == set(HEIGHT)


def test_no_wing_imports_a_higher_one() -> None:
    upward = [
        f"{file} imports {target}"
        for file, target in imports()
        if HEIGHT[target.split(".")[2]] > HEIGHT[place_of(file)]
    ]
    assert upward == []
