"""Capacity: more or less of a resource, for good or for a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.reading.overlay.editor import Editor, Row
from planner.reading.overlay.selector import Selector


@dataclass(frozen=True, kw_only=True)
class ChangeCapacity:
    """Add `by` units (negative takes away, never below none) to the resources selected, or set them `to` so many.

    It holds on the days `[from_date, until_date)`; without dates from the beginning and for good. What was planned for
    a resource step by step stays, each step changed alike.
    """

    selector: Selector
    by: int | None = None
    to: int | None = None
    from_date: date | None = None
    until_date: date | None = None

    def apply(self, editor: Editor) -> None:
        for row in self.selector.rows(editor, "resources"):
            self._change(editor, row)

    def _change(self, editor: Editor, resource: Row) -> None:
        steps = [row for row in editor.rows["capacity_steps"] if row.cells.get("resource") == resource.id]
        level = _levels(resource, steps)
        for day in (self.from_date, self.until_date):
            if day is not None and not any(row.cells["from_date"] == day.isoformat() for row in steps):
                cells = {"resource": resource.id, "from_date": day.isoformat(), "capacity": str(level(day))}
                editor.add("capacity_steps", cells)
                steps.append(editor.rows["capacity_steps"][-1])
        if self.from_date is None:
            editor.write(resource, "capacity", self._changed(resource.cells["capacity"]))
        for step in steps:
            if self._holds_on(date.fromisoformat(step.cells["from_date"])):
                editor.write(step, "capacity", self._changed(step.cells["capacity"]))

    def _holds_on(self, day: date) -> bool:
        begun = self.from_date is None or day >= self.from_date
        return begun and (self.until_date is None or day < self.until_date)

    def _changed(self, capacity: str) -> str:
        return str(max(0, int(capacity) + (self.by or 0)) if self.to is None else self.to)


def _levels(resource: Row, steps: list[Row]) -> Callable[[date], int]:
    """The capacity of a day before any change."""
    dated = sorted((date.fromisoformat(row.cells["from_date"]), int(row.cells["capacity"])) for row in steps)

    def level(day: date) -> int:
        reached = [capacity for from_date, capacity in dated if from_date <= day]
        return reached[-1] if reached else int(resource.cells["capacity"])

    return level
