"""Which migrations can be moved by something uncertain: through the days that precedences tie, not only through records.

A migration whose finish waits still starts as planned, so what waits only for its start is not moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

import networkx as nx

from planner.domain.contracts import Contract
from planner.domain.migrations import Anchor, Migration, PhaseProfile, Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.risks import RiskDriver
from planner.domain.routes import all_modes, planned_migrations, releasing_migrations
from planner.domain.uncertain.ranges import date_range, length_range, phases_that_vary


class Part(StrEnum):
    """What of a record moves."""

    DAY = "day"
    """The one day of a milestone."""
    GROUP = "group"
    """The day on which the members of a group cut over."""
    START = "start"
    """The first day of a migration."""
    BLOCK = "block"
    """Its cutover phase and all after it, which are planned to the day."""


class Moved(NamedTuple):
    """A part of a record."""

    id: str
    part: Part


def certain_migrations(portfolio: Portfolio) -> tuple[str, ...]:
    """The planned migrations whose cutover waits for nothing uncertain, neither directly nor through others.

    Their own lengths and events count too. They move in no draw, unless a queue for teams moves them.
    """
    graph = _graph(portfolio)
    reached: set[Moved] = set()
    for moved in uncertain_parts(portfolio):
        if moved not in reached:
            reached |= {moved} | nx.descendants(graph, moved)
    return tuple(
        migration.id for migration in planned_migrations(portfolio) if Moved(migration.id, Part.BLOCK) not in reached
    )


def waits_by_contract(portfolio: Portfolio, contracts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The milestones and events that move the last day of need of each of these contracts, the nearest first.

    What lies behind an uncertain milestone is left out, and so are lengths that vary: these are no records of their own.
    """
    graph, uncertain = _graph(portfolio), set(uncertain_parts(portfolio))
    events = _events_by_record(portfolio)
    asked = [portfolio.contract_by_id[id] for id in dict.fromkeys(contracts)]
    return {contract.id: tuple(_waits(portfolio, contract, graph, uncertain, events)) for contract in asked}


def _waits(
    portfolio: Portfolio,
    contract: Contract,
    graph: nx.DiGraph,
    uncertain: set[Moved],
    events: Mapping[str, tuple[str, ...]],
) -> Iterable[str]:
    reached = [Moved(migration.id, Part.BLOCK) for migration in releasing_migrations(portfolio, contract)]
    seen, found = set(reached), dict[str, None]()
    for moved in reached:  # grows while it is gone through
        is_date = moved in uncertain and moved.part is Part.DAY
        if moved in uncertain:
            found |= dict.fromkeys(((moved.id,) if is_date else ()) + events.get(moved.id, ()))
        if moved in graph and not is_date:
            before = sorted(set(graph.predecessors(moved)) - seen)
            seen |= {*before}
            reached += before
    return found


def _events_by_record(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """The events that are still open, by what they affect."""
    found: dict[str, tuple[str, ...]] = {}
    for driver in filter(_is_open, portfolio.risk_drivers):
        for record in driver.affects:
            found[record] = (*found.get(record, ()), driver.id)
    return found


def uncertain_parts(portfolio: Portfolio) -> Iterator[Moved]:
    """What is uncertain by itself: dates with a range, what an event affects, and lengths that vary."""
    hit = {id for driver in portfolio.risk_drivers if _is_open(driver) for id in driver.affects}
    for milestone in portfolio.milestones:
        found = date_range(milestone)
        if milestone.achieved_date is None and ((found is not None and found.varies) or milestone.id in hit):
            yield Moved(milestone.id, Part.DAY)
    for migration in planned_migrations(portfolio):
        profiles = [portfolio.profile_by_id[mode.profile] for mode in all_modes(portfolio, migration)]
        if migration.id in hit:
            yield Moved(migration.id, _lengthened(profiles))
        elif any(_varies(portfolio, profile) for profile in profiles):
            yield Moved(migration.id, Part.BLOCK)


def _is_open(driver: RiskDriver) -> bool:
    """Whether nobody knows yet if it happens, or by how many days."""
    return 0 < driver.chance < 1 or (driver.chance == 1 and driver.early_days < driver.late_days)


def _lengthened(profiles: list[PhaseProfile]) -> Part:
    """What an event moves: it lengthens the last phase before the cutover phase, else it delays the first day."""
    return Part.BLOCK if all(any(phases_that_vary(profile)) for profile in profiles) else Part.START


def _varies(portfolio: Portfolio, profile: PhaseProfile) -> bool:
    return any(length_range(portfolio.policy, phase).varies for phase in phases_that_vary(profile))


def _graph(portfolio: Portfolio) -> nx.DiGraph:
    """An arrow leads from what moves to what it can move."""
    graph = nx.DiGraph()
    graph.add_nodes_from(Moved(milestone.id, Part.DAY) for milestone in portfolio.milestones)
    graph.add_edges_from(_own_arrows(migration) for migration in portfolio.migrations)
    graph.add_edges_from(_arrow(portfolio, precedence) for precedence in portfolio.precedences)
    for group in portfolio.groups:
        if group.bridge_pounds_per_day is None:
            for member in group.migrations:
                ends = Moved(member, Part.BLOCK), Moved(group.id, Part.GROUP)
                graph.add_edges_from((ends, ends[::-1]))
    return graph


def _own_arrows(migration: Migration) -> tuple[Moved, Moved]:
    return Moved(migration.id, Part.START), Moved(migration.id, Part.BLOCK)


def _arrow(portfolio: Portfolio, precedence: Precedence) -> tuple[Moved, Moved]:
    """From the anchor that a precedence leaves to the one at which it arrives."""
    kind = precedence.kind
    return _part(portfolio, precedence.predecessor, kind.leaves), _part(portfolio, precedence.successor, kind.arrives)


def _part(portfolio: Portfolio, id: str, anchor: Anchor) -> Moved:
    if id in portfolio.milestone_by_id:
        return Moved(id, Part.DAY)
    return Moved(id, Part.START if anchor is Anchor.START else Part.BLOCK)
