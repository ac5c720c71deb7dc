"""The few names of the package: what is promised, what can be imported, and what docs/api.md shows are the same."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import planner
from tests.api_page import api_page

PACKAGE = Path(planner.__file__).parent
PAGE = (PACKAGE.parent / "docs" / "api.md").read_text(encoding="utf-8")


def names_for_type_checkers() -> dict[str, str]:
    """Module by name, from the imports under `if TYPE_CHECKING`."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    blocks = [node for node in tree.body if isinstance(node, ast.If)]
    imports = [node for block in blocks for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name: str(node.module) for node in imports for alias in node.names}


def test_type_checkers_and_programs_see_the_same_names() -> None:
    assert names_for_type_checkers() == dict(planner._HOMES)
    assert planner.__all__ == sorted(planner._HOMES)


@pytest.mark.parametrize("name", sorted(planner._HOMES))
def test_every_name_can_be_imported_and_says_what_it_is(name: str) -> None:
    assert getattr(planner, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'planner' has no attribute 'sovle'"):
        _ = planner.sovle


def test_dir_lists_every_name() -> None:
    assert set(planner._HOMES) <= set(dir(planner))


def test_the_page_of_the_public_api_says_what_the_code_says() -> None:
    assert api_page() == PAGE, "run make docs"


@pytest.mark.parametrize("command", ["import planner", "import planner.cli.commands"])
def test_an_import_brings_nothing_heavy(command: str) -> None:
    heavy = "{'pandas', 'numpy', 'ortools', 'networkx', 'matplotlib', 'pydantic', 'rich'}"
    program = f"import sys; {command}; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
