"""The place of the bundled portfolios: inside an installed package, or in the checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from planner.cli.shared.failures import BadInput


def bundled_portfolio(name: str) -> Path:
    """The folder of an example portfolio, for instance `whitehall`."""
    package = Path(str(files("planner")))
    for home in (package, package.parent):
        folder = home / "data" / name
        if folder.is_dir():
            return folder
    raise BadInput(f"the example portfolio {name} is not installed with the program")
