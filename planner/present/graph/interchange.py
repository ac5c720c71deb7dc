"""The dependency graph for other tools: DOT for Graphviz, GraphML for network analysis."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

import networkx as nx

from planner.domain.graph.dependency_graph import Node, NodeKind
from planner.domain.portfolio import Portfolio
from planner.present.graph.svg import name_of
from planner.writing.marks import PROGRAM
from planner.writing.xml_text import xml_text

SHAPES = {NodeKind.MILESTONE: "diamond", NodeKind.MIGRATION: "box", NodeKind.CONTRACT: "folder"}


def graph_dot(portfolio: Portfolio, picture: nx.DiGraph, title: str) -> str:
    """The picture in the DOT language; ids carry their kind, since a contract and a migration may share one."""
    nodes = (
        f"  {_quoted(_key(node))} [label={_quoted(_label(portfolio, node))}, shape={SHAPES[node.kind]}];"
        for node in picture.nodes()
    )
    arrows = (f"  {_quoted(_key(first))} -> {_quoted(_key(then))};" for first, then in picture.edges())
    return "\n".join([f"// {PROGRAM}", f"digraph {_quoted(title)} {{", "  rankdir=LR;", *nodes, *arrows, "}"]) + "\n"


def graph_graphml(
    portfolio: Portfolio, graph: nx.MultiDiGraph, facts: Mapping[Node, Mapping[str, str | int]] = MappingProxyType({})
) -> bytes:
    """All records and arrows: the kind, id and name of a record, the relation and lag of an arrow.

    `facts` are what else stands at a record.
    """
    marking = {"marking": xml_text(portfolio.marking)} if portfolio.marking else {}
    plain = nx.MultiDiGraph(generator=PROGRAM, **marking)
    for node in sorted(graph.nodes()):
        plain.add_node(
            _key(node), kind=node.kind.value, record=xml_text(node.id), name=xml_text(name_of(portfolio, node))
        )
        plain.nodes[_key(node)].update({name: _xml(value) for name, value in facts.get(node, {}).items()})
    for first, then, key, found in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        precedence = found.get("precedence")
        lag = {} if precedence is None else {"precedence": precedence.kind.value, "lag_days": precedence.lag_days}
        plain.add_edge(_key(first), _key(then), relation=key[0].value, **lag)
    stream = BytesIO()
    nx.write_graphml(plain, stream, named_key_ids=True)
    return stream.getvalue()


def _label(portfolio: Portfolio, node: Node) -> str:
    return f"{node.id}\n{name_of(portfolio, node)}"


def _key(node: Node) -> str:
    return xml_text(f"{node.kind.value} {node.id}")


def _xml(value: str | int) -> str | int:
    return xml_text(value) if isinstance(value, str) else value


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
