"""What is different between two plans, and which change of the input it is owed to, to the pound and the day."""

from __future__ import annotations

from planner.futures.difference.causes import Cause
from planner.futures.difference.comparing import diff
from planner.futures.difference.input_changes import InputChange
from planner.futures.difference.records import (
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
