"""A plan laid into the arrays of the kernels, one record after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.domain.portfolio import Portfolio
from planner.risk.execution.activities import Activity
from planner.risk.execution.bounds import bounds_of
from planner.risk.execution.calendars import calendar_arrays, calendars_of
from planner.risk.execution.components import component_arrays, components_of
from planner.risk.execution.flat_program import NEVER, Activities, FlatProgram, Gates, Ints, Links, Members
from planner.risk.execution.grouped_rows import by_owner, grouped, ints
from planner.risk.execution.links import GateLink, Link, Places
from planner.risk.execution.resources import demands_of, drops_of, peaks_of, resource_arrays, spans_of
from planner.risk.execution.varying import Varying
from planner.risk.uncertainty import Uncertainty
from planner.solver.model.instance import Instance


def flattened(
    portfolio: Portfolio,
    instance: Instance,
    uncertainty: Uncertainty,
    places: Places,
    links: Sequence[Link],
    gates: Sequence[GateLink],
    varying: Sequence[Varying],
    *,
    early: bool,
) -> FlatProgram:
    """The arrays of a plan. `early`: as early as possible, without the planned starts."""
    activities, horizon = places.activities, instance.horizon_position
    count, longest = len(activities), max((activity.length for activity in activities), default=0)
    demands, calendars = demands_of(instance, activities), calendars_of(activities)
    bounds = bounds_of(portfolio, places, early=early)
    return FlatProgram(
        horizon=horizon,
        activities=_activities(activities, bounds, links, varying, calendars.places),
        gates=_gates(count, gates, uncertainty),
        links=_links(count, links),
        peaks=peaks_of(count, demands),
        drops=drops_of(activities, demands),
        spans=spans_of(activities, demands),
        resources=resource_arrays(instance, demands, horizon + longest + 1),
        calendars=calendar_arrays(calendars, horizon + max(map(_cutover, activities), default=0) + 2),
        components=component_arrays(components_of(count, links, demands, instance)),
        members=Members(*grouped([member.place for member in activity.members] for activity in activities)),
        asked=ints([0] * count),
    )


def _activities(
    activities: Sequence[Activity],
    bounds: Ints,
    links: Sequence[Link],
    varying: Sequence[Varying],
    calendars: Sequence[int],
) -> Activities:
    column = {item.place: number for number, item in enumerate(varying)}
    inputs = Counter(link.target for link in links)
    return Activities(
        begun_at=ints([activity.planned_start if activity.begun else NEVER for activity in activities]),
        bound=bounds,
        length=ints([activity.length for activity in activities]),
        column=ints([column.get(place, -1) for place in range(len(activities))]),
        inputs=ints([inputs[place] for place in range(len(activities))]),
        calendar=ints(calendars),
        cutover=ints([_cutover(activity) for activity in activities]),
    )


def _cutover(activity: Activity) -> int:
    return activity.cutover_length if activity.is_block else -1


def _links(count: int, links: Sequence[Link]) -> Links:
    return Links(*by_owner(count, 3, ((link.source, link.target, link.kind, link.offset) for link in links)))


def _gates(count: int, gates: Sequence[GateLink], uncertainty: Uncertainty) -> Gates:
    milestone = {date.id: place for place, date in enumerate(uncertainty.dates)}
    return Gates(*by_owner(count, 2, ((gate.target, milestone[gate.milestone], gate.offset) for gate in gates)))
