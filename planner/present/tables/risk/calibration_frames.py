"""A calibration as pandas frames, for notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from planner.domain.portfolio import Portfolio
from planner.present.tables.frame import frame_of
from planner.present.tables.risk.calibration_tables import calibration_table
from planner.present.tables.risk.calibration_words import calibration_lines

if TYPE_CHECKING:
    from planner.risk.calibration.records import Calibration


@dataclass(frozen=True)
class CalibrationFrames:
    """The tables of a calibration as frames; `calibration` is the value behind them."""

    portfolio: Portfolio
    calibration: Calibration

    @cached_property
    def milestones(self) -> pd.DataFrame:
        """A row for each milestone that has come, and run that promised it."""
        return frame_of(calibration_table(self.portfolio, self.calibration, "milestones"))

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """A row for each decision whose day has passed."""
        return frame_of(calibration_table(self.portfolio, self.calibration, "decisions"))

    @property
    def text(self) -> str:
        """What they say together."""
        return "\n".join(calibration_lines(self.calibration, self.portfolio.currency))
