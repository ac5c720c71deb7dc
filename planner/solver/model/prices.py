"""Prices as the solver counts them, compiled from the terms and the records (`planner.solver.model.terms`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.domain.rules import Term
from planner.solver.arrays import Pounds


@dataclass(frozen=True)
class FixedPrice:
    """Pounds of a mode, whatever its day."""

    term: Term
    pounds: int


@dataclass(frozen=True)
class DailyPrice:
    """Pounds for each day after `from_day`."""

    term: Term
    from_day: int
    pounds_per_day: int

    def pounds(self, day: int) -> int:
        """The price of a day."""
        return self.pounds_per_day * self.days(day)

    def days(self, day: int) -> int:
        """The days that are paid for."""
        return max(0, day - self.from_day)

    def curve(self, days: Pounds) -> Pounds:
        """The price of many days."""
        return self.pounds_per_day * np.maximum(0.0, days - self.from_day)
