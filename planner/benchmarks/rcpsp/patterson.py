"""Reads RCPSP instances in Patterson format, with the best makespans known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.benchmarks.rcpsp.project import RcpspProject
from planner.benchmarks.table_file import read_table
from planner.errors import PlannerError
from planner.reading.files.regular_file import UnreadableFile, read_text

BEST_KNOWN_FILE = "best_known.csv"


class PattersonError(PlannerError):
    """A file is not a project in Patterson format."""


@dataclass(frozen=True, kw_only=True)
class RcpspInstance:
    """A project file; `family` is what its name begins with (J30, RG300), `best_known` None where nobody says."""

    name: str
    family: str
    file: Path
    best_known: int | None


def rcpsp_instances(folder: Path) -> tuple[RcpspInstance, ...]:
    """The project files of a folder in order of family size and name; best makespans from `best_known.csv` if there."""
    best = _best_known(folder / BEST_KNOWN_FILE)
    found = [
        RcpspInstance(name=file.stem, family=file.stem.split("_")[0], file=file, best_known=best.get(file.stem))
        for file in folder.iterdir()
        if file.suffix.lower() in (".txt", ".rcp") and file.stem.upper() != "LICENSE"
    ]
    return tuple(sorted(found, key=lambda instance: (len(instance.family), instance.family, instance.name)))


def read_patterson(file: Path) -> RcpspProject:
    """The project of a file.

    Activities and resources; capacities; then for each activity its duration, its demand on each resource, the number
    of successors and the successors counted from 1. Line breaks do not matter. Raises PattersonError.
    """
    try:
        words = read_text(file).split()
    except UnreadableFile as fault:
        raise PattersonError(f"{file}: {fault.message}; {fault.cure}") from fault
    try:
        numbers = iter([int(word) for word in words])
        project = _parse(numbers)
    except (ValueError, StopIteration, RuntimeError) as error:
        raise PattersonError(f"{file} is not a project in Patterson format: {error or 'it ends too early'}") from error
    left = len(list(numbers))
    if left:
        raise PattersonError(f"{file} is not a project in Patterson format: {left} numbers too many")
    return project


def _parse(numbers: Iterator[int]) -> RcpspProject:
    count, resources = next(numbers), next(numbers)
    capacities = tuple(next(numbers) for _ in range(resources))
    durations, demands, successors = [], [], []
    for _ in range(count):
        durations.append(next(numbers))
        demands.append(tuple([next(numbers) for _ in range(resources)]))
        followers = [next(numbers) for _ in range(next(numbers))]
        if not all(1 <= follower <= count for follower in followers):
            raise ValueError(f"successor out of 1 to {count}")
        successors.append(tuple(follower - 1 for follower in followers))
    return RcpspProject(
        durations=tuple(durations), demands=tuple(demands), capacities=capacities, successors=tuple(successors)
    )


def _best_known(file: Path) -> dict[str, int]:
    if not file.exists():
        return {}
    rows = read_table(file, ("instance", "best_known"))
    return {Path(row.cells["instance"]).stem: row.whole("best_known") for row in rows}
