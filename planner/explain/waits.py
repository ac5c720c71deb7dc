"""What every planned migration waits for, with the records that say so: other migrations, and the dates of milestones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.clusters import Milestone
from planner.domain.levers.amounts import precedence_keys
from planner.domain.migrations import Anchor, Group, Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations
from planner.explain.places import precedence_ref
from planner.explain.records import RecordRef


@dataclass(frozen=True)
class Wait:
    """The anchor `arrives` of a migration lies `lag_days` open days after an anchor of what it waits for, at the earliest.

    `via`: the precedences from the source to the migration, through milestones between the two.
    """

    leaves: Anchor
    arrives: Anchor
    lag_days: int
    via: tuple[Precedence, ...]

    def after(self, precedence: Precedence) -> Wait:
        """The same wait one precedence further on."""
        lag_days = self.lag_days + precedence.lag_days
        return replace(self, arrives=precedence.kind.arrives, lag_days=lag_days, via=(*self.via, precedence))


@dataclass(frozen=True)
class MigrationWait(Wait):
    """A wait for another migration."""

    migration: str


@dataclass(frozen=True)
class MilestoneWait(Wait):
    """A wait for the own date of a milestone."""

    milestone: Milestone


@dataclass(frozen=True)
class Waits:
    """By planned migration: the migrations it waits for, the milestones, and those it must cut over with.

    `keys`: what every precedence is called.
    """

    migrations: Mapping[str, tuple[MigrationWait, ...]]
    milestones: Mapping[str, tuple[MilestoneWait, ...]]
    partners: Mapping[str, tuple[tuple[str, Group], ...]]
    keys: Mapping[Precedence, str]

    @classmethod
    def of(cls, portfolio: Portfolio) -> Waits:
        """Those of a portfolio; what is not planned is left out, and an achieved milestone waits for nothing."""
        incoming = _incoming(portfolio)
        planned = [migration.id for migration in planned_migrations(portfolio)]
        found = {id: tuple(_waits(portfolio, incoming, set(planned), id)) for id in planned}
        return cls(
            {id: tuple(wait for wait in waits if isinstance(wait, MigrationWait)) for id, waits in found.items()},
            {id: tuple(wait for wait in waits if isinstance(wait, MilestoneWait)) for id, waits in found.items()},
            _partners(portfolio, planned),
            dict(zip(portfolio.precedences, precedence_keys(portfolio), strict=True)),
        )

    def refs(self, precedences: tuple[Precedence, ...]) -> tuple[RecordRef, ...]:
        """How an explanation names these precedences."""
        return tuple(precedence_ref(precedence, self.keys[precedence]) for precedence in precedences)

    def feeders(self, releasing: tuple[str, ...]) -> tuple[str, ...]:
        """These migrations, what they wait for, whom they must cut over with, and so on back, in order of id."""
        found: set[str] = set()
        waiting = list(releasing)
        while waiting:
            id = waiting.pop()
            if id not in found:
                found.add(id)
                waiting += [wait.migration for wait in self.migrations[id]]
                waiting += [partner for partner, _ in self.partners[id]]
        return tuple(sorted(found))


def _incoming(portfolio: Portfolio) -> Mapping[str, list[Precedence]]:
    incoming: dict[str, list[Precedence]] = defaultdict(list)
    for precedence in portfolio.precedences:
        incoming[precedence.successor].append(precedence)
    return incoming


def _waits(
    portfolio: Portfolio, incoming: Mapping[str, list[Precedence]], planned: set[str], id: str
) -> Iterator[Wait]:
    """What a migration or a milestone waits for; of a milestone also its own date."""
    for precedence in incoming.get(id, ()):
        source = precedence.predecessor
        kind, lag_days = precedence.kind, precedence.lag_days
        if source in planned:
            yield MigrationWait(kind.leaves, kind.arrives, lag_days, (precedence,), source)
        elif source in portfolio.milestone_by_id:
            milestone = portfolio.milestone_by_id[source]
            yield MilestoneWait(kind.leaves, kind.arrives, lag_days, (precedence,), milestone)
            if milestone.achieved_date is None:
                behind = _waits(portfolio, incoming, planned, source)
                yield from (wait.after(precedence) for wait in behind)


def _partners(portfolio: Portfolio, planned: list[str]) -> Mapping[str, tuple[tuple[str, Group], ...]]:
    found: dict[str, list[tuple[str, Group]]] = {id: [] for id in planned}
    for group in portfolio.groups:
        members = [id for id in group.migrations if id in found] if group.bridge_pounds_per_day is None else []
        for id in members:
            found[id] += [(partner, group) for partner in members if partner != id]
    return {id: tuple(partners) for id, partners in found.items()}
