"""No module imports, through others, itself: what runs at import time is a graph without circles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).parent.parent
FILES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted((ROOT / "planner").rglob("*.py"))
}


def imports_at_run_time(tree: ast.Module) -> Iterator[str]:
    """Modules and names that a module imports when it is itself imported; not those that only type checkers see."""
    for statement in tree.body:
        yield from _imports(statement)


def _imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from _imports(child)


def module_of(target: str) -> str | None:
    """The module a name is imported from; None for one of a library."""
    while target and target not in FILES:
        target = target.rpartition(".")[0]
    return target or None


def import_graph() -> nx.DiGraph:
    """Arrows from each module to those it imports, and to the packages whose doors Python opens on the way."""
    graph = nx.DiGraph()
    for module, file in FILES.items():
        for target in imports_at_run_time(ast.parse(file.read_text(encoding="utf-8"))):
            found = module_of(target)
            while found:
                if not f"{module}.".startswith(f"{found}."):
                    graph.add_edge(module, found)
                found = found.rpartition(".")[0]
    return graph


def test_no_modules_import_each_other_in_a_circle() -> None:
    circles = [sorted(found) for found in nx.strongly_connected_components(import_graph()) if len(found) > 1]
    assert circles == []


def test_an_import_inside_a_function_or_for_types_only_is_no_import_at_run_time() -> None:
    text = "if TYPE_CHECKING:\n    import a\nimport b\ndef late():\n    import c\nclass D:\n    from e import f\n"
    assert list(imports_at_run_time(ast.parse(text))) == ["b", "e.f"]
