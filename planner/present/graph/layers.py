"""Where each record stands in a layered picture: columns by the longest way to it, and few crossings of arrows.

The order within a column follows the barycentre of the neighbours, a few times to and fro (Sugiyama and others 1981).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx

from planner.domain.graph.dependency_graph import Node, NodeKind

Picture = nx.DiGraph
"""The type of what is drawn, for those who only pass it on."""
SWEEPS = 8
"""Times the columns are put in order from left to right and back."""


def picture_of(graph: nx.MultiDiGraph, nodes: Sequence[Node]) -> nx.DiGraph:
    """The arrows between these records; organisations and groups are left out, a pair has one arrow."""
    shown = {node for node in nodes if node.kind not in (NodeKind.ORGANISATION, NodeKind.GROUP)}
    picture = nx.DiGraph()
    picture.add_nodes_from(sorted(shown))
    picture.add_edges_from(sorted({(a, b) for a, b in graph.edges() if a in shown and b in shown and a != b}))
    return picture


def layers_of(picture: nx.DiGraph) -> list[list[Node]]:
    """The columns from left to right, each from top to bottom. Raises networkx.NetworkXUnfeasible for a cycle."""
    columns = [sorted(column) for column in nx.topological_generations(picture)]
    for sweep in range(SWEEPS):
        towards = picture.predecessors if sweep % 2 == 0 else picture.successors
        order = range(1, len(columns)) if sweep % 2 == 0 else range(len(columns) - 2, -1, -1)
        for at in order:
            place = {node: row for column in columns for row, node in enumerate(column)}
            columns[at] = sorted(columns[at], key=lambda node: (_barycentre(list(towards(node)), place), node))
    return columns


def _barycentre(neighbours: Sequence[Node], place: Mapping[Node, int]) -> float:
    return sum(place[node] for node in neighbours) / len(neighbours) if neighbours else 0.0
