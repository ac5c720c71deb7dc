"""What is uncertain and has no range: it is counted and named, never passed over in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from planner.domain.clusters import Milestone
from planner.domain.graph.dependency_graph import Node, NodeKind, dependency_graph, waiting_for
from planner.domain.migrations import Migration, PhaseProfile
from planner.domain.portfolio import Portfolio
from planner.domain.risks import RiskDriver
from planner.domain.routes import all_modes, planned_migrations
from planner.domain.uncertain.ranges import date_range, length_range, phases_that_vary


@dataclass(frozen=True, kw_only=True)
class HeldStill:
    """What has no range and is held still in every draw.

    `milestones` are open ones, by id. `phases` are those before the cutover phase that last at least a day, of the
    profiles that planned migrations can use, as profile and phase. `contracts` wait for one of the milestones.
    """

    milestones: tuple[str, ...]
    phases: tuple[tuple[str, str], ...]
    contracts: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many dates and lengths are held still."""
        return len(self.milestones) + len(self.phases)


def held_still(portfolio: Portfolio, without_range: Collection[str] | None = None) -> HeldStill:
    """What has no range; a range that is taken away raises the count by one.

    `without_range`: the open milestones that have none, where that is not what the tables say.
    """
    milestones = tuple(
        item.id
        for item in portfolio.milestones
        if item.achieved_date is None and (not _moves(item) if without_range is None else item.id in without_range)
    )
    return HeldStill(
        milestones=milestones,
        phases=tuple(
            (profile.id, phase.name)
            for profile in _used_profiles(portfolio)
            for phase in phases_that_vary(profile)
            if phase.days and not length_range(portfolio.policy, phase).varies
        ),
        contracts=_behind(portfolio, milestones),
    )


def _moves(milestone: Milestone) -> bool:
    """Whether its dates are a range of more than one day."""
    found = date_range(milestone)
    return found is not None and found.varies


def says_anything(portfolio: Portfolio) -> bool:
    """Whether the tables say anything about risk: a range, a spread, an event or a past slip."""
    policy, phases = portfolio.policy, (phase for profile in portfolio.profiles for phase in profile.phases)
    return bool(
        portfolio.risk_drivers
        or portfolio.reference_slips
        or any(map(date_range, portfolio.milestones))
        or policy.phase_early_percent
        or policy.phase_late_percent
        or any(phase.early_days is not None or phase.late_days is not None for phase in phases)
    )


def idle_events(portfolio: Portfolio) -> tuple[RiskDriver, ...]:
    """Events that affect no open milestone and no planned migration."""
    planned = {migration.id for migration in planned_migrations(portfolio)}
    planned |= {milestone.id for milestone in portfolio.milestones if milestone.achieved_date is None}
    return tuple(driver for driver in portfolio.risk_drivers if not planned & set(driver.affects))


def _profiles(portfolio: Portfolio, migration: Migration) -> Iterator[PhaseProfile]:
    """The profiles of its modes."""
    for mode in all_modes(portfolio, migration):
        yield portfolio.profile_by_id[mode.profile]


def _used_profiles(portfolio: Portfolio) -> tuple[PhaseProfile, ...]:
    migrations = planned_migrations(portfolio)
    used = {profile.id for migration in migrations for profile in _profiles(portfolio, migration)}
    return tuple(profile for profile in portfolio.profiles if profile.id in used)


def _behind(portfolio: Portfolio, milestones: Iterable[str]) -> tuple[str, ...]:
    """The contracts that wait for one of these milestones, by id."""
    graph = dependency_graph(portfolio)
    waiting = (waiting_for(graph, Node(NodeKind.MILESTONE, id)).contracts for id in milestones)
    return tuple(sorted({contract for contracts in waiting for contract in contracts}))
