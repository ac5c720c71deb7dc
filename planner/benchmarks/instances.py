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
    """The instances listed in a CSV file, in its order."""
    with file.open(encoding="utf-8", newline="") as text:
        return tuple(
            FrozenInstance(
                name=row["name"],
                quick=row["quick"] == "yes",
                spec=GeneratorSpec.from_row(row),
                sha256=row["sha256"],
            )
            for row in csv.DictReader(text)
        )


def write_instances(file: Path, instances: tuple[FrozenInstance, ...]) -> None:
    """The list as a CSV file."""
    columns = ["name", "quick", *GeneratorSpec().to_row(), "sha256"]
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, lineterminator="\n")
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
