"""The table of floors in CONTRIBUTING.md is true: who may import whom, and which library is used where."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "planner"
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?P<number>\d+|beside) \| `(?P<place>(?P<name>\w+)(?:/|\.py))` \|[^|]*\| (?P<libraries>[^|]*) \|$",
    re.MULTILINE,
)
PICTURE = re.compile(r"^## The layout as a picture\n.+?^```text\n(?P<drawing>.+?)^```", re.MULTILINE | re.DOTALL)
BESIDE = 8.5
"""A folder beside the house uses every floor below the commands, and only the commands use it."""


@dataclass(frozen=True)
class Layer:
    """One row of the table; `libraries` are the import names of the third-party packages it may use."""

    number: float
    place: str
    name: str
    libraries: frozenset[str]


@dataclass(frozen=True)
class Import:
    """One import statement, wherever it stands in the file."""

    file: str
    line: int
    layer: str
    target: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.target}"


def layers_of(text: str) -> dict[str, Layer]:
    rows = (match.groupdict() for match in ROW.finditer(text))
    return {row["name"]: layer_of(row) for row in rows}


def layer_of(row: dict[str, str]) -> Layer:
    number = BESIDE if row["number"] == "beside" else int(row["number"])
    return Layer(number, row["place"], row["name"], frozenset(re.findall(r"`(\w+)`", row["libraries"])))


def drawing_of(layers: Iterable[Layer]) -> str:
    """The house with its highest floor on top, and what stands beside it at the floor that uses it."""
    floors: dict[float, list[str]] = {}
    for layer in sorted(layers, key=lambda layer: -layer.number):
        floors.setdefault(layer.number, []).append(layer.place)
    beside = "  ".join(floors.pop(BESIDE, []))
    rooms = [f"│ {number}  {'  '.join(places):<20} │" for number, places in floors.items()]
    rooms[0] += f" ──→ {beside}, which uses every floor below the top one"
    line = "─" * 25
    return f"┌{line}┐\n" + f"\n├{line}┤\n".join(rooms) + f"\n└{line}┘\n"


LAYERS = layers_of(PAGE)
TOP_FILES = {"__init__", "__main__"}
"""The public names and the entry point; they stand above all layers."""
FOR_TYPES_ONLY = {("planner/errors.py", "planner.domain.findings.Finding")}
"""The one upward link: the type of what an error carries, never imported when the program runs."""

MODULE_AS_TEXT = re.compile(r"planner(\.\w+)+$")
"""The name of a module in quotes counts as an import: it is what importlib would be given."""
PART_OF = {"markupsafe": "jinja2", "pydantic_core": "pydantic"}
"""Libraries that are installed as a part of another."""


def imports_of(file: Path, package: Path) -> Iterator[Import]:
    relative = file.relative_to(package.parent)
    layer = relative.with_suffix("").parts[1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            targets = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            targets = ["." * node.level + (node.module or "")]
        elif isinstance(node, ast.Constant) and MODULE_AS_TEXT.match(str(node.value)):
            targets = [str(node.value)]
        else:
            continue
        yield from (Import(str(relative), node.lineno, layer, target) for target in targets)


def all_imports() -> list[Import]:
    return [found for file in sorted(PACKAGE.rglob("*.py")) for found in imports_of(file, PACKAGE)]


def goes_upward(found: Import) -> bool:
    """Whether a file of a layer imports a higher layer; the version is the one thing all may ask of the package."""
    parts = found.target.split(".")
    if parts[0] != "planner" or found.target == "planner.__version__" or found.layer in TOP_FILES:
        return False
    if (found.file, found.target) in FOR_TYPES_ONLY:
        return False
    if found.layer not in LAYERS:
        return True
    if len(parts) == 1:  # the public names, which reach up to the outputs
        return LAYERS[found.layer].number < LAYERS["present"].number
    if parts[1] not in LAYERS:
        return True
    return LAYERS[parts[1]].number > LAYERS[found.layer].number


def is_foreign(found: Import) -> bool:
    """Whether a library is imported that the row of the layer does not name."""
    library = found.target.split(".")[0]
    library = PART_OF.get(library, library)
    own_or_standard = {"planner", *sys.stdlib_module_names}
    allowed = LAYERS[found.layer].libraries if found.layer in LAYERS else frozenset()
    return library not in own_or_standard and library not in allowed


def test_an_upward_import_by_text_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "planner" / "domain" / "escape.py"
    file.parent.mkdir(parents=True)
    file.write_text("from importlib import import_module\nsolver = import_module('planner.solver')\n")
    assert any(goes_upward(found) for found in imports_of(file, tmp_path / "planner"))


def test_every_folder_and_module_of_the_package_has_a_row() -> None:
    folders = {folder.parent.name for folder in PACKAGE.glob("*/__init__.py")}
    modules = {file.stem for file in PACKAGE.glob("*.py")} - TOP_FILES
    assert folders | modules == set(LAYERS)


def test_the_picture_shows_the_floors_of_the_table() -> None:
    found = PICTURE.search(PAGE)
    assert found
    assert found["drawing"] == drawing_of(LAYERS.values())


def test_no_folder_holds_more_than_20_modules() -> None:
    folders = {folder for folder in PACKAGE.rglob("*") if folder.is_dir()}
    assert {folder.name for folder in folders if len(list(folder.glob("*.py"))) > 20} == set()


def test_every_folder_with_code_is_a_package() -> None:
    assert {file.parent for file in PACKAGE.rglob("*.py")} == {file.parent for file in PACKAGE.rglob("__init__.py")}


def test_no_layer_imports_a_higher_one() -> None:
    assert [str(found) for found in all_imports() if goes_upward(found)] == []


def test_each_library_is_imported_only_where_the_table_says() -> None:
    assert [str(found) for found in all_imports() if is_foreign(found)] == []


def test_no_import_is_relative_so_that_none_escapes_the_check() -> None:
    assert [str(found) for found in all_imports() if found.target.startswith(".")] == []


BY_TEXT = {"planner/cli/shared/lazy_commands.py"}
"""The one module beside packages that imports by text: the commands, on the top floor."""


def test_only_packages_with_lazy_names_and_the_commands_import_by_text() -> None:
    # What they name in quotes is checked like any other import; a name put together at run time would not be.
    users = {found.file for found in all_imports() if found.target in ("importlib", "importlib.import_module")}
    assert {file for file in users if not file.endswith("/__init__.py")} == BY_TEXT


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("ortools", {"solver", "benchmarks"}),  # the makespan solver of the benchmarks is a solver too
        ("networkx", {"domain", "present"}),  # present lays the graph out and writes it for other tools
        ("matplotlib", {"present"}),
        ("click", {"cli", "present"}),  # present prints tables with it
        ("pydantic", {"reading"}),
    ],
)
def test_a_heavy_library_stays_in_its_home(library: str, homes: set[str]) -> None:
    assert {layer.name for layer in LAYERS.values() if library in layer.libraries} == homes


def test_an_upward_import_inside_a_function_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "planner" / "domain" / "escape.py"
    file.parent.mkdir(parents=True)
    file.write_text("def late():\n    from planner.solver import solve\n    import ortools\n")
    upward, foreign = imports_of(file, tmp_path / "planner")
    assert goes_upward(upward)
    assert is_foreign(foreign)


def test_the_libraries_of_the_table_are_the_declared_ones() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [entry for name, entries in project["optional-dependencies"].items() if name != "dev" for entry in entries]
    needed, optional = _import_names(project["dependencies"]), _import_names(extras)
    named = {library for layer in LAYERS.values() for library in layer.libraries}
    assert needed <= named <= needed | optional


IMPORTED_AS = {"jpype1": "jpype"}
"""Libraries that are imported under another name than they are installed under."""


def _import_names(requirements: list[str]) -> set[str]:
    names = (re.split(r"[><=\[]", entry)[0].replace("-", "_") for entry in requirements)
    return {IMPORTED_AS.get(name, name) for name in names}
