"""The frozen set: names, generator settings and hashes; the portfolios themselves are drawn again when needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import LATER_SETTINGS, GeneratorSpec
from planner.benchmarks.table_file import TableRow, read_table
from planner.domain.portfolio import Portfolio
from planner.errors import PlannerError, SettingsError
from planner.reading.files.safe_names import is_file_name
from planner.writing import csv_text, write_file

OPTIONAL = ("budget_percent", "negotiation_limit")
"""Columns that may be blank."""


class InstanceError(PlannerError):
    """An instance drawn again is not what it was."""


@dataclass(frozen=True, kw_only=True)
class FrozenInstance:
    """One instance of the set; `quick` ones make up the short run. `sha256` is of the canonical text."""

    name: str
    quick: bool
    spec: GeneratorSpec
    sha256: str

    @property
    def coupled(self) -> bool:
        """Whether its clusters share resources, contracts or budgets."""
        return bool(self.spec.cross_percent or self.spec.budget_percent or self.spec.negotiation_limit)


def read_instances(file: Path) -> tuple[FrozenInstance, ...]:
    """The instances listed in a CSV file, in its order. Raises TableFileError with file, line and column of a fault."""
    seen: set[str] = set()
    return tuple(_instance(row, seen) for row in read_table(file, _columns(()), optional=LATER_SETTINGS))


def _instance(row: TableRow, seen: set[str]) -> FrozenInstance:
    name = row.cells["name"]
    if not is_file_name(name):
        cure = "use letters, digits, hyphens, points and underscores, at most 100"
        raise row.wrong("name", f"{name!r} is no name of a file", cure)
    if name in seen:
        raise row.wrong("name", f"{name} stands in a row before", "give it another name")
    seen.add(name)
    return FrozenInstance(name=name, quick=row.cells["quick"] == "yes", spec=_spec(row), sha256=row.cells["sha256"])


def _spec(row: TableRow) -> GeneratorSpec:
    stated: dict[str, int | None] = {
        column: None if column in OPTIONAL and not row.cells[column] else row.whole(column)
        for column in GeneratorSpec().to_row()
    }
    stated |= {column: row.whole(column) for column in LATER_SETTINGS if row.cells[column]}
    try:
        return GeneratorSpec(**stated)  # type: ignore[arg-type]
    except SettingsError as error:
        column, _, what = str(error).partition(" ")
        raise row.wrong(column, what, "correct the cell") from error


def _columns(later: Iterable[str]) -> list[str]:
    return ["name", "quick", *GeneratorSpec().to_row(), *later, "sha256"]


def write_instances(file: Path, instances: tuple[FrozenInstance, ...]) -> None:
    """The list as a CSV file; settings that came later have a column where an instance needs it."""
    rows = [_cells(instance) for instance in instances]
    columns = _columns(column for column in LATER_SETTINGS if any(column in row for row in rows))
    write_file(file, csv_text(columns, ([row.get(column, "0") for column in columns] for row in rows)))


def _cells(instance: FrozenInstance) -> dict[str, str]:
    quick = "yes" if instance.quick else "no"
    return {"name": instance.name, "quick": quick, **instance.spec.to_row(), "sha256": instance.sha256}


def draw_instance(instance: FrozenInstance) -> Portfolio:
    """The portfolio of an instance. Raises InstanceError where it is not, record for record, what was frozen.

    An instance without a hash is not compared: a list written by hand may leave the column empty.
    """
    portfolio = generate_portfolio(instance.spec)
    found = canonical_hash(portfolio)
    if instance.sha256 and found != instance.sha256:
        raise InstanceError(
            f"{instance.name} drawn again has the hash {found[:12]}, not {instance.sha256[:12]}: "
            "the generator, or a default of a record, has changed since the set was frozen"
        )
    return portfolio
