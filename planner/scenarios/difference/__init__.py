"""What is different between two plans, and which change of the input it is owed to, to the pound and the day."""

from __future__ import annotations

from planner.scenarios.difference.causes import Cause
from planner.scenarios.difference.comparing import diff
from planner.scenarios.difference.input_changes import InputChange
from planner.scenarios.difference.records import (
    UNPROMPTED,
    ChoiceLine,
    DateLine,
    Difference,
    DifferenceSettings,
    PoundsLine,
    Version,
)

__all__ = [
    "UNPROMPTED",
    "Cause",
    "ChoiceLine",
    "DateLine",
    "Difference",
    "DifferenceSettings",
    "InputChange",
    "PoundsLine",
    "Version",
    "diff",
]
