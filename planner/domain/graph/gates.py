"""Milestones composed away: what every planned migration waits for, directly and through milestones.

A milestone is reached on the latest of its own date and its predecessors plus lags (an achieved one stays where it is).
Hence a chain migration → milestone → migration with lags a and b is one precedence with lag a + b, and a chain of
milestones alone is a fixed gate day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import networkx as nx

from planner.domain.graph.dependency_graph import Node, NodeKind, timing_graph
from planner.domain.migrations import Anchor, AnchorDays, Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations


@dataclass(frozen=True)
class Source:
    """A planned migration that something waits for, with the anchors the lag counts from and to, in positions."""

    migration: str
    leaves: Anchor
    arrives: Anchor
    lag_days: int


@dataclass(frozen=True)
class Gate:
    """What a planned migration waits for.

    `days`: no such anchor of it before this position on the day axis (an anchor left out has no gate). `sources`:
    migrations it waits for.
    """

    days: AnchorDays
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class _Reached:
    """When a milestone is reached: no earlier than the position `day`, and than these sources plus lags."""

    day: int
    sources: tuple[Source, ...]


def milestone_order(portfolio: Portfolio) -> list[str]:
    """Milestones, each after the milestones it waits for.

    Raises networkx.NetworkXUnfeasible for a cycle, which reading reports before.
    """
    known = portfolio.milestone_by_id
    if not any(arc.predecessor in known and arc.successor in known for arc in portfolio.precedences):
        return sorted(known)
    graph = timing_graph(portfolio)
    milestones = [Node(NodeKind.MILESTONE, id) for id in known]
    return [node.id for node in nx.lexicographical_topological_sort(graph.subgraph(milestones))]


def milestone_days(portfolio: Portfolio) -> dict[str, int]:
    """The open day every milestone is reached as far as milestones alone decide it."""
    return {milestone: portfolio.axis.day(reached.day) for milestone, reached in _reached(portfolio).items()}


def migration_gates(portfolio: Portfolio) -> dict[str, Gate]:
    """What every planned migration waits for; precedences from or to migrations that are not planned are left out."""
    planned = {migration.id for migration in planned_migrations(portfolio)}
    reached = _reached(portfolio)
    incoming = _incoming(portfolio)
    return {migration: _gate(incoming[migration], planned, reached) for migration in planned_order(portfolio)}


def planned_order(portfolio: Portfolio) -> list[str]:
    """Ids of the planned migrations in the order of the portfolio."""
    return [migration.id for migration in planned_migrations(portfolio)]


def _incoming(portfolio: Portfolio) -> dict[str, list[Precedence]]:
    incoming: dict[str, list[Precedence]] = defaultdict(list)
    for arc in portfolio.precedences:
        incoming[arc.successor].append(arc)
    return incoming


def _reached(portfolio: Portfolio) -> dict[str, _Reached]:
    planned = {migration.id for migration in planned_migrations(portfolio)}
    incoming = _incoming(portfolio)
    reached: dict[str, _Reached] = {}
    for name in milestone_order(portfolio):
        milestone = portfolio.milestone_by_id[name]
        own_day = portfolio.position_of(milestone.planning_date)
        arcs = [] if milestone.achieved_date is not None else incoming[name]
        gates = [reached[arc.predecessor].day + arc.lag_days for arc in arcs if arc.predecessor in reached]
        sources = _strongest(_sources(arcs, planned, reached))
        reached[name] = _Reached(max([own_day, *gates]), sources)
    return reached


def _sources(arcs: list[Precedence], planned: set[str], reached: dict[str, _Reached]) -> Iterable[Source]:
    """The planned migrations behind these precedences, lags added along milestones."""
    for arc in arcs:
        arrives = arc.kind.arrives
        if arc.predecessor in planned:
            yield Source(arc.predecessor, arc.kind.leaves, arrives, arc.lag_days)
        elif arc.predecessor in reached:
            for source in reached[arc.predecessor].sources:
                yield replace(source, lag_days=source.lag_days + arc.lag_days, arrives=arrives)


def _gate(arcs: list[Precedence], planned: set[str], reached: dict[str, _Reached]) -> Gate:
    days: dict[Anchor, list[int]] = defaultdict(list)
    for arc in arcs:
        if arc.predecessor in reached:
            days[arc.kind.arrives].append(reached[arc.predecessor].day + arc.lag_days)
    latest = tuple((anchor, max(days[anchor])) for anchor in Anchor if anchor in days)
    return Gate(latest, _strongest(_sources(arcs, planned, reached)))


def _strongest(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Of sources that differ only in their lag, the one with the longest."""
    longest: dict[tuple[str, Anchor, Anchor], Source] = {}
    for source in sources:
        key = (source.migration, source.leaves, source.arrives)
        if key not in longest or longest[key].lag_days < source.lag_days:
            longest[key] = source
    return tuple(longest.values())
