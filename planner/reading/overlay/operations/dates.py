"""Slip: move dates by days or months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.calendar import add_months
from planner.domain.findings import Severity
from planner.reading.overlay.editor import Editor, Row
from planner.reading.overlay.selector import Selector

MILESTONE_DATES = ("forecast_date", "early_date", "likely_date", "late_date")


@dataclass(frozen=True, kw_only=True)
class Slip:
    """Move the dates in `columns` of the rows selected, months first and then days; negative is earlier.

    A milestone that was achieved stays where it is. A date that is not stated stays so.
    """

    table: str
    selector: Selector
    columns: tuple[str, ...]
    months: int = 0
    days: int = 0

    def apply(self, editor: Editor) -> None:
        rows = self.selector.rows(editor, self.table)
        movable = [row for row in rows if "achieved_date" not in row.cells]
        if rows and not movable:
            editor.report(
                "already-achieved",
                "every milestone it selects has been achieved, so none moves",
                cure="select milestones that lie ahead",
                severity=Severity.WARNING,
            )
        for row in movable:
            for column in self.columns:
                self._move(editor, row, column)

    def _move(self, editor: Editor, row: Row, column: str) -> None:
        text = row.cells.get(column, "")
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return
        try:
            later = add_months(day, self.months) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            cure = "move it by less"
            editor.report("out-of-range", f"{row.id}, {column}: {text} would leave the calendar", cure=cure)
            return
        editor.write(row, column, later.isoformat())
