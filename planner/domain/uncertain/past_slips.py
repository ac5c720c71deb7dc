"""The outside view: how late others were, as one distribution of slips for every open milestone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.risks import ReferenceSlip

STRESS_CASE = "stress case: past public slips, not the portfolio's own ranges"
"""What every output of the outside view has to say."""


@dataclass(frozen=True)
class PastSlips:
    """Slips in their order, the smallest first.

    `relative`: they are shares of the time that was planned for; else they are days.
    """

    slips: tuple[float, ...]
    relative: bool

    def slip(self, probability: float) -> float:
        """The slip that is not passed with this probability.

        Of n slips the i-th, counted from 1, stands at (i - 0.5) / n. Between two it is linear, beyond the last constant.
        """
        place = probability * len(self.slips) - 0.5
        before = min(max(int(place // 1), 0), len(self.slips) - 1)
        share = min(max(place - before, 0.0), 1.0)
        after = min(before + 1, len(self.slips) - 1)
        return self.slips[before] + share * (self.slips[after] - self.slips[before])

    def probability(self, slip: float) -> float:
        """The probability of a slip of at most this: 0 below all, 1 from the greatest on."""
        if slip < self.slips[0]:
            return 0.0
        if slip >= self.slips[-1]:
            return 1.0
        after = bisect_right(self.slips, slip)
        low, high = self.slips[after - 1], self.slips[after]
        return (after - 0.5 + (slip - low) / (high - low)) / len(self.slips)

    def day(self, planning_day: int, probability: float) -> float:
        """The day, not rounded, of a milestone that is planned for this day, counted from the status date.

        A relative slip stretches the time from the status date to the planning day; where none is left it moves nothing.
        """
        stretched = max(0, planning_day) if self.relative else 1
        return planning_day + self.slip(probability) * stretched


def past_slips(rows: Iterable[ReferenceSlip]) -> PastSlips | None:
    """The slips of these rows, as shares where every row says when it was planned so, else in days; None without rows."""
    rows = tuple(rows)
    if not rows:
        return None
    lengths = [_planned_days(row) for row in rows]
    if all(lengths):
        shares = [_slip_days(row) / length for row, length in zip(rows, lengths, strict=True) if length]
        return PastSlips(tuple(sorted(shares)), relative=True)
    return PastSlips(tuple(sorted(float(_slip_days(row)) for row in rows)), relative=False)


def _slip_days(row: ReferenceSlip) -> int:
    return (row.actual_date - row.planned_date).days


def _planned_days(row: ReferenceSlip) -> int | None:
    return None if row.planned_as_of_date is None else (row.planned_date - row.planned_as_of_date).days
