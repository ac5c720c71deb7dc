"""How the feeders of a contract shift when it should be off earlier: each as little as that takes.

A feeder starts no later than every path from a migration that releases the contract allows. So its start is a function of
the day asked for that never falls, and the days on which it starts in an interval are an interval again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.routes import releasing_migrations
from planner.explain.places import group_ref
from planner.explain.records import Step
from planner.explain.waits import Waits
from planner.explain.work import Work, works_of
from planner.plan.entries import PlannedMigration
from planner.plan.plan_case import PlanCase

LONG_AGO = -(10**6)
"""Before every day and every position."""


@dataclass(frozen=True)
class Pull:
    """How a migration that releases the contract pulls a feeder along: it starts at least `lead` positions before it."""

    lead: int
    path: tuple[Step, ...]

    @property
    def releasing(self) -> str:
        return self.path[0].migration

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(step.migration for step in self.path)

    def onward(self, lead: int, step: Step) -> Pull:
        """The pull one step further back."""
        return Pull(self.lead + lead, (*self.path, step))

    def is_stronger(self, other: Pull | None) -> bool:
        """Whether it pulls further; of equal ones the shorter path counts, then the order of ids."""
        if other is None or self.lead != other.lead:
            return other is None or self.lead > other.lead
        return (len(self.path), self.names) < (len(other.path), other.names)


@dataclass(frozen=True)
class Push:
    """A contract under a plan that keeps all rules, which may hold its feeders only."""

    case: PlanCase
    contract: str
    waits: Waits

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """Every migration of the plan."""
        return works_of(self.case)

    @cached_property
    def releasing(self) -> tuple[str, ...]:
        """The migrations that release the contract, in order of id."""
        contract = self.case.portfolio.contract_by_id[self.contract]
        return tuple(sorted(migration.id for migration in releasing_migrations(self.case.portfolio, contract)))

    @cached_property
    def feeders(self) -> tuple[str, ...]:
        """All migrations that its last day of need can depend on, in order of id."""
        return self.waits.feeders(self.releasing)

    @property
    def needed_until_day(self) -> int:
        """The first day without need."""
        return self.case.schedule.contracts[self.contract].needed_until_day

    @cached_property
    def pulls(self) -> Mapping[str, tuple[Pull, ...]]:
        """By feeder that is pulled, in order of id: one pull for each migration that releases the contract and pulls it."""
        found: dict[str, list[Pull]] = {}
        for releasing in self.releasing:
            for id, pull in self._pulls_from(releasing).items():
                found.setdefault(id, []).append(pull)
        return {id: tuple(found[id]) for id in sorted(found)}

    def _pulls_from(self, releasing: str) -> Mapping[str, Pull]:
        """One that commitments fix stays where it is, so it pulls nobody."""
        found = {releasing: Pull(0, (Step(migration=releasing),))}
        waiting = deque([releasing])
        while waiting:
            id = waiting.popleft()
            for lead, step in () if self.works[id].agreed else self._before(id):
                pull = found[id].onward(lead, step)
                if pull.is_stronger(found.get(step.migration)):
                    found[step.migration] = pull
                    waiting.append(step.migration)
        return found

    def _before(self, id: str) -> Iterator[tuple[int, Step]]:
        """Whom a migration pulls along, and how many positions before its own start they start at the latest."""
        work = self.works[id]
        for wait in self.waits.migrations[id]:
            earlier = self.works[wait.migration].profile.offset_days(wait.leaves)
            lead = wait.lag_days + earlier - work.profile.offset_days(wait.arrives)
            yield lead, Step(migration=wait.migration, via=self.waits.refs(wait.via), lag_days=wait.lag_days)
        for partner, group in self.waits.partners[id]:
            lead = self.works[partner].cutover_offset - work.cutover_offset
            yield lead, Step(migration=partner, via=(group_ref(group),))

    @cached_property
    def moving(self) -> tuple[str, ...]:
        """The feeders that are pulled and that no commitment fixes."""
        return tuple(id for id in self.pulls if not self.works[id].agreed)

    def first_day(self, id: str, start: int) -> int:
        """The first day asked for that lets a feeder start at this position or later; no later than it is planned."""
        return max(self.works[pull.releasing].need_day(start + pull.lead) for pull in self.pulls[id])

    def start(self, id: str, day: int) -> int:
        """The position at which a feeder would have to start for a day, whether or not a commitment lets it."""
        return min(self.works[id].start, *(self._allowed(pull, day) for pull in self.pulls[id]))

    def path(self, id: str, day: int) -> tuple[Step, ...]:
        """The path on which a feeder is pulled furthest for a day."""
        return min(self.pulls[id], key=lambda pull: (self._allowed(pull, day), len(pull.path), pull.names)).path

    def _allowed(self, pull: Pull, day: int) -> int:
        return self.works[pull.releasing].last_start(day) - pull.lead

    def starts(self, day: int) -> Mapping[str, int]:
        """The positions of the feeders that shift for a day."""
        wished = {id: self.start(id, day) for id in self.moving}
        return {id: start for id, start in wished.items() if start < self.works[id].start}

    def shifted(self, day: int) -> tuple[PlannedMigration, ...]:
        """The entries that shift for a day."""
        return tuple(
            PlannedMigration(
                migration=id, start_day=self.case.portfolio.axis.day(start), mode=self.works[id].entry.mode.id
            )
            for id, start in self.starts(day).items()
        )
