"""A risk as pandas frames, for notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from planner.present.tables.frame import frame_of
from planner.present.tables.risk.risk_tables import RISK_TABLES

if TYPE_CHECKING:
    from planner.risk.risk import Risk


@dataclass(frozen=True)
class RiskFrames:
    """The tables of a risk as frames; `risk` is the value behind them."""

    risk: Risk

    @cached_property
    def contracts(self) -> pd.DataFrame:
        """A row for each contract, with the plan's options."""
        return frame_of(RISK_TABLES["contracts"].of(self.risk))

    @cached_property
    def everything(self) -> pd.DataFrame:
        """A row for each contract, with everything that can still be bought."""
        return frame_of(RISK_TABLES["everything"].of(self.risk))

    @cached_property
    def departments(self) -> pd.DataFrame:
        """A row for each department."""
        return frame_of(RISK_TABLES["departments"].of(self.risk))

    @cached_property
    def migrations(self) -> pd.DataFrame:
        """A row for each migration."""
        return frame_of(RISK_TABLES["migrations"].of(self.risk))

    @cached_property
    def milestones(self) -> pd.DataFrame:
        """A row for each open milestone."""
        return frame_of(RISK_TABLES["milestones"].of(self.risk))

    @cached_property
    def drivers(self) -> pd.DataFrame:
        """A row for each event and date, the dearest first."""
        return frame_of(RISK_TABLES["drivers"].of(self.risk))

    @cached_property
    def total(self) -> pd.DataFrame:
        """A row for each way to decide."""
        return frame_of(RISK_TABLES["answers"].of(self.risk))

    @cached_property
    def convergence(self) -> pd.DataFrame:
        """The expected cost after each batch."""
        return frame_of(RISK_TABLES["convergence"].of(self.risk))

    def draws(self, contract: str) -> pd.Series[int]:
        """The first day without need of a contract in each future, counted from the status date."""
        return pd.Series(self.risk.needed_until(contract), name=contract)
