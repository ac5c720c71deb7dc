"""Capacity: what the shifted block asks of a resource on top of what all others hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.domain.resources import Resource
from planner.explain.blockers.block import Block
from planner.explain.blockers.profile import Amount, capacities, summed
from planner.explain.blockers.stretches import stretches
from planner.explain.places import resource_ref
from planner.explain.pushing import Push
from planner.explain.records import Category, Excess, Holding, Overload
from planner.explain.spans import Span
from planner.explain.work import Use

Uses = Mapping[str, tuple[tuple[str, Use], ...]]
"""By resource: who uses it, and how."""


def capacity_blocks(push: Push) -> Iterator[Block]:
    """Days on which a resource is over; and again, as own capacity, those on which it is over with the feeders alone."""
    uses, own = _uses(push, push.works), _uses(push, push.feeders)
    resources = push.case.portfolio.resource_by_id
    for stretch in stretches(push):
        for resource in sorted({use.resource for id in stretch.leads for use in push.works[id].uses}):
            asked = _asked(push, resource, stretch.leads)
            for users, category in ((uses, Category.COMPETITION), (own, Category.OWN_CAPACITY)):
                left = _left(push, resources[resource], users.get(resource, ()), stretch.leads)
                for anchors in _clashes(asked, left, stretch.anchors):
                    yield Block(resource_ref(resources[resource]), category, stretch.days(anchors))


def overload_on(push: Push, resource: Resource, day: int) -> Overload | None:
    """How far the resource is over in the shifted plan of a day; None where it is not."""
    starts = push.starts(day)
    uses = _uses(push, push.works).get(resource.id, ())
    asked = _asked(push, resource.id, {id: -start for id, start in starts.items()})
    excesses = sorted(_excesses(asked, _left(push, resource, uses, starts)), key=lambda excess: excess.first)
    if not excesses:
        return None
    first, axis = excesses[0].first, push.case.portfolio.axis
    return Overload(
        day=axis.day(first),
        capacity=next(piece.units for piece in capacities(push.case.portfolio, resource) if first < piece.until),
        holders=tuple(_holders(push, uses, starts, first)),
        excesses=tuple(
            Excess(from_day=axis.day(piece.first), until_day=axis.day(piece.until - 1) + 1, units=piece.units)
            for piece in excesses
        ),
    )


def asking(push: Push, resource: str, day: int, over_day: int) -> Iterator[str]:
    """The migrations that, shifted for a day, take units of a resource on another."""
    position = push.case.portfolio.axis.position(over_day)
    for id, start in push.starts(day).items():
        uses = (use for use in push.works[id].uses if use.resource == resource and use.units > 0)
        if any(start + use.from_offset <= position < start + use.until_offset for use in uses):
            yield id


def _uses(push: Push, users: Iterable[str]) -> Uses:
    found: dict[str, list[tuple[str, Use]]] = {}
    for id in sorted(users):
        for use in push.works[id].uses:
            found.setdefault(use.resource, []).append((id, use))
    return {resource: tuple(pairs) for resource, pairs in found.items()}


def _asked(push: Push, resource: str, leads: Mapping[str, int]) -> tuple[Amount, ...]:
    """What the shifted migrations ask together, by positions from the anchor."""
    amounts = [
        Amount(use.from_offset - lead, use.until_offset - lead, use.units)
        for id, lead in leads.items()
        for use in push.works[id].uses
        if use.resource == resource
    ]
    return tuple(amount for amount in summed(amounts) if amount.units > 0)


def _left(
    push: Push, resource: Resource, uses: Iterable[tuple[str, Use]], shifted: Mapping[str, int]
) -> tuple[Amount, ...]:
    """What all others leave, from the status date on."""
    held = [
        Amount(push.works[id].start + use.from_offset, push.works[id].start + use.until_offset, -use.units)
        for id, use in uses
        if id not in shifted
    ]
    return tuple(summed([*capacities(push.case.portfolio, resource), *held], first=0))


def _clashes(asked: Iterable[Amount], left: tuple[Amount, ...], anchors: Span) -> Iterator[Span]:
    """The anchors with which a piece that is asked for meets a piece that has too little."""
    for wish in asked:
        for piece in left:
            if piece.units < wish.units:
                first = max(anchors[0], piece.first - wish.until + 1)
                until = min(anchors[1], piece.until - wish.first)
                if first < until:
                    yield first, until


def _excesses(asked: Iterable[Amount], left: Iterable[Amount]) -> Iterator[Amount]:
    pieces = tuple(left)
    for wish in asked:
        for piece in pieces:
            first, until = max(wish.first, piece.first), min(wish.until, piece.until)
            if first < until and piece.units < wish.units:
                yield Amount(first, until, wish.units - piece.units)


def _holders(
    push: Push, uses: Iterable[tuple[str, Use]], shifted: Mapping[str, int], position: int
) -> Iterator[Holding]:
    """Who holds units on a position, most units first; those that shift hold nothing."""
    held: dict[str, int] = {}
    for id, use in uses:
        start = push.works[id].start
        if id not in shifted and start + use.from_offset <= position < start + use.until_offset:
            held[id] = held.get(id, 0) + use.units
    for id in sorted(held, key=lambda id: (-held[id], id)):
        yield Holding(migration=id, units=held[id])
