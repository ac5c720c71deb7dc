"""Notebooks are prose and two-line cells, stored without output, and run from top to bottom."""

from __future__ import annotations

import ast
from pathlib import Path

import nbclient
import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@every_notebook
def test_a_notebook_runs_from_top_to_bottom(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    assert shown_in(notebook) & {"text/html", "image/png"}, "a notebook shows a table or a chart"


def shown_in(notebook: nbformat.NotebookNode) -> set[str]:
    """The kinds of output, as MIME types."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return {kind for output in outputs for kind in output.get("data", ())}


@every_notebook
def test_a_notebook_is_stored_without_output(path: Path) -> None:
    assert [cell.source for cell in code_cells(path) if cell.outputs or cell.execution_count is not None] == []


@every_notebook
def test_a_cell_has_two_lines_at_most_and_defines_nothing(path: Path) -> None:
    assert [cell.source for cell in code_cells(path) if len(cell.source.splitlines()) > 2] == []
    nodes = [node for cell in code_cells(path) for node in ast.walk(ast.parse(cell.source))]
    assert not any(isinstance(node, DEFINITIONS) for node in nodes)


@every_notebook
def test_prose_comes_before_code(path: Path) -> None:
    kinds = [cell.cell_type for cell in nbformat.read(path, as_version=4).cells]
    assert kinds[0] == "markdown"
    assert kinds.count("markdown") * 2 >= kinds.count("code")
