"""A plan as activities: each phase before the cutover phase, and a block of what follows; a group has one block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.graph.union_find import UnionFind
from planner.domain.migrations import Anchor, PhaseProfile
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.solver.model.instance import Instance, MigrationCase, ModeCase, Use

DELAYED_START = -1
"""The number of the phase that stands before a block for events that delay its first day; it is planned to take no day."""


@dataclass(frozen=True)
class Member:
    """A planned migration in the mode of the plan. Days are positions.

    `block_offset`: days from its start to its block. `shift`: days by which its block begins after that of its group.
    """

    place: int
    case: MigrationCase
    mode: ModeCase
    profile: PhaseProfile
    start: int
    block_offset: int
    shift: int = 0

    @property
    def id(self) -> str:
        return self.case.id

    @property
    def begun(self) -> bool:
        """Whether it began before the status date."""
        return self.start < 0

    def before_anchor(self, anchor: Anchor) -> int:
        """Days from the first day of the activity that an anchor binds to the anchor."""
        return 0 if anchor is Anchor.START else self.mode.offset(anchor) - self.block_offset

    @property
    def cutover_length(self) -> int:
        """Days from the first day of the block to the cutover."""
        return self.mode.cutover_offset - self.block_offset


@dataclass(frozen=True)
class Activity:
    """One thing that begins on one day and then runs to its end. `phase` is its name; the name of a block is empty.

    `offset`: days from the start of its migration to its planned start; for a block of a group those of its first member.
    """

    members: tuple[Member, ...]
    number: int
    phase: str
    offset: int
    length: int
    uses: tuple[Use, ...]

    @property
    def is_block(self) -> bool:
        return not self.phase

    @property
    def member(self) -> Member:
        return self.members[0]

    @property
    def planned_start(self) -> int:
        if self.is_block:
            return max(member.start + member.block_offset - member.shift for member in self.members)
        return self.member.start + self.offset

    @property
    def begun(self) -> bool:
        """Whether the plan has it before the status date."""
        return self.planned_start < 0

    @property
    def cutover_length(self) -> int:
        """Days from the start of a block to the cutover of all its members."""
        return max(member.cutover_length for member in self.members)

    @property
    def order(self) -> tuple[int, int, str, int]:
        """The place in the queue: that of the plan."""
        return self.planned_start, self.planned_start + self.length, self.member.id, self.number


def activities_of(portfolio: Portfolio, plan: Plan, instance: Instance, delayed: Collection[str]) -> list[Activity]:
    """The activities of a plan in the order of its queue; `delayed` are the migrations that events can delay."""
    members = _with_shifts(instance, [*_members(portfolio, plan, instance)])
    blocks: dict[int, list[Member]] = defaultdict(list)
    together = _together(instance)
    found: list[Activity] = []
    for member in members.values():
        found += _preparation(member, member.id in delayed)
        blocks[together[member.place]].append(member)
    found += [_block(sorted(block, key=lambda member: member.id)) for block in blocks.values()]
    return sorted(found, key=lambda activity: activity.order)


def _members(portfolio: Portfolio, plan: Plan, instance: Instance) -> Iterator[Member]:
    for place, case in enumerate(instance.migrations):
        entry = plan.entry_by_migration.get(case.id)
        mode = next((mode for mode in case.modes if entry is not None and mode.id == entry.mode), None)
        if entry is None or mode is None:
            continue
        profile = _profile(portfolio, case.id, mode.id)
        yield Member(
            place=place,
            case=case,
            mode=mode,
            profile=profile,
            start=portfolio.axis.position(entry.start_day),
            block_offset=mode.cutover_offset - _cutover_days(profile),
        )


def _profile(portfolio: Portfolio, migration: str, mode: str) -> PhaseProfile:
    others = {other.id: other.profile for other in portfolio.modes_by_migration[migration]}
    return portfolio.profile_by_id[others.get(mode, portfolio.migration_by_id[migration].profile)]


def _cutover_days(profile: PhaseProfile) -> int:
    return next(phase.days for phase in profile.phases if phase.name == profile.cutover_phase)


def _together(instance: Instance) -> Mapping[int, int]:
    """A number for every migration; those that must cut over together have the same."""
    found = UnionFind(range(len(instance.migrations)))
    for group in instance.groups:
        if not group.may_split:
            found.join(group.members)
    return {place: found.find(place) for place in range(len(instance.migrations))}


def _with_shifts(instance: Instance, members: Sequence[Member]) -> dict[int, Member]:
    together = _together(instance)
    longest: dict[int, int] = defaultdict(int)
    for member in members:
        longest[together[member.place]] = max(longest[together[member.place]], member.cutover_length)
    return {
        member.place: replace(member, shift=longest[together[member.place]] - member.cutover_length)
        for member in members
    }


def _preparation(member: Member, delayed: bool) -> Iterator[Activity]:
    offset = 0
    for number, phase in enumerate(member.profile.phases):
        if phase.name == member.profile.cutover_phase:
            if number == 0 and delayed:
                yield Activity((member,), DELAYED_START, "start", 0, 0, ())
            return
        uses = _uses(member, offset, offset + phase.days, offset)
        yield Activity((member,), number, phase.name, offset, phase.days, uses)
        offset += phase.days


def _block(members: Sequence[Member]) -> Activity:
    first = members[0]
    number = next(n for n, phase in enumerate(first.profile.phases) if phase.name == first.profile.cutover_phase)
    length = max(member.shift + member.mode.duration - member.block_offset for member in members)
    uses = [
        use
        for member in members
        for use in _uses(member, member.block_offset, member.mode.duration, member.block_offset - member.shift)
    ]
    return Activity(tuple(members), number, "", first.block_offset, length, tuple(uses))


def _uses(member: Member, first: int, until: int, since: int) -> tuple[Use, ...]:
    """The demands that begin on the days `[first, until)` of a migration, counted from the day `since`."""
    return tuple(
        replace(use, from_offset=use.from_offset - since, until_offset=use.until_offset - since)
        for use in member.mode.uses
        if first <= use.from_offset < until
    )
