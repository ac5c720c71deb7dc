"""The frozen set: names, generator settings and hashes; the portfolios themselves are drawn again when needed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.portfolio import Portfolio
from planner.errors import PlannerError, SettingsError
from planner.reading.files.regular_file import UnreadableFile, read_text
from planner.reading.files.safe_names import is_file_name
from planner.writing import csv_text, write_file

OPTIONAL = ("budget_percent", "negotiation_limit")
"""Columns that may be blank."""
_WHOLE = re.compile(r"[+-]?\d{1,12}")


class InstanceError(PlannerError):
    """An instance is unknown, or drawn again it is not what it was."""


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
    """The instances listed in a CSV file, in its order. Raises InstanceError with file, line and column of a fault."""
    return tuple(_ListReader(file).instances())


class _ListReader:
    """Reads one list; `_line` is the line of the row in hand."""

    def __init__(self, file: Path) -> None:
        self._file, self._line = file, 1

    def instances(self) -> Iterator[FrozenInstance]:
        try:
            rows = csv.DictReader(io.StringIO(read_text(self._file), newline=""), strict=True)
            self._check_columns(rows.fieldnames or ())
            seen: set[str] = set()
            for row in rows:
                self._line = rows.line_num
                yield self._instance(row, seen)
        except UnreadableFile as fault:
            raise InstanceError(f"{self._file}: {fault.message}; {fault.cure}") from fault
        except csv.Error as error:
            raise self._wrong("the row", "is not well-formed CSV", "close its quotes") from error

    def _check_columns(self, found: Sequence[str]) -> None:
        missing = [column for column in _columns() if column not in found]
        if missing:
            pattern = "take data/benchmarks/instances.csv as a pattern"
            raise InstanceError(f"{self._file}, line 1: there is no column {', '.join(missing)}; {pattern}")

    def _instance(self, row: Mapping[str | None, Any], seen: set[str]) -> FrozenInstance:
        blank = next((column for column in _columns() if row[column] is None), None)
        if blank is not None:
            raise self._wrong(blank, "is missing: the row ends before it", "write a comma for every cell left blank")
        if None in row:
            raise self._wrong("the row", "has more cells than the header", "take out the surplus commas")
        name = self._name(str(row["name"]), seen)
        spec = self._spec({column: str(row[column]) for column in GeneratorSpec().to_row()})
        return FrozenInstance(name=name, quick=row["quick"] == "yes", spec=spec, sha256=str(row["sha256"]))

    def _name(self, name: str, seen: set[str]) -> str:
        """The name, which becomes that of files."""
        if not is_file_name(name):
            cure = "use letters, digits, hyphens, points and underscores, at most 100"
            raise self._wrong("name", f"{name!r} is no name of a file", cure)
        if name in seen:
            raise self._wrong("name", f"{name} stands in a row before", "give it another name")
        seen.add(name)
        return name

    def _spec(self, cells: dict[str, str]) -> GeneratorSpec:
        for column, text in cells.items():
            if not _WHOLE.fullmatch(text) and (text or column not in OPTIONAL):
                raise self._wrong(column, f"{text!r} is not a whole number", "write one; shares are in per cent")
        try:
            return GeneratorSpec.from_row(cells)
        except SettingsError as error:
            column = str(error).partition(" ")[0]
            raise self._wrong(column, str(error).removeprefix(f"{column} "), "correct the cell") from error

    def _wrong(self, column: str, what: str, cure: str) -> InstanceError:
        return InstanceError(f"{self._file}, line {self._line}, {column}: {what}; {cure}")


def _columns() -> list[str]:
    return ["name", "quick", *GeneratorSpec().to_row(), "sha256"]


def write_instances(file: Path, instances: tuple[FrozenInstance, ...]) -> None:
    """The list as a CSV file."""
    write_file(file, csv_text(_columns(), map(_cells, instances)))


def _cells(instance: FrozenInstance) -> list[object]:
    quick = "yes" if instance.quick else "no"
    row = {"name": instance.name, "quick": quick, **instance.spec.to_row(), "sha256": instance.sha256}
    return [row[column] for column in _columns()]


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
