"""What each activity waits for: the one before it, milestones, and other migrations as far as nobody reads the future."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.migrations import Anchor
from planner.domain.portfolio import Portfolio
from planner.risk.execution.activities import Activity, Member
from planner.risk.execution.flat_program import FROM_END, FROM_READY, FROM_START
from planner.solver.model.instance import Arc, Instance


@dataclass(frozen=True)
class Link:
    """The target begins no earlier than `offset` days after the start, the end or the ready day of the source.

    `cut`: a lead that was longer than the warning, so that less of it is used.
    """

    source: int
    target: int
    kind: int
    offset: int
    cut: tuple[str, str] | None = None


@dataclass(frozen=True)
class GateLink:
    """The target begins no earlier than `offset` days after a milestone."""

    milestone: str
    target: int
    offset: int
    cut: tuple[str, str] | None = None


@dataclass(frozen=True)
class Places:
    """Where the activities of each migration stand in the order, from its first to its block."""

    activities: Sequence[Activity]
    by_member: Mapping[int, tuple[int, ...]]
    member: Mapping[int, Member]

    @classmethod
    def of(cls, activities: Sequence[Activity]) -> Places:
        """The places of a list of activities."""
        found: dict[int, list[int]] = {}
        members: dict[int, Member] = {}
        for place, activity in enumerate(activities):
            for member in activity.members:
                found.setdefault(member.place, []).append(place)
                members[member.place] = member
        chains = {id: tuple(sorted(places, key=lambda place: _rank(activities[place]))) for id, places in found.items()}
        return cls(activities, chains, members)

    def target(self, member: Member, anchor: Anchor) -> int:
        """The activity that an anchor binds."""
        chain = self.by_member[member.place]
        return chain[0] if anchor is Anchor.START else chain[-1]

    def shift(self, member: Member, place: int) -> int:
        """Days from the start of an activity to where its part of a migration begins."""
        return member.shift if self.activities[place].is_block else 0


def _rank(activity: Activity) -> tuple[bool, int]:
    return activity.is_block, activity.number


def chain_links(places: Places) -> Iterator[Link]:
    """Each activity after the one before it."""
    for id, chain in places.by_member.items():
        member = places.member[id]
        for before, after in pairwise(chain):
            yield Link(before, after, FROM_END, -places.shift(member, after))


def arc_links(instance: Instance, places: Places, warning: int) -> Iterator[Link]:
    """What precedences between migrations ask, counted from the last boundary before the day they mean."""
    for arc in instance.arcs:
        if arc.predecessor in places.member and arc.successor in places.member:
            link = _arc_link(arc, places, warning)
            if link.source != link.target and not _exempt(places, arc.successor, link):
                yield link


def _arc_link(arc: Arc, places: Places, warning: int) -> Link:
    before, after = places.member[arc.predecessor], places.member[arc.successor]
    target = places.target(after, arc.arrives)
    offset = before.mode.offset(arc.leaves) + arc.lag_days - after.before_anchor(arc.arrives)
    source, kind, since = _counted(places, before, arc.leaves, offset, warning)
    cut = (before.id, after.id) if offset < -warning else None
    return Link(source, target, kind, since - places.shift(after, target), cut)


def _counted(places: Places, before: Member, leaves: Anchor, offset: int, warning: int) -> tuple[int, int, int]:
    """From which activity an offset from a planned start is counted, from which day of it, and the days since."""
    chain = places.by_member[before.place]
    early = before.block_offset - offset
    if leaves is Anchor.FINISH and 0 < early <= warning:
        return chain[-1], FROM_READY, before.shift - early
    if offset < 0:
        return chain[0], FROM_READY, places.shift(before, chain[0]) + max(offset, -warning)
    source = next(place for place in reversed(chain) if _offset(places, before, place) <= offset)
    return source, FROM_START, places.shift(before, source) + offset - _offset(places, before, source)


def _offset(places: Places, member: Member, place: int) -> int:
    activity = places.activities[place]
    return member.block_offset if activity.is_block else activity.offset


def _exempt(places: Places, successor: int, link: Link) -> bool:
    """Whether a migration that has begun is planned earlier than a precedence asks; the judge does not ask it again."""
    planned = places.activities[link.target].planned_start
    asked = places.activities[link.source].planned_start + link.offset
    if link.kind == FROM_END:
        asked += places.activities[link.source].length
    return places.member[successor].begun and planned < asked


def gate_links(
    portfolio: Portfolio, places: Places, planned: Mapping[str, int], warnings: Mapping[str, int]
) -> Iterator[GateLink]:
    """What milestones ask; a lead on one that moves is used as far as its day is known by then.

    `planned`: the position of every milestone in the plan. `warnings`: the warning of those that move, in positions.
    """
    by_id = {member.id: member for member in places.member.values()}
    for arc in portfolio.precedences:
        if arc.predecessor in planned and arc.successor in by_id:
            member = by_id[arc.successor]
            target = places.target(member, arc.kind.arrives)
            net = arc.lag_days - member.before_anchor(arc.kind.arrives)
            least = -warnings.get(arc.predecessor, -net)
            cut = net < least
            offset = max(net, least) - places.shift(member, target)
            late = planned[arc.predecessor] + offset > places.activities[target].planned_start
            if not (member.begun and late):
                yield GateLink(arc.predecessor, target, offset, (arc.predecessor, arc.successor) if cut else None)
