"""The one graph of what depends on what: contracts, migrations, milestones, organisations and groups.

An arrow leads from what comes first to what depends on it, so the descendants of a milestone are everything that a
delay of it can reach.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

import networkx as nx

from planner.domain.migrations import Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.routes import served_organisations

Name = TypeVar("Name", bound=Hashable)
DependencyGraph = nx.MultiDiGraph
"""The type of the graph, for those who only pass it on."""


class NodeKind(StrEnum):
    """What a node of the graph is."""

    CONTRACT = "contract"
    MIGRATION = "migration"
    MILESTONE = "milestone"
    ORGANISATION = "organisation"
    GROUP = "group"


class Relation(StrEnum):
    """What an arrow of the graph says."""

    WAITED_FOR = "waited for"
    """The milestone or migration at its foot is waited for by the one at its head; the arrow holds the `precedence`."""
    RELEASES = "releases"
    """From a migration to a contract that is needed until the migration is over."""
    SERVES = "serves"
    """From a contract to an organisation it serves."""
    TIED = "tied"
    """From a migration to the group it cuts over with, and back."""


class Node(NamedTuple):
    """A record of the portfolio; ids alone would not do, for a contract and a migration may share one."""

    kind: NodeKind
    id: str


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Ids of everything that waits for a record, directly and through others, each in the order of the alphabet."""

    milestones: tuple[str, ...]
    migrations: tuple[str, ...]
    contracts: tuple[str, ...]
    organisations: tuple[str, ...]


def dependency_graph(portfolio: Portfolio) -> nx.MultiDiGraph:
    """The graph of a portfolio: nodes are `Node`, the key of an arrow is its `Relation` with a number.

    Migrations of organisations that stay are in it too. Two precedences of one pair are two arrows.
    """
    graph = timing_graph(portfolio)
    graph.add_nodes_from(Node(NodeKind.CONTRACT, contract.id) for contract in portfolio.contracts)
    graph.add_nodes_from(Node(NodeKind.ORGANISATION, organisation.id) for organisation in portfolio.organisations)
    for relation, first, then in _arrows(portfolio):
        graph.add_edge(first, then, key=(relation, 0))
    return graph


def timing_graph(portfolio: Portfolio) -> nx.MultiDiGraph:
    """The part of the graph that says what can happen when: milestones and migrations, their precedences and ties."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(Node(NodeKind.MIGRATION, migration.id) for migration in portfolio.migrations)
    graph.add_nodes_from(Node(NodeKind.MILESTONE, milestone.id) for milestone in portfolio.milestones)
    graph.add_nodes_from(Node(NodeKind.GROUP, group.id) for group in portfolio.groups)
    for number, precedence in enumerate(portfolio.precedences):
        ends = _node_of(portfolio, precedence.predecessor), _node_of(portfolio, precedence.successor)
        graph.add_edge(*ends, key=(Relation.WAITED_FOR, number), precedence=precedence)
    for first, then in _ties(portfolio):
        graph.add_edge(first, then, key=(Relation.TIED, 0))
    return graph


def _arrows(portfolio: Portfolio) -> Iterator[tuple[Relation, Node, Node]]:
    """The arrows to contracts and organisations."""
    for migration in portfolio.migrations:
        for contract in migration.releases:
            yield Relation.RELEASES, Node(NodeKind.MIGRATION, migration.id), Node(NodeKind.CONTRACT, contract)
    for contract_record in portfolio.contracts:
        for organisation in served_organisations(portfolio, contract_record):
            ends = Node(NodeKind.CONTRACT, contract_record.id), Node(NodeKind.ORGANISATION, organisation)
            yield Relation.SERVES, *ends


def _ties(portfolio: Portfolio) -> Iterator[tuple[Node, Node]]:
    for group in portfolio.groups:
        for member in group.migrations:
            ends = Node(NodeKind.MIGRATION, member), Node(NodeKind.GROUP, group.id)
            yield ends
            yield ends[1], ends[0]


def _node_of(portfolio: Portfolio, id: str) -> Node:
    """The node of an end of a precedence: reading refuses ids that are a milestone and a migration too."""
    return Node(NodeKind.MILESTONE if id in portfolio.milestone_by_id else NodeKind.MIGRATION, id)


def precedence_graph(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The part of the graph that waits: milestones and migrations with their precedences alone."""
    waits = [ends for ends in graph.edges(keys=True) if ends[2][0] is Relation.WAITED_FOR]
    kept = graph.edge_subgraph(waits).copy()
    kept.add_nodes_from(node for node in graph if node.kind in (NodeKind.MILESTONE, NodeKind.MIGRATION))
    return kept


def waiting_for(graph: nx.MultiDiGraph, node: Node) -> Waiting:
    """What waits for a record. A tie passes the wait on: migrations that cut over together wait together."""
    found: set[Node] = nx.descendants(graph, node)
    return Waiting(
        milestones=_ids(found, NodeKind.MILESTONE),
        migrations=_ids(found, NodeKind.MIGRATION),
        contracts=_ids(found, NodeKind.CONTRACT),
        organisations=_ids(found, NodeKind.ORGANISATION),
    )


def around(graph: nx.MultiDiGraph, node: Node) -> set[Node]:
    """A record with everything it waits for and everything that waits for it."""
    found: set[Node] = {node} | nx.ancestors(graph, node) | nx.descendants(graph, node)
    return found


def _ids(nodes: Iterable[Node], kind: NodeKind) -> tuple[str, ...]:
    return tuple(sorted(node.id for node in nodes if node.kind is kind))


def precedences_between(graph: nx.MultiDiGraph, first: Node, then: Node) -> tuple[Precedence, ...]:
    """The precedences of a pair, in the order of the portfolio."""
    arrows = graph.get_edge_data(first, then, default={})
    found = sorted((key[1], arrow["precedence"]) for key, arrow in arrows.items() if key[0] is Relation.WAITED_FOR)
    return tuple(precedence for _, precedence in found)


def longest_chain(graph: nx.MultiDiGraph) -> tuple[Node, ...]:
    """The most milestones and migrations of which each waits for the one before it; of equal ones, always the same.

    Raises networkx.NetworkXUnfeasible for a cycle.
    """
    waits = nx.DiGraph(precedence_graph(graph))
    order = list(nx.lexicographical_topological_sort(waits))
    return tuple(nx.dag_longest_path(waits, weight=None, default_weight=1, topo_order=order))


def cycles(arrows: Iterable[tuple[Name, Name]]) -> Iterator[tuple[Name, ...]]:
    """One shortest cycle for every knot of names that lead to each other, each as names without the first repeated."""
    graph = nx.DiGraph()
    graph.add_edges_from(arrows)
    for knot in nx.strongly_connected_components(graph):
        start = min(knot)
        if len(knot) > 1 or graph.has_edge(start, start):
            yield _shortest_cycle(graph.subgraph(knot).copy(), start)


def _shortest_cycle(knot: nx.DiGraph, start: Name) -> tuple[Name, ...]:
    """A cycle of fewest names through one of them."""
    if knot.has_edge(start, start):
        return (start,)
    steps = nx.single_source_shortest_path_length(knot, start)
    closing = min(knot.predecessors(start), key=lambda name: (steps[name], name))
    return tuple(nx.shortest_path(knot, start, closing))
