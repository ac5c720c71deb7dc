"""What waits for what as GraphML, with the days of the plan at every record."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.calendar import ONE_DAY
from planner.domain.graph.dependency_graph import Node, NodeKind, dependency_graph
from planner.plan.plan_case import PlanCase
from planner.present.graph.interchange import graph_graphml

Facts = Mapping[str, str | int]


def export_graphml(case: PlanCase) -> bytes:
    """All records and arrows of the portfolio; a migration with its days, a contract with its last days and flag."""
    graph = dependency_graph(case.portfolio)
    return graph_graphml(case.portfolio, graph, {node: _facts(case, node) for node in graph})


def _facts(case: PlanCase, node: Node) -> Facts:
    match node.kind:
        case NodeKind.MIGRATION:
            return _of_migration(case, node.id)
        case NodeKind.CONTRACT:
            return _of_contract(case, node.id)
        case NodeKind.MILESTONE:
            return {"planning_date": case.portfolio.milestone_by_id[node.id].planning_date.isoformat()}
        case _:
            return {}


def _of_migration(case: PlanCase, id: str) -> Facts:
    entry = case.schedule.migrations.get(id)
    if entry is None:
        return {}
    days = {"start_date": entry.start_day, "cutover_date": entry.cutover_day, "finish_date": entry.finish_day}
    return {"mode": entry.mode.id, **{name: case.portfolio.date_of(day).isoformat() for name, day in days.items()}}


def _of_contract(case: PlanCase, id: str) -> Facts:
    cover, portfolio = case.schedule.contracts[id], case.portfolio
    return {
        "flag": case.flag_by_contract[id].flag.value,
        "covered_until_date": (portfolio.date_of(cover.covered_until_day) - ONE_DAY).isoformat(),
        "needed_until_date": (portfolio.date_of(cover.needed_until_day) - ONE_DAY).isoformat(),
        "uncovered_days": cover.uncovered_days,
    }
