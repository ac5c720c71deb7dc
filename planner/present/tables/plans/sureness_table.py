"""What sampled futures say of the totals of a plan, one row a figure, where risk was run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.plan.sureness import Range
from planner.present.rule_words import basis_of
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase

FIGURES = {
    "cost": "Cost with the plan's options",
    "extensions": "Extensions",
    "exposure": "Exposure",
}
"""The money that a risk tells, and what each is for people."""


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure over all sampled futures."""

    figure: str
    range: Range
    basis: str

    @property
    def meaning(self) -> str:
        """What it is, for people."""
        return FIGURES[self.figure]

    def pounds(self, name: str) -> int:
        """The mean, half of its interval or a percentile."""
        found: float = getattr(self.range, name)
        return round(found)


def _of(name: str, title: str, *, spare: bool = False) -> Column[FigureRow]:
    return Column(name, title, Kind.MONEY, lambda row: row.pounds(name), spare=spare)


COLUMNS: tuple[Column[FigureRow], ...] = (
    Column("figure", "Figure", Kind.NAME, shown=False),
    Column("meaning", "Figure"),
    _of("mean", "Mean"),
    _of("error", "±"),
    _of("p10", "P10"),
    _of("p50", "P50"),
    _of("p80", "P80"),
    _of("p90", "P90"),
    _of("p95", "P95", spare=True),
    Column("basis", "What it rests on", shown=False),
)


def _rows(case: PlanCase) -> Sequence[FigureRow]:
    found = case.sureness
    if found is None:
        return ()
    ranges = {figure: getattr(found, figure) for figure in FIGURES}
    return [
        FigureRow(figure=figure, range=held, basis=basis_of(found))
        for figure, held in ranges.items()
        if held is not None
    ]


SURENESS = PlanTable(name="sureness", title="How sure the figures are", columns=COLUMNS, rows=_rows)
