"""Milestones have a date, and early, likely and late dates and delays stand in this order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from planner.domain.findings import Finding
from planner.reading.cells.located import Place, Tables
from planner.reading.rows.decisions import RiskDriverRow
from planner.reading.rows.organisations import MilestoneRow


def check_milestones(tables: Tables) -> Iterator[Finding]:
    """Milestones without a date, and three-point figures of milestones and risk drivers out of order."""
    for milestone in tables.rows(MilestoneRow):
        value, place = milestone.value, milestone.place
        if value.achieved_date is None and value.forecast_date is None and value.likely_date is None:
            message = f'milestone "{value.id}" has no date'
            cure = "state a forecast_date, a likely_date or, once it is reached, an achieved_date"
            column = "forecast_date" if value.early_date is None else "likely_date"
            yield place.error("no-date", column, message, cure=cure)
        dates = (("early_date", value.early_date), ("likely_date", value.likely_date), ("late_date", value.late_date))
        yield from _out_of_order(place, [(column, day) for column, day in dates if day is not None])
    for driver in tables.rows(RiskDriverRow):
        risk = driver.value
        delays = (("early_days", risk.early_days), ("likely_days", risk.likely_days), ("late_days", risk.late_days))
        yield from _out_of_order(driver.place, delays)


def _out_of_order(place: Place, figures: Sequence[tuple[str, Any]]) -> Iterator[Finding]:
    """One finding at most: at the figure that alone is out of order, else at the later of the two that clash."""
    for (before, earlier), (after, later) in pairwise(figures):
        if later < earlier:
            alone = len(figures) > 2 and before == figures[0][0] and figures[-1][1] < earlier
            column = before if alone else after
            message = f"{before} {earlier} is later than {after} {later}"
            cure = f"put them in the order {', '.join(name for name, _ in figures)}"
            yield place.error("out-of-order", column, message, cure=cure, expected="early, likely, late in this order")
            return
