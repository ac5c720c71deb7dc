"""Records that no plan can keep together, found from lags, ties and dates alone, without a search.

Every rule on two cutovers is a least number of days between them, whatever the modes. A circle of such rules that adds
up to more than nothing asks a migration to cut over after itself, so its rules cannot all be kept. Capacity, freezes
and windows are not looked at: what is found here is certain, what is not found may still have no plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from planner.domain.decisions_taken import AGREED_KINDS, CommitmentKind, DecisionTaken
from planner.domain.migrations import Anchor, Group, Migration, Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes, planned_migrations

MOST_CIRCLES = 10
STATUS_DATE = ""
"""The node all days are counted from; no record has a blank id."""


@dataclass(frozen=True)
class Rule:
    """At least `days` lie between two cutovers because of `record`; None: the calendar itself.

    Here and below, days are counted on the day axis of the portfolio.
    """

    first: str
    then: str
    days: int
    record: Precedence | Group | Migration | DecisionTaken | None


@dataclass(frozen=True)
class Spread:
    """Days from a cutover to the start, and to the finish, least and most over the modes."""

    start: tuple[int, int]
    finish: tuple[int, int]

    def of(self, anchor: Anchor) -> tuple[int, int]:
        """Days from the cutover to an anchor, least and most."""
        return {Anchor.START: self.start, Anchor.CUTOVER: (0, 0), Anchor.FINISH: self.finish}[anchor]


MILESTONE = Spread((0, 0), (0, 0))


def circles_of_rules(portfolio: Portfolio) -> Iterator[tuple[Rule, ...]]:
    """Circles of rules that nobody can keep, each without the records of those before it; at most `MOST_CIRCLES`."""
    rules = list(_rules(portfolio))
    for _ in range(MOST_CIRCLES):
        circle = _circle(rules)
        if not circle:
            return
        yield circle
        records = [rule.record for rule in circle if rule.record is not None]
        rules = [rule for rule in rules if not any(rule.record is record for record in records)]


def _circle(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules of one circle; empty where there is none."""
    graph = nx.DiGraph()
    for rule in rules:
        known = graph.get_edge_data(rule.first, rule.then)
        if known is None or known["rule"].days < rule.days:
            graph.add_edge(rule.first, rule.then, rule=rule, weight=-rule.days)
    try:
        nodes = nx.find_negative_cycle(graph, STATUS_DATE)
    except (nx.NetworkXError, nx.NodeNotFound):
        return ()
    return tuple(graph.edges[ends]["rule"] for ends in pairwise(nodes))


def _rules(portfolio: Portfolio) -> Iterator[Rule]:
    agreed: dict[str, list[DecisionTaken]] = defaultdict(list)
    for taken in portfolio.decisions_taken:
        if taken.kind in AGREED_KINDS and taken.agreed_date is not None:
            agreed[taken.subject].append(taken)
    spreads = {item.id: _spread(portfolio, item, agreed[item.id]) for item in planned_migrations(portfolio)}
    begun = {id for id, spread in spreads.items() if _may_have_begun(portfolio, agreed[id], spread)}
    for migration in planned_migrations(portfolio):
        yield from _own_rules(portfolio, migration, spreads[migration.id], agreed[migration.id])
        if migration.id not in begun:
            yield from _earliest(portfolio, migration, spreads[migration.id])
    for milestone in portfolio.milestones:
        yield Rule(STATUS_DATE, milestone.id, portfolio.position_of(milestone.planning_date), None)
    yield from _between(portfolio, spreads, begun)


def _between(portfolio: Portfolio, spreads: Mapping[str, Spread], begun: set[str]) -> Iterator[Rule]:
    """The rules of precedences and of groups that must cut over together."""
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


def _spread(portfolio: Portfolio, migration: Migration, agreed: Sequence[DecisionTaken]) -> Spread:
    modes = all_modes(portfolio, migration)
    named = {taken.mode for taken in agreed if taken.mode is not None}
    modes = tuple(mode for mode in modes if mode.id in named) or modes
    profiles = [portfolio.profile_by_id[mode.profile] for mode in modes]
    offsets = [profile.cutover_offset_days for profile in profiles]
    tails = [profile.duration_days - profile.cutover_offset_days for profile in profiles]
    return Spread((-max(offsets), -min(offsets)), (min(tails), max(tails)))


def _may_have_begun(portfolio: Portfolio, agreed: Sequence[DecisionTaken], spread: Spread) -> bool:
    """Whether some mode begins it before the status date: release and predecessors are then not asked again."""
    starts = [
        _day(portfolio, taken) + (0 if taken.kind is CommitmentKind.START_AGREED else spread.start[0])
        for taken in agreed
    ]
    return min(starts, default=0) < 0


def _day(portfolio: Portfolio, taken: DecisionTaken) -> int:
    assert taken.agreed_date is not None
    return portfolio.position_of(taken.agreed_date)


def _own_rules(
    portfolio: Portfolio, migration: Migration, spread: Spread, agreed: Sequence[DecisionTaken]
) -> Iterator[Rule]:
    """Horizon, deadline and what was agreed."""
    yield Rule(migration.id, STATUS_DATE, spread.finish[0] - portfolio.position_of(portfolio.horizon_date), None)
    if migration.deadline_date is not None:
        last = portfolio.axis.position_before(portfolio.day_of(migration.deadline_date))
        yield Rule(migration.id, STATUS_DATE, -last, migration)
    for taken in agreed:
        day = _day(portfolio, taken)
        least, most = (0, 0) if taken.kind is CommitmentKind.CUTOVER_AGREED else (-spread.start[1], -spread.start[0])
        yield Rule(STATUS_DATE, migration.id, day + least, taken)
        yield Rule(migration.id, STATUS_DATE, -(day + most), taken)


def _earliest(portfolio: Portfolio, migration: Migration, spread: Spread) -> Iterator[Rule]:
    """No start before the status date and the release."""
    yield Rule(STATUS_DATE, migration.id, -spread.start[1], None)
    if migration.release_date is not None:
        yield Rule(
            STATUS_DATE, migration.id, portfolio.position_of(migration.release_date) - spread.start[1], migration
        )


def _precedence(precedence: Precedence, known: Mapping[str, Spread]) -> Iterator[Rule]:
    """Nothing where an end of it is not planned."""
    first, then = known.get(precedence.predecessor), known.get(precedence.successor)
    if first is not None and then is not None:
        days = precedence.lag_days + first.of(precedence.kind.leaves)[0] - then.of(precedence.kind.arrives)[1]
        yield Rule(precedence.predecessor, precedence.successor, days, precedence)
