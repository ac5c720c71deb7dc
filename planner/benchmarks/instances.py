"""The frozen set: names, generator settings and hashes; the portfolios themselves are drawn again when needed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.portfolio import Portfolio
from planner.errors import PlannerError


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
    """The instances listed in a CSV file, in its order. Raises InstanceError where a column or a number is missing."""
    with file.open(encoding="utf-8", newline="") as text:
        reader = csv.DictReader(text)
        missing = [column for column in _columns() if column not in (reader.fieldnames or ())]
        if missing:
            raise InstanceError(
                f"{file} has no column {', '.join(missing)}; take data/benchmarks/instances.csv as a pattern"
            )
        return tuple(_instance(file, reader.line_num, row) for row in reader)


def _columns() -> list[str]:
    return ["name", "quick", *GeneratorSpec().to_row(), "sha256"]


def _instance(file: Path, line: int, row: dict[str, str]) -> FrozenInstance:
    try:
        spec = GeneratorSpec.from_row(row)
    except (TypeError, ValueError) as error:
        raise InstanceError(f"{file}, line {line}: {error}; write whole numbers, shares in per cent") from error
    return FrozenInstance(name=row["name"], quick=row["quick"] == "yes", spec=spec, sha256=row["sha256"] or "")


def write_instances(file: Path, instances: tuple[FrozenInstance, ...]) -> None:
    """The list as a CSV file."""
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, _columns(), lineterminator="\n")
        writer.writeheader()
        for instance in instances:
            quick = "yes" if instance.quick else "no"
            row = {"name": instance.name, "quick": quick, **instance.spec.to_row(), "sha256": instance.sha256}
            writer.writerow(row)


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
