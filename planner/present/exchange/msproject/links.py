"""What waits for what among the tasks, so that a change in MS Project moves what the planner would move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.migrations import Anchor, Precedence
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ScheduledMigration
from planner.present.exchange.msproject.migration_tasks import CUTOVER, LEGACY, PHASE, begun_place
from planner.present.exchange.msproject.outline import MILESTONE
from planner.present.exchange.msproject.task import Key
from planner.present.exchange.msproject.waits import asked_position, waits

FF, FS, SF, SS = 0, 1, 2, 3
"""The numbers of MS Project."""


@dataclass(frozen=True)
class Link:
    """The task `to` waits for the task `of`, so many days later.

    `asks` is the position that it asks for the start of `to`; of two links between the same tasks the later one is kept.
    """

    of: Key
    to: Key
    type: int
    lag_days: int = 0
    asks: int = 0


def links_of(case: PlanCase) -> Mapping[Key, tuple[Link, ...]]:
    """The links of every task that has any; at most one between two tasks, which is all that Project allows."""
    kept: dict[tuple[Key, Key], Link] = {}
    for link in (*_within(case), *_between(case)):
        held = kept.get((link.of, link.to))
        if held is None or held.asks < link.asks:
            kept[link.of, link.to] = link
    found: dict[Key, list[Link]] = defaultdict(list)
    for link in kept.values():
        found[link.to].append(link)
    return {to: tuple(links) for to, links in found.items()}


def _within(case: PlanCase) -> Iterator[Link]:
    """Phases one after the other; the cutover with the phase after it; the last day of need after the cutover.

    Where nothing comes after the cutover, it follows the phase before it. Where no phase lasts a day, it is the start.
    """
    for id, entry in case.schedule.migrations.items():
        for place in range(1, len(entry.phases)):
            yield Link(Key(PHASE, id, place - 1), Key(PHASE, id, place), FS)
        before, after = _around_cutover(entry)
        if after is None and before is not None:
            yield Link(Key(PHASE, id, before), Key(CUTOVER, id), FS)
        else:
            yield Link(Key(PHASE, id, after or 0), Key(CUTOVER, id), SS)
        if case.portfolio.axis.is_calendar and entry.migration.releases:
            yield from _legacy(entry, before)


def _around_cutover(entry: ScheduledMigration) -> tuple[int | None, int | None]:
    """The last phase of at least a day before the cutover, and the first one after it; None where there is none."""
    before: int | None = None
    position = 0
    for place, phase in enumerate(entry.profile.phases):
        if phase.days and position >= entry.profile.cutover_offset_days:
            return before, place
        position += phase.days
        before = place if phase.days else before
    return before, None


def _legacy(entry: ScheduledMigration, before: int | None) -> Iterator[Link]:
    """After the cutover by the days of need; where these are none, after the phase that ends in the cutover."""
    id, days = entry.migration.id, entry.legacy_until_day - entry.cutover_day
    if days > 0:
        yield Link(Key(CUTOVER, id), Key(LEGACY, id), FS, days)
    elif before is not None:
        yield Link(Key(PHASE, id, before), Key(LEGACY, id), FS)


def _between(case: PlanCase) -> Iterator[Link]:
    for precedence in waits(case):
        if precedence.successor in case.schedule.migrations:
            yield from _to_migration(case, precedence, case.schedule.migrations[precedence.successor])
        else:
            of, leaves_finish = _left(case, precedence)
            to, asks = Key(MILESTONE, precedence.successor), asked_position(case, precedence)
            yield Link(of, to, FS if leaves_finish else SS, precedence.lag_days, asks)


def _to_migration(case: PlanCase, precedence: Precedence, entry: ScheduledMigration) -> Iterator[Link]:
    """On the first phase always: a finish or cutover is its start and the days up to it. A finish also on the last phase.

    With the link to the last phase alone a delay would move that phase and tear the migration apart. A phase that has begun
    does not move any more, so the one after it waits.
    """
    of, leaves_finish = _left(case, precedence)
    arrives, id = precedence.kind.arrives, entry.migration.id
    place, last = _waiting_place(case, entry), len(entry.phases) - 1
    ahead = entry.profile.offset_days(arrives) - sum(phase.days for phase in entry.profile.phases[:place])
    asks = asked_position(case, precedence)
    type, lag = FS if leaves_finish else SS, precedence.lag_days - ahead
    yield Link(of, Key(PHASE, id, place), type, lag, asks - ahead)
    if arrives is Anchor.FINISH and place != last:
        type, length = FF if leaves_finish else SF, entry.profile.phases[-1].days
        yield Link(of, Key(PHASE, id, last), type, precedence.lag_days, asks - length)


def _waiting_place(case: PlanCase, entry: ScheduledMigration) -> int:
    """The first phase; the one after it where it has begun, if there is one."""
    begun = begun_place(case, entry)
    return 0 if begun is None else min(begun + 1, len(entry.phases) - 1)


def _left(case: PlanCase, precedence: Precedence) -> tuple[Key, bool]:
    """The task that the link leaves, and whether it leaves its finish."""
    id = precedence.predecessor
    if id not in case.schedule.migrations:
        return Key(MILESTONE, id), precedence.kind.leaves is Anchor.FINISH
    match precedence.kind.leaves:
        case Anchor.START:
            return Key(PHASE, id), False
        case Anchor.CUTOVER:
            return Key(CUTOVER, id), False
        case Anchor.FINISH:
            return Key(PHASE, id, len(case.schedule.migrations[id].phases) - 1), True
