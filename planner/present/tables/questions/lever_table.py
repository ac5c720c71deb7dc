"""What would clear contracts, as a table: a row for each lever that was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.domain.levers.lever import Unit
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table

if TYPE_CHECKING:
    from planner.explain import Answer, Clearing, LeverAnswer
    from planner.explain.levers.modes import ModeAnswer
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True)
class LeverRow:
    """The answer of one lever."""

    found: LeverAnswer

    @property
    def price_pounds(self) -> int | None:
        """What the plan that shows it costs more than today's."""
        return None if self.found.witness is None else self.found.witness.price_pounds


COLUMNS: tuple[Column[LeverRow], ...] = (
    Column("contract", "Contract", Kind.NAME, lambda row: row.found.contract),
    Column("table", "Table", Kind.NAME, lambda row: row.found.lever.table, shown=False),
    Column("record", "Record", Kind.NAME, lambda row: row.found.lever.key, shown=False),
    Column("lever", "Lever", Kind.TEXT, lambda row: f"{row.found.lever.label}, {row.found.lever.way.value}"),
    Column("verdict", "Verdict", Kind.TEXT, lambda row: row.found.verdict.value),
    Column("least", "Least", Kind.NUMBER, lambda row: row.found.amount),
    Column("unit", "Unit", Kind.NAME, lambda row: row.found.lever.unit.value or "whole"),
    Column("refuted_for", "One less fails for", Kind.TEXT, lambda row: _refuted(row.found)),
    Column("left_days", "Days left with one less", Kind.NUMBER, lambda row: row.found.left_days, spare=True),
    Column("price_pounds", "Plan costs more", Kind.MONEY, lambda row: row.price_pounds),
    Column("moved", "Moved", Kind.NUMBER, lambda row: row.found.witness and len(row.found.witness.moved), spare=True),
    Column("late_days", "Days late at most", Kind.NUMBER, lambda row: row.found.late_days_at_most, spare=True),
)


def _refuted(found: LeverAnswer) -> str | None:
    return found.refuted.value if found.amount is not None else None


def lever_table(case: PlanCase, answer: Answer) -> Table[LeverRow]:
    """The levers of every contract that was asked for them, those that clear it first."""
    rows = [LeverRow(found) for told in answer.told if told.clearing for found in _best_first(told.clearing)]
    return Table(columns=COLUMNS, rows=rows, currency=case.portfolio.currency, marking=case.portfolio.marking)


def _best_first(clearing: Clearing) -> Iterator[LeverAnswer]:
    first = clearing.clearing
    yield from first
    yield from (found for found in clearing.levers if found not in first)


def clearing_values(case: PlanCase, clearing: Clearing) -> dict[str, Any]:
    """All that would clear a contract, as plain values."""
    date_of = case.portfolio.date_of
    capacity, right, priority = clearing.capacity, clearing.right, clearing.priority
    return {
        "off_by_date": date_of(clearing.by_day - 1).isoformat(),
        "levers": [_lever_values(found) for found in clearing.levers],
        "capacity": []
        if capacity is None
        else [
            {
                "resource": need.resource,
                "from_date": need.from_date.isoformat(),
                "until_date": need.until_date.isoformat(),
                "units": need.units,
            }
            for need in capacity.more
        ],
        "together": []
        if clearing.together is None
        else [
            {"table": lever.table, "id": lever.key, "amount": amount, "unit": lever.unit.value}
            for lever, amount in clearing.together.amounts
        ],
        "right": None if right is None else {"months": right.months, "until_date": right.until_date.isoformat()},
        "late_decisions": [{"option": late.option, "days_short": late.days_short} for late in clearing.decisions],
        "modes": None if clearing.modes is None else _mode_values(clearing.modes),
        "priority": None
        if priority is None or priority.witness is None
        else {
            "price_pounds": priority.witness.price_pounds,
            "at_least_pounds": priority.at_least_pounds,
            "exact": priority.exact,
            "worse": dict(priority.witness.worse),
        },
        "cannot_all": list(clearing.cannot_all or ()),
        "unasked": clearing.unasked,
    }


def _mode_values(found: ModeAnswer) -> dict[str, Any]:
    return {
        "verdict": found.verdict.value,
        "price_pounds": None if found.witness is None else found.witness.price_pounds,
        "changes": [
            {"migration": change.migration, "mode": change.mode, "extra_pounds": change.extra_pounds}
            for change in found.changes
        ],
    }


def _lever_values(found: LeverAnswer) -> dict[str, Any]:
    lever, witness = found.lever, found.witness
    return {
        "table": lever.table,
        "id": lever.key,
        "column": lever.column,
        "way": lever.way.value,
        "unit": "whole" if lever.unit is Unit.WHOLE else lever.unit.value,
        "verdict": found.verdict.value,
        "least": found.amount,
        "one_less_fails_for": found.refuted.value if found.amount is not None else None,
        "days_left_with_one_less": found.left_days,
        "days_late_with_all": found.late_days_at_most,
        "price_pounds": None if witness is None else witness.price_pounds,
        "moved": [] if witness is None else list(witness.moved),
        "worse": {} if witness is None else dict(witness.worse),
    }
