"""`planner graph`: what waits for what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, plan_option, portfolio_argument, quiet_option
from planner.cli.shared.output_files import ask_for_file, force_option
from planner.cli.shared.plan_source import case_of_plan, portfolio_for
from planner.domain.graph.dependency_graph import (
    DependencyGraph,
    Node,
    NodeKind,
    around,
    dependency_graph,
    longest_chain,
)
from planner.domain.portfolio import Portfolio
from planner.present.graph.interchange import graph_dot, graph_graphml
from planner.present.graph.layers import Picture, picture_of
from planner.present.graph.svg import graph_svg
from planner.present.graph.waiting_tables import milestone_table, neighbour_table
from planner.present.tables.table import Format, print_table
from planner.present.wording import printable
from planner.reading.cells.nearest import nearest_name
from planner.writing import write_file

HELP = """Print what waits for each milestone, or what stands before and behind one RECORD.

RECORD is the id of a milestone, migration, contract, organisation or group. A day of exposure is priced for the contracts
that wait. With --plan, the table says what they cost in that plan. --out draws the graph (.svg) or writes it for other
tools (.dot, .graphml).

\b
Examples:
  planner graph portfolio
  planner graph portfolio NORTH-READY --plan results/plan.json
  planner graph portfolio --cluster NORTH --out north.svg
"""
WRITERS: dict[str, Callable[[Portfolio, DependencyGraph, Picture, str], bytes]] = {
    ".svg": lambda portfolio, graph, picture, title: graph_svg(portfolio, picture, title).encode(),
    ".dot": lambda portfolio, graph, picture, title: graph_dot(portfolio, picture, title).encode(),
    ".graphml": lambda portfolio, graph, picture, title: graph_graphml(portfolio, graph.subgraph(picture.nodes())),
}


@click.command("graph", help=HELP)
@portfolio_argument
@click.argument("record", required=False)
@click.option("--cluster", metavar="ID", help="Draw one cluster only.")
@click.option("--out", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write .svg, .dot or .graphml.")
@force_option
@plan_option
@format_option
@quiet_option
def graph_command(
    portfolio: Path,
    record: str | None,
    cluster: str | None,
    target: Path | None,
    force: bool,
    plan: str | None,
    form: Format,
    quiet: bool,
) -> None:
    read = portfolio_for(portfolio, quiet=quiet)
    graph = dependency_graph(read)
    node = node_named(graph, record) if record is not None else None
    if target is not None:
        _draw(read, graph, node, cluster, target, portfolio, force)
        say(f"Wrote {target}", quiet=quiet)
        return
    case = case_of_plan(portfolio, plan, read) if plan is not None else None
    if node is not None:
        print_table(neighbour_table(read, graph, node, case), form, empty=f"Nothing waits for {node.id}.")
        return
    print_table(milestone_table(read, graph, case), form, empty="There is no milestone.")
    if form is Format.TABLE:
        chain = " → ".join(printable(link.id) for link in longest_chain(graph))
        click.echo(f"\nLongest chain: {chain}" if chain else "\nNothing waits for anything.")


def node_named(graph: DependencyGraph, id: str) -> Node:
    """The record with that id; if several kinds have it, the first. Raises BadInput with the nearest id there is."""
    for kind in NodeKind:
        if Node(kind, id) in graph:
            return Node(kind, id)
    near = nearest_name(id, {node.id for node in graph})
    raise BadInput(f"there is no record {id!r} in the graph{f'; did you mean {near}?' if near else ''}")


def _draw(
    portfolio: Portfolio,
    graph: DependencyGraph,
    node: Node | None,
    cluster: str | None,
    target: Path,
    source: Path,
    force: bool,
) -> None:
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise BadInput(f"{target} ends in none of {', '.join(WRITERS)}")
    ask_for_file(target, source=source, force=force)
    shown = list(graph) if node is None else sorted(around(graph, node))
    title = portfolio.name if node is None else f"{portfolio.name}: around {node.id}"
    if cluster is not None:
        if cluster not in portfolio.cluster_by_id:
            near = nearest_name(cluster, list(portfolio.cluster_by_id))
            raise BadInput(f"there is no cluster {cluster!r}{f'; did you mean {near}?' if near else ''}")
        inside = set(_of_cluster(portfolio, graph, cluster))
        shown = [other for other in shown if other in inside]
        title = f"{title}, {portfolio.cluster_by_id[cluster].name}"
    write_file(target, writer(portfolio, graph, picture_of(graph, shown), title))


def _of_cluster(portfolio: Portfolio, graph: DependencyGraph, cluster: str) -> list[Node]:
    """Milestones and migrations of a cluster, what they wait for directly, and the contracts they release."""
    own = [Node(NodeKind.MILESTONE, item.id) for item in portfolio.milestones if item.cluster == cluster]
    own += [Node(NodeKind.MIGRATION, item.id) for item in portfolio.migrations if item.cluster == cluster]
    around = [other for node in own for other in (*graph.predecessors(node), *graph.successors(node))]
    return [*own, *around]
