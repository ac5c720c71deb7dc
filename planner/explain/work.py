"""The planned migrations as numbers on the day axis: where each stands, and what follows from its start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.days.day_axis import DayAxis
from planner.domain.decisions_taken import AGREED_KINDS, DecisionTaken
from planner.domain.migrations import PhaseProfile
from planner.plan.breaches.capacity import resource_for
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ScheduledMigration


@dataclass(frozen=True)
class Use:
    """Units of a resource on the positions `[from_offset, until_offset)` after the start."""

    resource: str
    from_offset: int
    until_offset: int
    units: int


@dataclass(frozen=True)
class Work:
    """One migration in its planned mode. Positions and offsets count open days.

    `agreed`: the commitments that fix its days. Of one that is `begun` nobody asks any more what it waited for.
    """

    entry: ScheduledMigration
    axis: DayAxis
    uses: tuple[Use, ...]
    agreed: tuple[DecisionTaken, ...]

    @property
    def id(self) -> str:
        return self.entry.migration.id

    @property
    def profile(self) -> PhaseProfile:
        return self.entry.profile

    @property
    def start(self) -> int:
        """The position of the planned start."""
        return self.axis.position(self.entry.start_day)

    @property
    def cutover_offset(self) -> int:
        return self.profile.cutover_offset_days

    @property
    def begun(self) -> bool:
        """Whether a commitment has it begin before the status date."""
        return bool(self.agreed) and self.entry.start_day < 0

    @property
    def need_offset(self) -> int:
        """The position after the start from which the days of need after it count."""
        return self.profile.cutover_offset_days if self.profile.legacy_stated else self.profile.duration_days

    @property
    def need_days(self) -> int:
        """Calendar days of need after that position."""
        return self.profile.legacy_days if self.profile.legacy_stated else 0

    def need_day(self, start: int) -> int:
        """The first day on which it no longer needs its contracts, begun at a position."""
        return self.axis.day(start + self.need_offset) + self.need_days

    def last_start(self, day: int) -> int:
        """The last position to begin at so that it no longer needs its contracts on this day."""
        return self.axis.position_before(day - self.need_days) - self.need_offset


def works_of(case: PlanCase) -> dict[str, Work]:
    """Every migration of the plan, by id."""
    agreed: dict[str, list[DecisionTaken]] = {}
    for taken in case.portfolio.decisions_taken:
        if taken.kind in AGREED_KINDS and taken.agreed_date is not None:
            agreed.setdefault(taken.subject, []).append(taken)
    return {
        id: Work(entry, case.portfolio.axis, tuple(_uses(case, entry)), tuple(agreed.get(id, ())))
        for id, entry in case.schedule.migrations.items()
    }


def _uses(case: PlanCase, entry: ScheduledMigration) -> Iterator[Use]:
    offset = 0
    for phase in entry.profile.phases:
        for demand in phase.demands if phase.days else ():
            resource = resource_for(case.portfolio, demand.resource, entry.migration.cluster)
            if resource is not None and demand.amount:
                yield Use(resource.id, offset, offset + phase.days, demand.amount)
        offset += phase.days
