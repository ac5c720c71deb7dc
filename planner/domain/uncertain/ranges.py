"""The range of a date and of a length: P10, P50 and P90, as stated or as the policy has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.clusters import Milestone
from planner.domain.migrations import Phase, PhaseProfile
from planner.domain.policy import Policy


@dataclass(frozen=True)
class DateRange:
    """Three dates in their order; limits instead of P10 and P90 where the family has limits."""

    early: date
    likely: date
    late: date

    @property
    def varies(self) -> bool:
        """Whether it is more than one day."""
        return self.early < self.late


@dataclass(frozen=True)
class LengthRange:
    """P10, P50 and P90 of a length in days, not rounded."""

    early: float
    likely: float
    late: float

    @property
    def varies(self) -> bool:
        """Whether it is more than one length."""
        return self.early < self.late


def date_range(milestone: Milestone) -> DateRange | None:
    """The range of an open milestone; None where it is achieved, or states neither an early nor a late date.

    P50 is the likely date, else the forecast. A side that is not stated, or that lies on the wrong side of a forecast that
    stands in, is the P50 itself.
    """
    stated = milestone.early_date is not None or milestone.late_date is not None
    if milestone.achieved_date is not None or not stated:
        return None
    likely = milestone.likely_date or milestone.planning_date
    early, late = milestone.early_date or likely, milestone.late_date or likely
    return DateRange(min(early, likely), likely, max(late, likely))


def length_range(policy: Policy, phase: Phase) -> LengthRange:
    """The range of a phase before the cutover phase: as stated, else with the spread of the policy.

    A side that is not stated where the other one is, is the length itself. A phase of 0 days stays one of 0 days.
    """
    days = phase.days
    early: float
    late: float
    if not days:
        return LengthRange(0, 0, 0)
    if phase.early_days is None and phase.late_days is None:
        early, late = days * (100 + policy.phase_early_percent) / 100, days * (100 + policy.phase_late_percent) / 100
    else:
        early = days if phase.early_days is None else phase.early_days
        late = days if phase.late_days is None else phase.late_days
    return LengthRange(min(early, days), days, max(late, days))


def phases_that_vary(profile: PhaseProfile) -> Iterator[Phase]:
    """The phases that can have a spread: those before the cutover phase, which is planned to the day."""
    for phase in profile.phases:
        if phase.name == profile.cutover_phase:
            return
        yield phase
