"""Rows of two solvers on the same instance, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.benchmarks.comparison.rows import Row


@dataclass(frozen=True)
class Pair:
    """Ours and another solver on one instance with the same seconds and workers."""

    ours: Row
    rival: Row

    @property
    def saving_percent(self) -> float | None:
        """How much cheaper ours is, in percent of the other's cost; None where either has no plan that keeps the rules."""
        mine, other = self.ours.valid_cost, self.rival.valid_cost
        if mine is None or other is None:
            return None
        return 100 * (other - mine) / other if other else 0.0

    @property
    def is_cheaper(self) -> bool:
        """Whether ours is cheaper, or alone has a plan."""
        saving = self.saving_percent
        return self.ours.valid_cost is not None if saving is None else saving > 0

    @property
    def is_dearer(self) -> bool:
        """Whether the other one is cheaper, or alone has a plan."""
        saving = self.saving_percent
        return self.ours.valid_cost is None and self.rival.valid_cost is not None if saving is None else saving < 0


def pairs_of(rows: Sequence[Row], ours: str, rival: str) -> list[Pair]:
    """Rows of `ours` with the row of the other solver on the same problem, instance, seconds, workers and seed."""
    others = {_without_solver(row): row for row in rows if row.solver == rival}
    mine = (row for row in rows if row.solver == ours)
    return [Pair(row, others[_without_solver(row)]) for row in mine if _without_solver(row) in others]


def contradictions(rows: Iterable[Row]) -> list[str]:
    """Where a proved bound lies above the cost of a plan that keeps every rule: one of the two must be wrong.

    Rows of the same problem and instance are compared whatever their solver and seconds.
    """
    by_instance: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        by_instance.setdefault((row.problem, row.instance, row.digest), []).append(row)
    return [
        f"{row.instance} ({row.problem}): {row.solver} proves {row.bound:,}, {other.solver} has a plan of {other.cost:,}"
        for same in by_instance.values()
        for row in same
        for other in same
        if row.bound is not None and other.valid_cost is not None and row.bound > other.valid_cost
    ]


def _without_solver(row: Row) -> tuple[str, ...]:
    return tuple(str(part) for part in (row.problem, row.instance, row.seconds_limit, row.workers, row.seed))
