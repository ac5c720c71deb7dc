"""What is promised of every open milestone: its range and the dates that were drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.sureness import NO_RANGE, MilestoneSureness
from planner.risk.draws import Days
from planner.risk.execution.milestones import MilestoneNet
from planner.risk.families import Range
from planner.risk.measuring import percentile
from planner.risk.uncertainty import UncertainDate, Uncertainty

KEPT = (0.01, 0.025, *(step / 20 for step in range(1, 20)), 0.975, 0.99)
"""The percentiles at which the drawn dates of a milestone are kept, each with the day before it."""
SHARE_DIGITS = 4


@dataclass(frozen=True)
class _Promises:
    """Which milestones move in the draws, and which of them by their own range alone."""

    portfolio: Portfolio
    uncertainty: Uncertainty
    moving: frozenset[int]
    influenced: frozenset[int]

    @classmethod
    def of(cls, portfolio: Portfolio, uncertainty: Uncertainty, net: MilestoneNet) -> _Promises:
        hit = {id for event in uncertainty.events if event.probability > 0 for id in event.milestones}
        places = range(len(uncertainty.dates))
        return cls(
            portfolio=portfolio,
            uncertainty=uncertainty,
            moving=net.moving(uncertainty) if uncertainty.spread else frozenset(),
            influenced=frozenset(place for place in places if net.waits[place] or uncertainty.dates[place].id in hit),
        )

    def row(self, place: int, days: Days) -> MilestoneSureness:
        item, portfolio = self.uncertainty.dates[place], self.portfolio

        def drawn(share: float) -> date:
            return portfolio.date_of(percentile(days, share))

        own = self._own_days(place, item)
        kept = _kept_days(days) if place in self.moving and not own else []
        return MilestoneSureness(
            milestone=item.id,
            planning_date=portfolio.date_of(item.planning_day),
            family=_family(item),
            p10_date=drawn(0.1),
            p50_date=drawn(0.5),
            p90_date=drawn(0.9),
            held_still=not item.varies,
            range_days=own,
            drawn_dates=tuple(map(portfolio.date_of, kept)),
            drawn_shares=tuple(round(float(np.mean(days <= day)), SHARE_DIGITS) for day in kept),
        )

    def _own_days(self, place: int, item: UncertainDate) -> tuple[float, ...]:
        """The days of its range, as wide as it was drawn, where nothing else has a say in its date."""
        if place not in self.moving or place in self.influenced or not isinstance(item.range, Range):
            return ()
        spread, planned = self.uncertainty.spread, item.planning_day
        return tuple(planned + spread * (day - planned) for day in (item.range.low, item.range.middle, item.range.high))


def promised_dates(
    portfolio: Portfolio, uncertainty: Uncertainty, net: MilestoneNet, days_of_place: Callable[[int], Days]
) -> Iterator[MilestoneSureness]:
    """A row for each open milestone. `days_of_place`: its drawn days, by its place in `Uncertainty.dates`."""
    promises = _Promises.of(portfolio, uncertainty, net)
    for place, item in enumerate(uncertainty.dates):
        if not item.achieved:
            yield promises.row(place, days_of_place(place))


def _kept_days(days: Days) -> list[int]:
    """The days by which shares of the draws are kept: before and on each percentile, so that a likely day stands alone."""
    found = {percentile(days, share) for share in KEPT}
    return sorted(found | {day - 1 for day in found})


def _family(item: UncertainDate) -> str:
    return item.range.label if item.range is not None and item.varies else NO_RANGE


def families(uncertainty: Uncertainty) -> str:
    """The families of all ranges that vary."""
    return "; ".join(sorted({_family(item) for item in uncertainty.dates} - {NO_RANGE})) or NO_RANGE


def named_still(milestones: tuple[str, ...], phases: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What has no range: milestones by id, and phases by profile and name."""
    return (*milestones, *(f"{profile} {phase}" for profile, phase in phases))
