"""The page of commands is what the commands say of themselves."""

from pathlib import Path

import planner
from planner.cli.reference import commands_page

PAGE = Path(planner.__file__).parents[1] / "docs" / "commands.md"


def test_the_page_is_made_from_the_help() -> None:
    assert PAGE.read_text(encoding="utf-8") == commands_page(), "make docs writes the page anew"
