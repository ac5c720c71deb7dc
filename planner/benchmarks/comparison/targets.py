"""Seconds for each size, and the figures to reach in that time on two cores."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Target:
    """Figures to reach for portfolios of up to `contracts` contracts.

    `gap_percent` is the median gap to the solver's own proved bound. `proved_share` is the share of instances to be proved
    optimal. `saving_percent` is by how much congested plans are to be cheaper than those of the single model (0: at all).
    `peak_mb` is the most memory, `first_plan_seconds` the time until the first plan. None: nothing asked.
    """

    contracts: int
    seconds: int
    quick_seconds: int
    gap_percent: float | None = None
    proved_share: float | None = None
    saving_percent: float | None = None
    first_plan_seconds: float | None = None
    peak_mb: int | None = None


TARGETS = (
    Target(contracts=30, seconds=10, quick_seconds=10, gap_percent=0.5, proved_share=0.5),
    Target(contracts=60, seconds=20, quick_seconds=10),
    Target(contracts=150, seconds=60, quick_seconds=20, gap_percent=1.0, saving_percent=0.0),
    Target(contracts=500, seconds=120, quick_seconds=30, gap_percent=2.0, saving_percent=0.0),
    Target(contracts=1_000, seconds=150, quick_seconds=45),
    Target(
        contracts=2_000, seconds=180, quick_seconds=60, gap_percent=3.0, saving_percent=25.0, first_plan_seconds=10.0
    ),
    Target(contracts=5_000, seconds=450, quick_seconds=90),
    Target(contracts=10_000, seconds=900, quick_seconds=120, gap_percent=6.0, saving_percent=0.0, peak_mb=8_000),
)
RCPSP_SECONDS = 10
CONGESTED_PERCENT = 100
"""From this congestion on a portfolio counts as congested."""


def target_for(contracts: int) -> Target:
    """The target of the smallest size that is not below; the last for all that are larger."""
    return next((target for target in TARGETS if contracts <= target.contracts), TARGETS[-1])
