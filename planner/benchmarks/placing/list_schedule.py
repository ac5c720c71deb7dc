"""A serial list schedule: one migration after another in order of priority, each as early as everything allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from planner.benchmarks.placing.capacity_ledger import CapacityLedger
from planner.benchmarks.placing.cutover_calendar import CutoverCalendar
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.graph.union_find import UnionFind
from planner.domain.migrations import Migration, PhaseProfile, Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes, planned_migrations
from planner.plan.entries import PlannedMigration
from planner.plan.milestone_days import Ends

Priority = Callable[[Migration], int]
"""The smaller, the earlier a migration is placed."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """Migrations placed at one time because they cut over on one day; or one milestone."""

    id: str
    members: tuple[Migration, ...] = ()
    milestone: str | None = None

    @property
    def activities(self) -> tuple[str, ...]:
        """Ids of the migrations or the milestone in it."""
        return (self.milestone,) if self.milestone else tuple(member.id for member in self.members)


def list_schedule(portfolio: Portfolio, priority: Priority, until_day: int) -> tuple[PlannedMigration, ...]:
    """A start for every planned migration, in the standard mode unless a commitment names another.

    Keeps release, precedence, capacity, freezes, wave windows, groups and commitments. It does not look at deadlines and
    the horizon, nor, where no wave window is left, at windows: the judge says so. Yearly freezes are repeated to
    `until_day`.

    Within it days are positions on the axis of the portfolio.
    """
    return _ListScheduler(portfolio, priority, until_day).run()


class _ListScheduler:
    """The state of one run."""

    def __init__(self, portfolio: Portfolio, priority: Priority, until_day: int) -> None:
        self._portfolio, self._axis = portfolio, portfolio.axis
        self._priority = priority
        self._calendar = CutoverCalendar(portfolio, until_day)
        self._ledger = CapacityLedger(portfolio)
        self._blocks = _blocks(portfolio)
        self._block_by_activity = {id: block for block in self._blocks for id in block.activities}
        self._agreed = _agreed_days(portfolio)
        self._modes = _chosen_modes(portfolio)
        self._ends: dict[str, Ends] = {}
        self._precedences = [
            item
            for item in portfolio.precedences
            if item.predecessor in self._block_by_activity and item.successor in self._block_by_activity
        ]
        self._incoming: dict[str, list[Precedence]] = {}
        for item in self._precedences:
            self._incoming.setdefault(item.successor, []).append(item)

    def run(self) -> tuple[PlannedMigration, ...]:
        for block in self._in_order():
            self._place(block)
        members = [member for block in self._blocks for member in block.members]
        return tuple(
            PlannedMigration(
                migration=member.id,
                start_day=self._axis.day(self._ends[member.id].start_day),
                mode=self._modes[member.id][0],
            )
            for member in members
        )

    def _in_order(self) -> Iterable[Block]:
        """Blocks by priority, none before those it waits for; where blocks wait for each other, the first by priority."""
        waits: dict[str, set[str]] = {block.id: set() for block in self._blocks}
        followers: dict[str, set[str]] = {block.id: set() for block in self._blocks}
        for item in self._precedences:
            before, after = (self._block_by_activity[id].id for id in (item.predecessor, item.successor))
            if before != after:
                waits[after].add(before)
                followers[before].add(after)
        blocks = {block.id: block for block in self._blocks}
        ranks = {block.id: (self._rank(block), block.id) for block in self._blocks}
        ready = [ranks[id] for id, before in waits.items() if not before]
        heapify(ready)
        left = dict(ranks)
        while left:
            _, id = heappop(ready) if ready else min(left.values())
            if left.pop(id, None) is None:
                continue
            yield blocks[id]
            for after in followers[id]:
                waits[after].discard(id)
                if not waits[after] and after in left:
                    heappush(ready, ranks[after])

    def _rank(self, block: Block) -> int:
        """Milestones first, then what is agreed, then by the most urgent member."""
        if block.milestone:
            return -2_000_000
        if any(member.id in self._agreed for member in block.members):
            return -1_000_000
        return min(self._priority(member) for member in block.members)

    def _place(self, block: Block) -> None:
        if block.milestone:
            day = self._milestone_day(block.milestone)
            self._ends[block.milestone] = Ends.of_milestone(day)
            return
        members = [(member, self._modes[member.id][1]) for member in block.members]
        agreed = next((self._agreed_cutover(member) for member in block.members if member.id in self._agreed), None)
        cutover_day = self._search(members) if agreed is None else agreed
        self._ledger.take(self._ledger.joint_loads(members), cutover_day)
        for member, profile in members:
            start = cutover_day - profile.cutover_offset_days
            self._ends[member.id] = Ends(start, cutover_day, start + profile.duration_days)

    def _milestone_day(self, id: str) -> int:
        milestone = self._portfolio.milestone_by_id[id]
        own_day = self._axis.position(self._portfolio.day_of(milestone.planning_date))
        if milestone.achieved_date is not None:
            return own_day
        return max([own_day, *(day for _, day in self._waits(id))])

    def _waits(self, id: str) -> Iterable[tuple[Precedence, int]]:
        for item in self._incoming.get(id, ()):
            if item.predecessor in self._ends:
                yield item, self._ends[item.predecessor].day(item.kind.leaves) + item.lag_days

    def _agreed_cutover(self, member: Migration) -> int:
        kind, day = self._agreed[member.id]
        offset = self._modes[member.id][1].cutover_offset_days
        return day if kind is CommitmentKind.CUTOVER_AGREED else day + offset

    def _search(self, members: list[tuple[Migration, PhaseProfile]]) -> int:
        """The first cutover day on which all members may cut over and find capacity."""
        loads = self._ledger.joint_loads(members)
        day = max(self._earliest_cutover(member, profile) for member, profile in members)
        while True:
            later = max(self._next_cutover(member, day) for member, _ in members)
            later = self._ledger.first_day_later(loads, later)
            if later == day:
                return day
            day = later

    def _next_cutover(self, member: Migration, day: int) -> int:
        allowed = self._calendar.next_allowed_day(member, self._axis.day(day))
        return day if allowed is None else self._axis.position(allowed)

    def _earliest_cutover(self, member: Migration, profile: PhaseProfile) -> int:
        release = member.release_date
        start = max(0, self._axis.position(self._portfolio.day_of(release))) if release is not None else 0
        for item, day in self._waits(member.id):
            start = max(start, day - profile.offset_days(item.kind.arrives))
        return start + profile.cutover_offset_days


def _blocks(portfolio: Portfolio) -> tuple[Block, ...]:
    """Groups that may not be split are one block, also where they overlap; every other activity is a block of its own."""
    planned = {migration.id: migration for migration in planned_migrations(portfolio)}
    joined = UnionFind(planned)
    for group in portfolio.groups:
        if group.bridge_pounds_per_day is None:
            joined.join(member for member in group.migrations if member in planned)
    together = {joined.find(ids[0]): [planned[id] for id in ids] for ids in joined.sets()}
    milestones = (Block(id=milestone.id, milestone=milestone.id) for milestone in portfolio.milestones)
    return (*milestones, *(Block(id=id, members=tuple(members)) for id, members in together.items()))


def _agreed_days(portfolio: Portfolio) -> Mapping[str, tuple[CommitmentKind, int]]:
    return {
        taken.subject: (taken.kind, portfolio.position_of(taken.agreed_date))
        for taken in portfolio.decisions_taken
        if taken.agreed_date is not None and taken.subject in portfolio.migration_by_id
    }


def _chosen_modes(portfolio: Portfolio) -> Mapping[str, tuple[str, PhaseProfile]]:
    """The mode each migration runs in: the agreed one, else the standard one."""
    wanted = {taken.subject: taken.mode for taken in portfolio.decisions_taken if taken.mode is not None}
    chosen = {}
    for migration in planned_migrations(portfolio):
        modes = all_modes(portfolio, migration)
        mode = next((mode for mode in modes if mode.id == wanted.get(migration.id)), modes[0])
        chosen[migration.id] = (mode.id, portfolio.profile_by_id[mode.profile])
    return chosen
