"""Records that no plan can keep together, found from lags, ties and dates alone, without a search.

Every rule on two cutovers is a least number of days between them, whatever the modes. A circle of such rules that adds
up to more than nothing asks a migration to cut over after itself, so its rules cannot all be kept. Capacity, freezes
and windows are not looked at: what is found here is certain, what is not found may still have no plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from planner.domain.decisions_taken import AGREED_KINDS, CommitmentKind, DecisionTaken
from planner.domain.migrations import Group, Migration, Precedence, PrecedenceKind
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes, planned_migrations

STATUS_DATE = ""
"""The node all days are counted from; no record has a blank id."""
FROM_START = (PrecedenceKind.START_START, PrecedenceKind.START_FINISH)
TO_START = (PrecedenceKind.FINISH_START, PrecedenceKind.START_START)


@dataclass(frozen=True)
class Rule:
    """At least `days` lie between two cutovers because of `record`; None: the calendar itself."""

    first: str
    then: str
    days: int
    record: Precedence | Group | Migration | DecisionTaken | None


@dataclass(frozen=True)
class Spread:
    """Days from a cutover to the start, and to the finish, least and most over the modes."""

    start: tuple[int, int]
    finish: tuple[int, int]


MILESTONE = Spread((0, 0), (0, 0))


def circle_of_rules(portfolio: Portfolio) -> tuple[Rule, ...]:
    """The rules of one circle that nobody can keep; empty where there is none."""
    graph = nx.DiGraph()
    for rule in _rules(portfolio):
        known = graph.get_edge_data(rule.first, rule.then)
        if known is None or known["rule"].days < rule.days:
            graph.add_edge(rule.first, rule.then, rule=rule, weight=-rule.days)
    try:
        nodes = nx.find_negative_cycle(graph, STATUS_DATE)
    except (nx.NetworkXError, nx.NodeNotFound):
        return ()
    return tuple(graph.edges[ends]["rule"] for ends in pairwise(nodes))


def _rules(portfolio: Portfolio) -> Iterator[Rule]:
    agreed = {taken.subject: taken for taken in portfolio.decisions_taken if taken.kind in AGREED_KINDS}
    spreads = {item.id: _spread(portfolio, item, agreed.get(item.id)) for item in planned_migrations(portfolio)}
    begun = {id for id in spreads if id in agreed and _may_have_begun(portfolio, agreed[id], spreads[id])}
    for migration in planned_migrations(portfolio):
        yield from _own_rules(portfolio, migration, spreads[migration.id], agreed.get(migration.id))
        if migration.id not in begun:
            yield from _earliest(portfolio, migration, spreads[migration.id])
    for milestone in portfolio.milestones:
        yield Rule(STATUS_DATE, milestone.id, portfolio.day_of(milestone.planning_date), None)
    achieved = {milestone.id for milestone in portfolio.milestones if milestone.achieved_date is not None}
    known: dict[str, Spread] = {**spreads, **{milestone.id: MILESTONE for milestone in portfolio.milestones}}
    for precedence in portfolio.precedences:
        if precedence.successor not in begun | achieved:
            yield from _precedence(precedence, known)
    for group in portfolio.groups:
        members = [id for id in group.migrations if id in spreads]
        for first, then in pairwise(members) if group.bridge_pounds_per_day is None else ():
            yield Rule(first, then, 0, group)
            yield Rule(then, first, 0, group)


def _spread(portfolio: Portfolio, migration: Migration, agreed: DecisionTaken | None) -> Spread:
    modes = all_modes(portfolio, migration)
    if agreed is not None and agreed.mode is not None:
        modes = tuple(mode for mode in modes if mode.id == agreed.mode)
    profiles = [portfolio.profile_by_id[mode.profile] for mode in modes]
    offsets = [profile.cutover_offset_days for profile in profiles]
    tails = [profile.duration_days - profile.cutover_offset_days for profile in profiles]
    return Spread((-max(offsets), -min(offsets)), (min(tails), max(tails)))


def _may_have_begun(portfolio: Portfolio, agreed: DecisionTaken, spread: Spread) -> bool:
    """Whether some mode begins it before the status date: release and predecessors are then not asked again."""
    assert agreed.agreed_date is not None
    day = portfolio.day_of(agreed.agreed_date)
    return (day if agreed.kind is CommitmentKind.START_AGREED else day + spread.start[0]) < 0


def _own_rules(
    portfolio: Portfolio, migration: Migration, spread: Spread, agreed: DecisionTaken | None
) -> Iterator[Rule]:
    """Horizon, deadline and what was agreed."""
    yield Rule(migration.id, STATUS_DATE, spread.finish[0] - portfolio.horizon_day, None)
    if migration.deadline_date is not None:
        yield Rule(migration.id, STATUS_DATE, -portfolio.day_of(migration.deadline_date), migration)
    if agreed is not None and agreed.agreed_date is not None:
        day = portfolio.day_of(agreed.agreed_date)
        least, most = (0, 0) if agreed.kind is CommitmentKind.CUTOVER_AGREED else (-spread.start[1], -spread.start[0])
        yield Rule(STATUS_DATE, migration.id, day + least, agreed)
        yield Rule(migration.id, STATUS_DATE, -(day + most), agreed)


def _earliest(portfolio: Portfolio, migration: Migration, spread: Spread) -> Iterator[Rule]:
    """No start before the status date and the release."""
    yield Rule(STATUS_DATE, migration.id, -spread.start[1], None)
    if migration.release_date is not None:
        yield Rule(STATUS_DATE, migration.id, portfolio.day_of(migration.release_date) - spread.start[1], migration)


def _precedence(precedence: Precedence, known: Mapping[str, Spread]) -> Iterator[Rule]:
    """Nothing where an end of it is not planned."""
    first, then = known.get(precedence.predecessor), known.get(precedence.successor)
    if first is not None and then is not None:
        leaves = (first.start if precedence.kind in FROM_START else first.finish)[0]
        arrives = (then.start if precedence.kind in TO_START else then.finish)[1]
        days = precedence.lag_days + leaves - arrives
        yield Rule(precedence.predecessor, precedence.successor, days, precedence)
