"""Which solves make up a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from planner.benchmarks.comparison.rows import Problem, Task
from planner.benchmarks.comparison.solvers import CONTENDERS
from planner.benchmarks.comparison.targets import RCPSP_SECONDS, target_for
from planner.benchmarks.instances import FrozenInstance
from planner.benchmarks.rcpsp.patterson import RcpspInstance


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What to compare.

    `quick`: only the instances marked so, in shorter time. `sizes`: only instances of so many contracts; empty: all.
    `seconds`: the same for every instance; None: by size. `solvers`: names of the contenders; empty: all.
    `reduced_up_to`: largest number of contracts for which the reduced portfolio is solved too.
    """

    quick: bool
    sizes: tuple[int, ...] = ()
    seconds: float | None = None
    workers: int = 2
    seed: int = 0
    solvers: tuple[str, ...] = ()
    reduced_up_to: int = 2_000


def portfolio_tasks(comparison: Comparison, instances: Sequence[FrozenInstance], source: Path) -> Iterator[Task]:
    """All solvers on one instance after the other, side by side; then on its reduced form."""
    for instance in instances:
        size = instance.spec.contracts
        if (comparison.quick and not instance.quick) or (comparison.sizes and size not in comparison.sizes):
            continue
        target = target_for(size)
        seconds = comparison.seconds or (target.quick_seconds if comparison.quick else target.seconds)
        for problem in (Problem.PORTFOLIO, Problem.REDUCED):
            if problem is Problem.REDUCED and size > comparison.reduced_up_to:
                continue
            for solver in _solvers(comparison, problem):
                yield Task(
                    problem=problem,
                    instance=instance.name,
                    source=str(source),
                    source_digest=_short_hash(f"{instance.spec}{instance.sha256}".encode()),
                    family="coupled" if instance.coupled else "apart",
                    size=size,
                    congestion_percent=instance.spec.congestion_percent,
                    best_known=None,
                    solver=solver,
                    seconds=float(seconds),
                    workers=comparison.workers,
                    seed=comparison.seed,
                )


def rcpsp_tasks(comparison: Comparison, instances: Sequence[RcpspInstance]) -> Iterator[Task]:
    """Both solvers on each project; a quick comparison takes the first two of every family."""
    for instance in _first_of_each(instances, 2) if comparison.quick else instances:
        for solver in _solvers(comparison, Problem.RCPSP):
            yield Task(
                problem=Problem.RCPSP,
                instance=instance.name,
                source=str(instance.file),
                source_digest=_short_hash(instance.file.read_bytes()),
                family=instance.family,
                size=int("".join(sign for sign in instance.family if sign.isdigit()) or 0),
                congestion_percent=None,
                best_known=instance.best_known,
                solver=solver,
                seconds=float(comparison.seconds or RCPSP_SECONDS),
                workers=comparison.workers,
                seed=comparison.seed,
            )


def _short_hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]


def _solvers(comparison: Comparison, problem: Problem) -> list[str]:
    wanted = comparison.solvers or tuple(CONTENDERS)
    return [name for name, contender in CONTENDERS.items() if problem in contender.problems and name in wanted]


def _first_of_each(instances: Iterable[RcpspInstance], count: int) -> list[RcpspInstance]:
    taken: dict[str, list[RcpspInstance]] = {}
    for instance in instances:
        taken.setdefault(instance.family, []).append(instance)
    return [instance for family in taken.values() for instance in family[:count]]
