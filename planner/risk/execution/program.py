"""A plan ready to be carried out: its activities, what they wait for, and the arrays of the kernels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.risk.execution.activities import Activity, Member, activities_of
from planner.risk.execution.flat_program import FlatProgram
from planner.risk.execution.flattening import flattened
from planner.risk.execution.links import Places, arc_links, chain_links, gate_links
from planner.risk.execution.milestones import MilestoneNet
from planner.risk.execution.varying import Varying, varying_of
from planner.risk.uncertainty import Uncertainty
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance


@dataclass(frozen=True)
class Program:
    """What the execution of a plan needs.

    `places` are the activities of each migration. `cut_leads`: precedences whose lead is longer than the warning, so that
    less of it is used: predecessor and successor.
    """

    instance: Instance
    net: MilestoneNet
    places: Places
    varying: tuple[Varying, ...]
    cut_leads: tuple[tuple[str, str], ...]
    clusters: Mapping[str, str]
    flat: FlatProgram

    def cluster_of(self, member: Member) -> str:
        """The cluster that a migration moves to."""
        return self.clusters[member.id]

    @property
    def activities(self) -> Sequence[Activity]:
        return self.places.activities


def program_of(
    portfolio: Portfolio, plan: Plan, uncertainty: Uncertainty, *, as_early_as_possible: bool = False
) -> Program:
    """A plan ready to be carried out. Migrations that the plan leaves out are left out."""
    instance = compile_instance(portfolio)
    delayed = {id for event in uncertainty.events for id in event.migrations}
    places = Places.of(activities_of(portfolio, plan, instance, delayed))
    net = MilestoneNet.of(portfolio, uncertainty)
    warning = portfolio.axis.position(uncertainty.warning_days)
    links = [*chain_links(places), *arc_links(instance, places, warning)]
    gates = list(gate_links(portfolio, places, _planned(net, uncertainty), _warnings(net, uncertainty)))
    varying = tuple(varying_of(places, uncertainty, delayed))
    cut = [found for found in (*(link.cut for link in links), *(gate.cut for gate in gates)) if found is not None]
    return Program(
        instance=instance,
        net=net,
        places=places,
        varying=varying,
        cut_leads=tuple(sorted(set(cut))),
        clusters={migration.id: migration.cluster for migration in portfolio.migrations},
        flat=flattened(portfolio, instance, uncertainty, places, links, gates, varying, early=as_early_as_possible),
    )


def _planned(net: MilestoneNet, uncertainty: Uncertainty) -> Mapping[str, int]:
    days = np.array([[date.planning_day for date in uncertainty.dates]], dtype=np.int64)
    row = net.positions(days)[0]
    return {date.id: int(row[place]) for place, date in enumerate(uncertainty.dates)}


def _warnings(net: MilestoneNet, uncertainty: Uncertainty) -> Mapping[str, int]:
    """How long before it happens the day of each milestone that moves is known, in positions."""
    moving = [uncertainty.dates[place] for place in sorted(net.moving(uncertainty))]
    return {date.id: net.axis.position(date.warning_days) for date in moving}
