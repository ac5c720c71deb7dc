"""The range of a date by the outside view: its planning day, moved by the slips of others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from planner.domain.uncertain.past_slips import PastSlips
from planner.risk.families import Floats

PAST_SLIPS = "past slips"
"""What stands for the family of such a range."""


@dataclass(frozen=True)
class PastRange:
    """A planning day and the slips of others; they stretch the time until that day where they are relative."""

    planning_day: int
    past: PastSlips

    @property
    def label(self) -> str:
        """How the range is called in the answers."""
        return PAST_SLIPS

    @property
    def varies(self) -> bool:
        """Whether any slip moves the day."""
        return any(slip * self._stretch for slip in self.past.slips)

    @property
    def middle(self) -> float:
        """The P50 day, not rounded."""
        return self.past.day(self.planning_day, 0.5)

    def quantile(self, z: Floats) -> Floats:
        """The day at each standard normal number."""
        slips = self.past.slips
        places = (np.arange(len(slips)) + 0.5) / len(slips)
        return np.asarray(self.planning_day + self._stretch * np.interp(ndtr(z), places, slips))

    def latent(self, value: Floats) -> Floats:
        """The standard normal number up to which the day is no later: minus infinity below all of them."""
        if not self.varies:
            return np.where(np.asarray(value) >= self.planning_day, np.inf, -np.inf)
        slip = (np.asarray(value, float) - self.planning_day) / self._stretch
        shares = np.vectorize(self.past.probability, otypes=[float])(slip)
        return np.asarray(ndtri(shares))

    @property
    def _stretch(self) -> int:
        return max(0, self.planning_day) if self.past.relative else 1
