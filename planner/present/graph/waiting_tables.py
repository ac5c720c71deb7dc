"""What waits for each milestone, and what stands around one record of the graph, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx

from planner.domain.clusters import Milestone
from planner.domain.graph.dependency_graph import Node, NodeKind, Waiting, waiting_for
from planner.domain.portfolio import Portfolio
from planner.plan.ledger import exposure_price
from planner.plan.plan_case import PlanCase
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone and everything that waits for it."""

    portfolio: Portfolio
    case: PlanCase | None
    milestone: Milestone
    waiting: Waiting

    @property
    def exposure_pounds_per_day(self) -> int:
        """What a day without cover costs, over all contracts that wait."""
        contracts = self.portfolio.contract_by_id
        return sum(exposure_price(self.portfolio, contracts[id]) for id in self.waiting.contracts)

    @property
    def exposure_pounds(self) -> int | None:
        """Exposure of these contracts under the plan; None without one."""
        return None if self.case is None else sum(map(self.case.exposure_pounds, self.waiting.contracts))

    @property
    def extension_pounds(self) -> int | None:
        """Price of their extensions under the plan; None without one."""
        return None if self.case is None else sum(map(self.case.extension_pounds, self.waiting.contracts))


MILESTONES: tuple[Column[MilestoneRow], ...] = (
    Column("milestone", "Milestone", Kind.NAME, lambda row: row.milestone.id),
    Column("name", "Name", of=lambda row: row.milestone.name, spare=True),
    Column("cluster", "Cluster", of=lambda row: row.milestone.cluster),
    Column("planning_date", "Expected", Kind.DATE, lambda row: row.milestone.planning_date),
    Column("migrations", "Migrations that wait", of=lambda row: row.waiting.migrations, shown=False),
    Column("migration_count", "Migrations", Kind.NUMBER, lambda row: len(row.waiting.migrations)),
    Column("contracts", "Contracts that wait", of=lambda row: row.waiting.contracts, shown=False),
    Column("contract_count", "Contracts", Kind.NUMBER, lambda row: len(row.waiting.contracts)),
    Column("exposure_pounds_per_day", "Exposure a day", Kind.MONEY),
)
UNDER_A_PLAN: tuple[Column[Any], ...] = (
    Column("exposure_pounds", "Exposure in the plan", Kind.MONEY),
    Column("extension_pounds", "Extensions in the plan", Kind.MONEY),
)


def milestone_table(portfolio: Portfolio, graph: nx.MultiDiGraph, case: PlanCase | None) -> Table[MilestoneRow]:
    """One row a milestone: what waits for it, the dearest day first; with a plan, what it costs there."""
    rows = [
        MilestoneRow(portfolio, case, milestone, waiting_for(graph, Node(NodeKind.MILESTONE, milestone.id)))
        for milestone in portfolio.milestones
    ]
    rows.sort(key=lambda row: (-row.exposure_pounds_per_day, row.milestone.id))
    columns = MILESTONES if case is None else (*MILESTONES, *UNDER_A_PLAN)
    return Table(columns=columns, rows=rows, currency=portfolio.currency)


@dataclass(frozen=True)
class NeighbourRow:
    """A record before or behind another one; `steps` is how many arrows lie between them."""

    portfolio: Portfolio
    case: PlanCase | None
    relation: str
    node: Node
    steps: int

    @property
    def is_contract(self) -> bool:
        """Whether it has pounds of its own."""
        return self.node.kind is NodeKind.CONTRACT

    @property
    def date(self) -> date | None:
        """Its day: a milestone's expected day, a contract's expiry, under a plan a migration's cutover."""
        portfolio, id = self.portfolio, self.node.id
        if self.node.kind is NodeKind.MILESTONE:
            return portfolio.milestone_by_id[id].planning_date
        if self.node.kind is NodeKind.CONTRACT:
            return portfolio.contract_by_id[id].expiry_date
        if self.case is None or id not in self.case.schedule.migrations:
            return None
        return portfolio.date_of(self.case.schedule.migrations[id].cutover_day)

    @property
    def exposure_pounds_per_day(self) -> int | None:
        """What a day without cover costs; None for what is no contract."""
        if not self.is_contract:
            return None
        return exposure_price(self.portfolio, self.portfolio.contract_by_id[self.node.id])

    @property
    def exposure_pounds(self) -> int | None:
        """Exposure of a contract under the plan."""
        return None if self.case is None or not self.is_contract else self.case.exposure_pounds(self.node.id)

    @property
    def extension_pounds(self) -> int | None:
        """Price of the extensions of a contract under the plan."""
        return None if self.case is None or not self.is_contract else self.case.extension_pounds(self.node.id)


NEIGHBOURS: tuple[Column[NeighbourRow], ...] = (
    Column("relation", "Relation", Kind.NAME),
    Column("kind", "Kind", Kind.NAME, lambda row: row.node.kind),
    Column("id", "Record", Kind.NAME, lambda row: row.node.id),
    Column("steps", "Steps", Kind.NUMBER),
    Column("date", "Day", Kind.DATE),
    Column("exposure_pounds_per_day", "Exposure a day", Kind.MONEY),
)
WAITS_FOR = "waits for"
WAITED_FOR_BY = "is waited for by"


def neighbour_table(
    portfolio: Portfolio, graph: nx.MultiDiGraph, node: Node, case: PlanCase | None
) -> Table[NeighbourRow]:
    """What a record waits for, and what waits for it, the nearest first."""
    rows = [
        NeighbourRow(portfolio, case, relation, other, steps)
        for relation, arrows in ((WAITS_FOR, graph.reverse(copy=False)), (WAITED_FOR_BY, graph))
        for other, steps in _reached(arrows, node)
    ]
    columns = NEIGHBOURS if case is None else (*NEIGHBOURS, *UNDER_A_PLAN)
    return Table(columns=columns, rows=rows, currency=portfolio.currency)


def _reached(graph: nx.MultiDiGraph, node: Node) -> list[tuple[Node, int]]:
    steps = nx.single_source_shortest_path_length(graph, node)
    found = [(other, count) for other, count in steps.items() if other != node]
    return sorted(found, key=lambda pair: (pair[1], pair[0].kind, pair[0].id))
