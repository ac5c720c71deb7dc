"""A risk as pandas frames, for notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from planner.present.tables.frame import frame_of
from planner.present.tables.risk.curve_tables import curve_table
from planner.present.tables.risk.risk_tables import RISK_TABLES
from planner.present.tables.table import MARKING

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
    def contract_drivers(self) -> pd.DataFrame:
        """The strongest drivers of each contract."""
        return frame_of(RISK_TABLES["contract_drivers"].of(self.risk))

    @cached_property
    def mitigations(self) -> pd.DataFrame:
        """A row for each mitigation, the worthiest first."""
        return frame_of(RISK_TABLES["mitigations"].of(self.risk))

    @cached_property
    def starts(self) -> pd.DataFrame:
        """What the plan costs with each of the two starts."""
        return frame_of(RISK_TABLES["starts"].of(self.risk))

    @cached_property
    def total(self) -> pd.DataFrame:
        """A row for each way to decide."""
        return frame_of(RISK_TABLES["answers"].of(self.risk))

    @cached_property
    def convergence(self) -> pd.DataFrame:
        """The expected cost after each batch."""
        return frame_of(RISK_TABLES["convergence"].of(self.risk))

    @cached_property
    def exposure(self) -> pd.DataFrame:
        """A row for each financial quarter: what is uncovered with the plan's options, and with nothing decided."""
        return frame_of(RISK_TABLES["exposure"].of(self.risk))

    @cached_property
    def ends(self) -> pd.DataFrame:
        """A row for each end that the cover of a contract can have, with how likely the contract is needed longer."""
        return frame_of(RISK_TABLES["ends"].of(self.risk))

    def curve(self, contract: str) -> pd.DataFrame:
        """By which last day a contract has cut over and is needed no more, in 1 to 99 % of the futures."""
        return frame_of(curve_table(self.risk, [contract]))

    def draws(self, contract: str) -> pd.DataFrame:
        """A row for each future: last cutover, last day of need, uncovered days and pounds, with the plan's options."""
        found, portfolio = self.risk.outcomes(contract), self.risk.case.portfolio
        day_0 = pd.Timestamp(portfolio.status_date)
        cutover = None if found.cutover is None else day_0 + pd.to_timedelta(found.cutover, unit="D")
        frame = pd.DataFrame(
            {
                "last_cutover_date": pd.NaT if cutover is None else cutover,
                "needed_until_date": day_0 + pd.to_timedelta(found.needed - 1, unit="D"),
                "uncovered_days": found.uncovered_days,
                "extensions_pounds": found.extension_pounds.round().astype("int64"),
                "exposure_pounds": found.exposure_pounds.round().astype("int64"),
            }
        )
        frame.attrs.update({MARKING: portfolio.marking} if portfolio.marking else {})
        return frame
