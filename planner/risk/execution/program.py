"""A plan ready to be carried out: its activities, what they wait for, and the arrays of the kernels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from planner.domain.decisions_taken import CommitmentKind
from planner.domain.graph.union_find import UnionFind
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.risk.execution.activities import Activity, Member, activities_of
from planner.risk.execution.calendars import CalendarKey, calendar_key, calendar_rows
from planner.risk.execution.flat_program import NEVER, FlatProgram, Ints
from planner.risk.execution.links import GateLink, Link, Places, arc_links, chain_links, gate_links
from planner.risk.execution.milestones import MilestoneNet
from planner.risk.execution.resources import Demands, capacity_by_day, demands_of, whole
from planner.risk.families import Range
from planner.risk.uncertainty import Uncertainty
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance

NO_BOUND = -NEVER
Row = TypeVar("Row")


@dataclass(frozen=True)
class Varying:
    """An activity whose length is drawn: by its own range, and by the events that delay its migration.

    `least`: what it lasts at least, because it has begun.
    """

    place: int
    activity: Activity
    range: Range | None
    delayed: bool
    least: int


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
    varying = tuple(_varying(places, uncertainty, delayed))
    cut = [found for found in (*(link.cut for link in links), *(gate.cut for gate in gates)) if found is not None]
    return Program(
        instance=instance,
        net=net,
        places=places,
        varying=varying,
        cut_leads=tuple(sorted(set(cut))),
        clusters={migration.id: migration.cluster for migration in portfolio.migrations},
        flat=_flat(portfolio, instance, places, links, gates, varying, uncertainty, as_early_as_possible),
    )


def _planned(net: MilestoneNet, uncertainty: Uncertainty) -> Mapping[str, int]:
    days = np.array([[date.planning_day for date in uncertainty.dates]], dtype=np.int64)
    row = net.positions(days)[0]
    return {date.id: int(row[place]) for place, date in enumerate(uncertainty.dates)}


def _warnings(net: MilestoneNet, uncertainty: Uncertainty) -> Mapping[str, int]:
    """How long before it happens the day of each milestone that moves is known, in positions."""
    moving = [uncertainty.dates[place] for place in sorted(net.moving(uncertainty))]
    return {date.id: net.axis.position(date.warning_days) for date in moving}


def _varying(places: Places, uncertainty: Uncertainty, delayed: set[str]) -> Iterable[Varying]:
    for id, chain in places.by_member.items():
        member = places.member[id]
        for place in chain[:-1]:
            activity = places.activities[place]
            range = uncertainty.lengths.get((member.profile.id, activity.phase))
            range = range if activity.length and range is not None and range.varies else None
            late = place == chain[-2] and member.id in delayed
            over = activity.begun and activity.planned_start + activity.length <= 0
            if (range is not None or late) and not over:
                least = 1 - activity.planned_start if activity.begun else min(1, activity.length)
                yield Varying(place, activity, range, late, least)


def _flat(
    portfolio: Portfolio,
    instance: Instance,
    places: Places,
    links: Sequence[Link],
    gates: Sequence[GateLink],
    varying: Sequence[Varying],
    uncertainty: Uncertainty,
    early: bool,
) -> FlatProgram:
    activities = places.activities
    count, horizon = len(activities), instance.horizon_position
    cutovers = [activity.cutover_length if activity.is_block else -1 for activity in activities]
    calendars, keys = _calendars(activities)
    next_open, next_closed = calendar_rows(keys, horizon + max(cutovers, default=0) + 2)
    demands = demands_of(instance, activities)
    last = horizon + max((activity.length for activity in activities), default=0) + 1
    milestone = {date.id: place for place, date in enumerate(uncertainty.dates)}
    columns = np.full(count, -1, dtype=np.int64)
    for column, item in enumerate(varying):
        columns[item.place] = column
    inputs = np.zeros(count, dtype=np.int64)
    for link in links:
        inputs[link.target] += 1
    link_first, (target, kind, offset) = _rows(
        count, links, lambda link: link.source, lambda link: (link.target, link.kind, link.offset), 3
    )
    gate_first, (gate_milestone, gate_offset) = _rows(
        count, gates, lambda gate: gate.target, lambda gate: (milestone[gate.milestone], gate.offset), 2
    )
    member_first, (migrations,) = _rows(
        count,
        [(place, member.place) for place, activity in enumerate(activities) for member in activity.members],
        lambda pair: pair[0],
        lambda pair: (pair[1],),
        1,
    )
    peaks, drops, spans = _demand_rows(activities, demands)
    peak_first, (peak_resource, peak_amount) = _rows(count, peaks, lambda row: row[0], lambda row: row[1:], 2)
    drop_first, (drop_resource, drop_until, drop_amount) = _rows(
        count, drops, lambda row: row[0], lambda row: row[1:], 3
    )
    span_first, (span_activity, span_resource, span_from, span_until, span_amount) = _rows(
        count, spans, lambda row: row[0], lambda row: row, 5
    )
    components = _components(count, links, demands)
    component_first, (component_activity,) = _grouped(components)
    used = [sorted({r for place in component for r in _resources(demands, place)}) for component in components]
    use_first, (use_resource,) = _grouped(used)
    steps = [
        sorted({day for r in resources for day, _ in instance.resources[r].steps if 0 < day < horizon})
        for resources in used
    ]
    steps_first, (steps_day,) = _grouped(steps)
    return FlatProgram(
        horizon=horizon,
        begun_at=_ints([a.planned_start if a.begun else NEVER for a in activities]),
        bound=_bounds(portfolio, places, early),
        length=_ints([activity.length for activity in activities]),
        column=columns,
        inputs=inputs,
        calendar=_ints(calendars),
        cutover=_ints(cutovers),
        gate_first=gate_first,
        gate_milestone=gate_milestone,
        gate_offset=gate_offset,
        link_first=link_first,
        link_target=target,
        link_kind=kind,
        link_offset=offset,
        peak_first=peak_first,
        peak_resource=peak_resource,
        peak_amount=peak_amount,
        drop_first=drop_first,
        drop_resource=drop_resource,
        drop_until=drop_until,
        drop_amount=drop_amount,
        span_first=span_first,
        span_activity=span_activity,
        by_day=_ints([int(r in demands.by_day) for r in range(len(instance.resources))]),
        span_resource=span_resource,
        span_from=span_from,
        span_until=span_until,
        span_amount=span_amount,
        capacity=capacity_by_day(instance, last),
        next_open=next_open,
        next_closed=next_closed,
        component_first=component_first,
        component_activity=component_activity,
        use_first=use_first,
        use_resource=use_resource,
        steps_first=steps_first,
        steps_day=steps_day,
        member_first=member_first,
        member_migration=migrations,
    )


def _bounds(portfolio: Portfolio, places: Places, early: bool) -> Ints:
    """The first day of each activity by release, planned start and what is agreed."""
    found = np.full(len(places.activities), NO_BOUND, dtype=np.int64)
    agreed = _agreed_cutovers(portfolio)
    for id, chain in places.by_member.items():
        member, first, block = places.member[id], chain[0], chain[-1]
        bound = _first_day(member, early) - places.shift(member, first)
        found[first] = max(found[first], bound)
        if member.id in agreed:
            found[block] = max(found[block], agreed[member.id] - member.cutover_length - member.shift)
    return found


def _first_day(member: Member, early: bool) -> int:
    """Its release and its planned start; as early as possible only a start that is agreed."""
    kept = not early or member.mode.fixed_start_day is not None
    return max(0, member.case.release_day, member.start if kept else 0)


def _agreed_cutovers(portfolio: Portfolio) -> Mapping[str, int]:
    return {
        taken.subject: portfolio.position_of(taken.agreed_date)
        for taken in portfolio.decisions_taken
        if taken.kind is CommitmentKind.CUTOVER_AGREED and taken.agreed_date is not None
    }


def _calendars(activities: Sequence[Activity]) -> tuple[list[int], list[CalendarKey]]:
    """The calendar of every block by its place in the list of calendars; -1 for what is no block."""
    keys: dict[CalendarKey, int] = {}
    places = []
    for activity in activities:
        place = -1
        if activity.is_block and calendar_key(activity) != ((), ()):
            place = keys.setdefault(calendar_key(activity), len(keys))
        places.append(place)
    return places, list(keys)


DemandRows = list[tuple[int, ...]]


def _demand_rows(activities: Sequence[Activity], demands: Demands) -> tuple[DemandRows, DemandRows, DemandRows]:
    """Peaks and drops of demands with a running count, and spans of those that are kept by day."""
    peaks: DemandRows = []
    drops: DemandRows = []
    spans: DemandRows = []
    for (place, resource), segments in demands.segments.items():
        activity = activities[place]
        if resource in demands.by_day:
            spans += [(place, resource, first, whole(activity, until), amount) for first, until, amount in segments]
            continue
        peaks.append((place, resource, segments[0][2]))
        after = [amount for _, _, amount in segments[1:]] + [0]
        for (_, until, amount), left in zip(segments, after, strict=True):
            drops.append((place, resource, whole(activity, until), amount - left))
    return peaks, drops, spans


def _resources(demands: Demands, place: int) -> Iterable[int]:
    return (resource for at, resource in demands.segments if at == place)


def _components(count: int, links: Sequence[Link], demands: Demands) -> list[list[int]]:
    """Activities that no link and no resource ties to others, each in the order of the plan."""
    found = UnionFind(range(count))
    for link in links:
        found.join((link.source, link.target))
    first_user: dict[int, int] = {}
    for place, resource in demands.segments:
        found.join((first_user.setdefault(resource, place), place))
    return [sorted(component) for component in found.sets()]


def _rows(
    count: int,
    rows: Sequence[Row],
    owner: Callable[[Row], int],
    values: Callable[[Row], tuple[int, ...]],
    width: int,
) -> tuple[Ints, tuple[Ints, ...]]:
    """Rows gathered by owner: where those of each owner begin, and a list for each column."""
    gathered: list[list[tuple[int, ...]]] = [[] for _ in range(count)]
    for row in rows:
        gathered[owner(row)].append(values(row))
    first, _ = _grouped(gathered)
    flat = np.array([row for group in gathered for row in group], dtype=np.int64).reshape(-1, width)
    return first, tuple(np.ascontiguousarray(flat[:, column]) for column in range(width))


def _grouped(groups: Sequence[Sequence[object]]) -> tuple[Ints, tuple[Ints]]:
    """Where each group begins, and all their entries in one list."""
    first = np.concatenate([[0], np.cumsum([len(group) for group in groups])]).astype(np.int64)
    entries = [entry for group in groups for entry in group if isinstance(entry, int)]
    return first, (np.array(entries, dtype=np.int64),)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)
