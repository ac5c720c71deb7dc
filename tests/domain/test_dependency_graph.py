"""The one graph of what depends on what, and what it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import networkx as nx
import pytest

from planner.domain.clusters import Cluster, Milestone
from planner.domain.contracts import Contract
from planner.domain.graph.dependency_graph import (
    Node,
    NodeKind,
    dependency_graph,
    longest_chain,
    precedence_graph,
    precedences_between,
    waiting_for,
)
from planner.domain.migrations import Group, Migration, Precedence, PrecedenceKind
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio

STATUS = date(2027, 1, 1)


def migration(id: str, organisation: str, releases: str) -> Migration:
    return Migration(id=id, organisation=organisation, cluster="EAST", releases=(releases,))


@pytest.fixture
def portfolio() -> Portfolio:
    """READY -> M-ASH -> LIVE -> M-ELM; M-OAK waits for nothing and is tied to M-ELM; NORTH stands alone."""
    return Portfolio(
        name="graph",
        status_date=STATUS,
        horizon_date=date(2030, 1, 1),
        organisations=tuple(Organisation(id=id, name=id, cluster="EAST") for id in ("ASH", "ELM", "OAK")),
        clusters=(Cluster(id="EAST", name="East"),),
        milestones=tuple(
            Milestone(id=id, name=id, forecast_date=STATUS, cluster="EAST") for id in ("READY", "LIVE", "NORTH")
        ),
        contracts=tuple(
            Contract(id=id, name=id, expiry_date=date(2028, 1, 1), organisations=(organisation,))
            for id, organisation in (("C-ASH", "ASH"), ("C-ELM", "ELM"), ("C-OAK", "OAK"))
        ),
        migrations=(migration("M-ASH", "ASH", "C-ASH"), migration("M-ELM", "ELM", "C-ELM"),
                    migration("M-OAK", "OAK", "C-OAK")),
        precedences=(
            Precedence(predecessor="READY", successor="M-ASH"),
            Precedence(predecessor="M-ASH", successor="LIVE"),
            Precedence(predecessor="LIVE", successor="M-ELM"),
        ),
    )  # fmt: skip


def milestone(id: str) -> Node:
    return Node(NodeKind.MILESTONE, id)


def test_what_waits_for_a_milestone_waits_through_migrations_and_milestones(portfolio: Portfolio) -> None:
    waiting = waiting_for(dependency_graph(portfolio), milestone("READY"))
    assert waiting.milestones == ("LIVE",)
    assert waiting.migrations == ("M-ASH", "M-ELM")
    assert waiting.contracts == ("C-ASH", "C-ELM")
    assert waiting.organisations == ("ASH", "ELM")


def test_a_milestone_named_by_no_precedence_is_waited_for_by_nothing(portfolio: Portfolio) -> None:
    waiting = waiting_for(dependency_graph(portfolio), milestone("NORTH"))
    assert (waiting.milestones, waiting.migrations, waiting.contracts) == ((), (), ())


def test_who_is_tied_to_a_waiting_migration_waits_too(portfolio: Portfolio) -> None:
    tied = replace(portfolio, groups=(Group(id="G", migrations=("M-ELM", "M-OAK")),))
    assert waiting_for(dependency_graph(tied), milestone("LIVE")).migrations == ("M-ELM", "M-OAK")


def test_the_longest_chain_runs_from_the_first_milestone_to_the_last_migration(portfolio: Portfolio) -> None:
    chain = longest_chain(dependency_graph(portfolio))
    assert [node.id for node in chain] == ["READY", "M-ASH", "LIVE", "M-ELM"]


def test_the_longest_chain_does_not_depend_on_the_order_of_rows(portfolio: Portfolio) -> None:
    turned = replace(
        portfolio,
        precedences=portfolio.precedences[::-1],
        migrations=portfolio.migrations[::-1],
        milestones=portfolio.milestones[::-1],
    )
    assert longest_chain(dependency_graph(turned)) == longest_chain(dependency_graph(portfolio))


def test_two_precedences_of_one_pair_are_two_arrows(portfolio: Portfolio) -> None:
    also = Precedence(predecessor="READY", successor="M-ASH", kind=PrecedenceKind.FINISH_FINISH, lag_days=30)
    graph = dependency_graph(replace(portfolio, precedences=(*portfolio.precedences, also)))
    found = precedences_between(graph, milestone("READY"), Node(NodeKind.MIGRATION, "M-ASH"))
    assert also in found
    assert len(found) == 2


def test_a_contract_and_a_migration_of_one_id_are_two_nodes(portfolio: Portfolio) -> None:
    same = replace(portfolio, migrations=(migration("C-ASH", "ASH", "C-ASH"),), precedences=())
    graph = dependency_graph(same)
    assert graph.has_edge(Node(NodeKind.MIGRATION, "C-ASH"), Node(NodeKind.CONTRACT, "C-ASH"))
    assert nx.is_directed_acyclic_graph(graph)


def test_the_part_that_waits_holds_every_milestone_and_migration_and_no_contract(portfolio: Portfolio) -> None:
    waits = precedence_graph(dependency_graph(portfolio))
    assert {node.id for node in waits} == {"READY", "LIVE", "NORTH", "M-ASH", "M-ELM", "M-OAK"}
    assert waits.number_of_edges() == 3
