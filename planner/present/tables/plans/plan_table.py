"""A table that every plan has: its name, its title, its columns, and how its rows are found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from planner.present.tables.column import Column
from planner.present.tables.table import Table

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class PlanTable(Generic[R]):
    """`name` is what files and frames call it; `rows` finds its rows in a plan."""

    name: str
    title: str
    columns: tuple[Column[R], ...]
    rows: Callable[[PlanCase], Sequence[R]]

    def of(self, case: PlanCase, rows: Sequence[R] | None = None) -> Table[R]:
        """The table of a plan; with `rows`, of these rows alone."""
        found = self.rows(case) if rows is None else rows
        return Table(columns=self.columns, rows=found, currency=case.portfolio.currency, marking=case.portfolio.marking)
