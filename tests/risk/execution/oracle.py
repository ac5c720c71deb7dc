"""The execution policy once more, day by day in plain Python, from the tables: it shares no code with `planner.risk`.

Days are positions on the axis of the portfolio. An activity is the migration and the name of a phase, or the migration and
"" for its block. `begin` gives the first day of every activity; what has none before the horizon is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.decisions_taken import CommitmentKind
from planner.domain.migrations import Anchor, Migration, PhaseProfile
from planner.domain.policy import UndecidedPolicy
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezeScope
from planner.plan.entries import Plan

Key = tuple[str, str]
START = "start"
"""The phase that stands before a block where an event delays its first day."""


@dataclass
class Oracle:
    """A plan carried out once: `dates` are the own days of milestones, `lengths` the true lengths of phases that vary."""

    portfolio: Portfolio
    plan: Plan
    dates: Mapping[str, int]
    lengths: Mapping[Key, int]
    moving: frozenset[str]
    warning: int
    early: bool = False
    delayed: frozenset[str] = frozenset()
    first: dict[Key, int] = field(default_factory=dict)
    announcements: dict[Key, int] = field(default_factory=dict)
    today: int = 0

    def begin(self) -> dict[Key, int]:
        """Carry the plan out."""
        for key in self.order:
            if self.planned(key) < 0:
                self.first[key] = self.planned(key)
        for today in range(self.horizon):
            self.today = today
            while sum(self.tried(key, today) for key in self.order if key not in self.first):
                pass
        return self.first

    def tried(self, key: Key, today: int) -> bool:
        """Whether an activity begins now."""
        if not self.ready(key, today) or not self.has_units(key, today) or self.is_behind(key, today):
            return False
        self.first[key] = today
        return True

    # What there is

    @cached_property
    def horizon(self) -> int:
        return self.portfolio.position_of(self.portfolio.horizon_date)

    @cached_property
    def movers(self) -> dict[str, Migration]:
        entries = self.plan.entry_by_migration
        return {item.id: item for item in self.portfolio.migrations if item.id in entries and not self._stays(item)}

    def _stays(self, migration: Migration) -> bool:
        state = self.portfolio.organisation_by_id[migration.organisation].commitment.value
        undecided = self.portfolio.policy.undecided is UndecidedPolicy.STAY
        return state == "declined" or (state == "undecided" and undecided)

    @cached_property
    def profile(self) -> dict[str, PhaseProfile]:
        modes = {(mode.migration, mode.id): mode.profile for mode in self.portfolio.modes}
        entries = self.plan.entry_by_migration
        return {
            id: self.portfolio.profile_by_id[modes.get((id, entries[id].mode), item.profile)]
            for id, item in self.movers.items()
        }

    @cached_property
    def planned_start(self) -> dict[str, int]:
        return {id: self.portfolio.axis.position(self.plan.entry_by_migration[id].start_day) for id in self.movers}

    def before(self, id: str) -> list[str]:
        """The phases before the cutover phase, in order."""
        names = [phase.name for phase in self.profile[id].phases]
        found = names[: names.index(self.profile[id].cutover_phase)]
        return found if found or id not in self.delayed else [START]

    def planned_length(self, id: str, name: str) -> int:
        return sum(phase.days for phase in self.profile[id].phases if phase.name == name)

    def block_offset(self, id: str) -> int:
        return sum(self.planned_length(id, name) for name in self.before(id))

    def cutover_length(self, id: str) -> int:
        return self.planned_length(id, self.profile[id].cutover_phase)

    @cached_property
    def together(self) -> dict[str, tuple[str, ...]]:
        """The migrations that share one cutover with each, sorted."""
        sets = {id: {id} for id in self.movers}
        for group in self.portfolio.groups:
            if group.bridge_pounds_per_day is None:
                joined = set().union(*(sets[id] for id in group.migrations if id in sets))
                for id in joined:
                    sets[id] = joined
        return {id: tuple(sorted(found)) for id, found in sets.items()}

    def shift(self, id: str) -> int:
        return max(map(self.cutover_length, self.together[id])) - self.cutover_length(id)

    def head(self, id: str) -> str:
        """The migration that stands for the block of a group."""
        return self.together[id][0]

    @cached_property
    def order(self) -> list[Key]:
        keys = [(id, name) for id in self.movers for name in self.before(id)]
        keys += [(id, "") for id in self.movers if self.head(id) == id]
        return sorted(
            keys, key=lambda key: (self.planned(key), self.planned(key) + self.expected(key), *self._rank(key))
        )

    def _rank(self, key: Key) -> tuple[str, int]:
        id, name = key
        names = [phase.name for phase in self.profile[id].phases]
        if name == START:
            return id, -1
        return id, names.index(name or self.profile[id].cutover_phase)

    def planned(self, key: Key) -> int:
        """The planned first day of an activity."""
        id, name = key
        if not name:
            return max(
                self.planned_start[other] + self.block_offset(other) - self.shift(other) for other in self.together[id]
            )
        before = self.before(id)
        return self.planned_start[id] + sum(self.planned_length(id, other) for other in before[: before.index(name)])

    def expected(self, key: Key) -> int:
        """The planned length of an activity."""
        id, name = key
        if name:
            return self.planned_length(id, name)
        return max(
            self.shift(other) + self.profile[other].duration_days - self.block_offset(other)
            for other in self.together[id]
        )

    def end(self, key: Key) -> int:
        """The day after an activity that has begun."""
        return self.first[key] + self.lengths.get(key, self.expected(key))

    # Ready

    def ready(self, key: Key, today: int) -> bool:
        day = self.ready_day(key, today)
        return day is not None and day <= today and self.may_cut_over(key, today)

    def ready_day(self, key: Key, today: int) -> int | None:
        """The first day that all but the calendar allow, as far as it is known now; None: it is not known."""
        id, name = key
        if name:
            bounds = [*self.own_bounds(id, name)]
        else:
            bounds = [
                None if bound is None else bound - self.shift(other)
                for other in self.together[id]
                for bound in self.own_bounds(other, "")
            ]
        known = [bound for bound in bounds if bound is not None]
        return None if len(known) < len(bounds) else max([0, *known])

    def own_bounds(self, id: str, name: str) -> Iterator[int | None]:
        """The days before which one part of an activity may not begin; None for one nobody knows yet."""
        chain = [*self.before(id), ""]
        place = chain.index(name)
        if place == 0:
            yield from self.first_bounds(id)
        else:
            before = (id, chain[place - 1])
            yield self.end(before) if before in self.first else None
        if not name:
            yield from self.agreed(id)
        for anchor in Anchor:
            if anchor is not Anchor.START and not name:
                yield from self.tied(id, anchor)
        if place == 0:
            yield from self.tied(id, Anchor.START)

    def first_bounds(self, id: str) -> Iterator[int]:
        release = self.movers[id].release_date
        if release is not None:
            yield self.portfolio.position_of(release)
        kinds = {taken.kind for taken in self.portfolio.decisions_taken if taken.subject == id}
        fixed = kinds & {CommitmentKind.START_AGREED, CommitmentKind.CUTOVER_AGREED}
        dated = any(taken.subject == id and taken.agreed_date for taken in self.portfolio.decisions_taken)
        if not self.early or (fixed and dated):
            yield self.planned_start[id]

    def agreed(self, id: str) -> Iterator[int]:
        for taken in self.portfolio.decisions_taken:
            if taken.subject == id and taken.kind is CommitmentKind.CUTOVER_AGREED and taken.agreed_date:
                yield self.portfolio.position_of(taken.agreed_date) - self.cutover_length(id)

    def tied(self, id: str, arrives: Anchor) -> Iterator[int | None]:
        """What milestones and other migrations ask of the activity that an anchor binds."""
        ahead = 0 if arrives is Anchor.START else self.profile[id].offset_days(arrives) - self.block_offset(id)
        own = self.planned_start[id] + (0 if arrives is Anchor.START else self.block_offset(id))
        for item in self.portfolio.precedences:
            if item.successor != id or item.kind.arrives is not arrives:
                continue
            if item.predecessor in self.reached:
                net = item.lag_days - ahead
                if item.predecessor in self.moving:
                    net = max(net, -self.warning)
                if self.planned_start[id] >= 0 or self.planned_reached[item.predecessor] + net <= own:
                    yield self.reached[item.predecessor] + net
            block = arrives is not Anchor.START or not self.before(id)
            for other, leaves, lag in self.sources(item.predecessor, item.kind.leaves, item.lag_days):
                offset = self.profile[other].offset_days(leaves) + lag - ahead
                source, announced, days = self.counted(other, leaves, offset)
                itself = block and source == (self.head(id), "")
                if not itself and (self.planned_start[id] >= 0 or self.planned_start[other] + offset <= own):
                    day = self.announced(source) if announced else self.first.get(source)
                    yield None if day is None else day + days

    def sources(self, id: str, leaves: Anchor, lag: int) -> Iterator[tuple[str, Anchor, int]]:
        """The migrations behind one end of a precedence: itself, or those behind a milestone."""
        if id in self.movers:
            yield id, leaves, lag
        elif id in self.reached and self.portfolio.milestone_by_id[id].achieved_date is None:
            for item in self.portfolio.precedences:
                if item.successor == id:
                    yield from self.sources(item.predecessor, item.kind.leaves, lag + item.lag_days)

    def counted(self, id: str, leaves: Anchor, offset: int) -> tuple[Key, bool, int]:
        """The activity from whose start a day is counted, whether from its announcement, and the days from there."""
        block = self.block_offset(id)
        early = block - offset
        chain: list[tuple[int, str]] = []
        total = 0
        for name in self.before(id):
            chain.append((total, name))
            total += self.planned_length(id, name)
        chain.append((block, ""))
        if leaves is Anchor.FINISH and 0 < early <= self.warning:
            passed, name, days, announced = block, "", -early, True
        elif offset < 0:
            passed, name = chain[0]
            days, announced = max(offset, -self.warning), True
        else:
            passed, name = [entry for entry in chain if entry[0] <= offset][-1]
            days, announced = offset - passed, False
        key, shift = ((id, name), 0) if name else ((self.head(id), ""), self.shift(id))
        return key, announced, shift + days

    def announced(self, key: Key) -> int | None:
        """The day on which an activity is ready and the calendar lets it begin, once that is known."""
        if self.planned(key) < 0:
            return self.planned(key)
        if key in self.announcements:
            return self.announcements[key]
        day = self.ready_day(key, 0)
        if day is None:
            return None
        day = max(day, self.today)
        while not self.may_cut_over(key, day):
            day += 1
            if day > self.horizon + 400:
                return None
        self.announcements[key] = day
        return day

    # Milestones

    @cached_property
    def reached(self) -> dict[str, int]:
        return self._reached(self.dates)

    @cached_property
    def planned_reached(self) -> dict[str, int]:
        return self._reached({item.id: self.portfolio.day_of(item.planning_date) for item in self.portfolio.milestones})

    def _reached(self, dates: Mapping[str, int]) -> dict[str, int]:
        found = {id: self.portfolio.axis.position(day) for id, day in dates.items()}
        for _ in found:
            for item in self.portfolio.precedences:
                both = item.predecessor in found and item.successor in found
                if both and self.portfolio.milestone_by_id[item.successor].achieved_date is None:
                    later = found[item.predecessor] + item.lag_days
                    found[item.successor] = max(found[item.successor], later)
        return found

    # Calendar

    def may_cut_over(self, key: Key, day: int) -> bool:
        """Whether the cutover of a block that begins on a day is neither frozen nor outside the windows."""
        id, name = key
        if name:
            return True
        cutover = day + self.shift(id) + self.cutover_length(id)
        return all(self._allowed(self.movers[other], cutover) for other in self.together[id])

    def _allowed(self, migration: Migration, cutover: int) -> bool:
        day = self.portfolio.date_of(self.portfolio.axis.day(cutover))
        for freeze in self.portfolio.freezes:
            scope = {FreezeScope.CLUSTER: migration.cluster, FreezeScope.ORGANISATION: migration.organisation}
            if freeze.scope is FreezeScope.EVERYONE or scope.get(freeze.scope) == freeze.subject:
                limit = self.portfolio.date_of(self.portfolio.horizon_day + 800)
                if any(first <= day < until for first, until in freeze.occurrences(limit)):
                    return False
        windows = [item for item in self.portfolio.wave_windows if item.cluster == migration.cluster]
        return not windows or any(item.from_date <= day < item.until_date for item in windows)

    # Units

    def demands(self, key: Key) -> Iterator[tuple[str, int, int, int]]:
        """Resource, first day, day after the last and amount, counted from the start of an activity as planned."""
        id, name = key
        for other in self.together[id] if not name else (id,):
            total = 0
            for phase in self.profile[other].phases:
                inside = phase.name == name if name else total >= self.block_offset(other)
                since = total if name else self.block_offset(other) - self.shift(other)
                past = phase.name not in self.before(other)
                if phase.days and inside and (name or past):
                    for demand in phase.demands:
                        if demand.amount:
                            resource = self._resource(demand.resource, self.movers[other].cluster)
                            yield resource, total - since, total - since + phase.days, demand.amount
                total += phase.days

    def _resource(self, name: str, cluster: str) -> str:
        resources = self.portfolio.resources
        if name in {item.id for item in resources}:
            return name
        own = [item.id for item in resources if item.kind == name and cluster in item.clusters]
        return (own or [item.id for item in resources if item.kind == name and not item.clusters])[0]

    def capacity(self, resource: str, day: int) -> int:
        steps = [item for item in self.portfolio.capacity_steps if item.resource == resource]
        held = [item for item in steps if self.portfolio.position_of(item.from_date) <= day]
        last = max(held, key=lambda item: item.from_date, default=None)
        return self.portfolio.resource_by_id[resource].capacity if last is None else last.capacity

    def taken(self, resource: str, day: int, today: int) -> int:
        """The units in use on a day as it is expected today."""
        total = 0
        for key, first in self.first.items():
            true = self.end(key)
            for name, begins, until, amount in self.demands(key):
                last = first + until
                if key[1]:  # the demands of a phase last as long as it does; nobody knows how long before it has ended
                    last = true if true <= today else max(last, today + 1)
                if name == resource and first + begins <= day < last:
                    total += amount
        return total

    def has_units(self, key: Key, today: int) -> bool:
        wanted: dict[tuple[str, int], int] = {}
        for resource, begins, until, amount in self.demands(key):
            for day in range(today + begins, today + until):
                wanted[resource, day] = wanted.get((resource, day), 0) + amount
        return all(
            self.taken(resource, day, today) + amount <= self.capacity(resource, day)
            for (resource, day), amount in wanted.items()
        )

    def is_behind(self, key: Key, today: int) -> bool:
        """Whether somebody before it in the order is ready, has not begun, and wants one of the same resources."""
        mine = {demand[0] for demand in self.demands(key)}
        for other in self.order[: self.order.index(key)] if mine else []:
            wants = {demand[0] for demand in self.demands(other)}
            if other not in self.first and mine & wants and self.ready(other, today):
                return True
        return False
