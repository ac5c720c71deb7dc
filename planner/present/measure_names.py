"""What people call a measure: its name, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.solver import Measure


def measure_words(measure: Measure) -> str:
    """For instance `cost`, `uncovered days, no route apart`."""
    from planner.solver import Measure

    return f"{measure.value}, no route apart" if measure is Measure.UNCOVERED_DAYS else measure.value
