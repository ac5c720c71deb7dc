"""GraphML as networkx reads it back: all records, all arrows, the days of the plan."""

from __future__ import annotations

from io import BytesIO

import networkx as nx
import pytest

from planner.domain.graph.dependency_graph import dependency_graph
from planner.plan.plan_case import PlanCase
from planner.present.exchange.graph_export import export_graphml
from tests.sample import many, plan, portfolio, renamed


def read(case: PlanCase) -> nx.MultiDiGraph:
    return nx.read_graphml(BytesIO(export_graphml(case)), force_multigraph=True)


def test_every_record_and_every_arrow_is_there() -> None:
    case = PlanCase(*many(6))
    graph, own = read(case), dependency_graph(case.portfolio)
    assert (len(graph), graph.number_of_edges()) == (len(own), own.number_of_edges())


def test_a_migration_carries_its_days_and_a_contract_its_flag() -> None:
    case = PlanCase(portfolio(), plan())
    graph, entry = read(case), case.schedule.migrations["m1"]
    assert graph.nodes["migration m1"]["start_date"] == "2030-01-01"
    assert graph.nodes["migration m1"]["cutover_date"] == str(case.portfolio.date_of(entry.cutover_day))
    assert graph.nodes["contract k"]["flag"] == case.flag_by_contract["k"].flag.value
    # in force to day 29 of the plan, and day 0 is 1 January 2030
    assert graph.nodes["contract k"]["covered_until_date"] == "2030-01-30"


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "\ufffe", "]]><x/>"])
def test_a_name_that_xml_forbids_is_read_back_without_it(name: str) -> None:
    graph = read(PlanCase(renamed(name), plan("o1", m1=50)))
    shown = "".join("\ufffd" if char in "\x00\ud800\ufffe" else char for char in name)
    assert graph.nodes["contract k"]["name"] == shown
