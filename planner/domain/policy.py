"""Prices and tolerances that hold for the whole portfolio."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.contracts import Criticality
from planner.domain.provenance import Record


class UndecidedPolicy(StrEnum):
    """How an undecided organisation is planned."""

    JOIN = "join"
    STAY = "stay"


class Priority(StrEnum):
    """What is minimised."""

    PRICE = "price"
    """One sum of pounds."""
    COVER = "cover"
    """No uncovered day for any money: exposure first, then the sum of the other terms."""


@dataclass(frozen=True, kw_only=True)
class Policy(Record):
    """Prices and tolerances; every default is visible in `planner schema`.

    `exposure_<criticality>_pounds_per_day` prices an uncovered day of a contract that states no price of its own.
    `buffer_days`: a contract left with fewer days to spare is tight. `alert_window_days`: a last day to decide so close
    to the status date is urgent. `negotiation_limit`: extension negotiations that can run at once; None: no limit.
    `bridge_lead_days`: time to award a bridge that is not among the options, or that states none.
    `unstated_notice_days` and `unstated_lead_days` stand in for a notice and an internal lead that nobody stated.
    `phase_early_percent` and `phase_late_percent`: spread of phases before the cutover phase that state none.
    `programme_share` and `cluster_share`: shares of the variance common to all dates, and to those of a cluster.
    `forecast_skill`: share of a date's variance that a forecast has taken away by its P50. `warning_days`: how long
    before a date it is certain.
    The prices are assumptions until set.
    """

    buffer_days: int = 90
    alert_window_days: int = 90
    late_probability_tolerance: float = 0.1
    undecided: UndecidedPolicy = UndecidedPolicy.JOIN
    priority: Priority = Priority.PRICE
    exposure_low_pounds_per_day: int = 1_000
    exposure_medium_pounds_per_day: int = 5_000
    exposure_high_pounds_per_day: int = 20_000
    exposure_critical_pounds_per_day: int = 100_000
    negotiation_limit: int | None = None
    bridge_lead_days: int = 180
    unstated_notice_days: int = 180
    unstated_lead_days: int = 60
    phase_early_percent: float = 0.0
    phase_late_percent: float = 0.0
    programme_share: float = 0.2
    cluster_share: float = 0.3
    forecast_skill: float = 0.5
    warning_days: int = 30

    def exposure_pounds_per_day(self, criticality: Criticality) -> int:
        """Price of one uncovered day of a contract of this criticality."""
        return {
            Criticality.LOW: self.exposure_low_pounds_per_day,
            Criticality.MEDIUM: self.exposure_medium_pounds_per_day,
            Criticality.HIGH: self.exposure_high_pounds_per_day,
            Criticality.CRITICAL: self.exposure_critical_pounds_per_day,
        }[criticality]


@dataclass(frozen=True, kw_only=True)
class ExtensionBudget(Record):
    """Most that extensions may cost in the financial year that begins in calendar year `financial_year`."""

    financial_year: int
    pounds: int
