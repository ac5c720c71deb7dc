"""Makespan of single projects: against every schedule of tiny ones, and the laws of lists and justification."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from planner.benchmarks.rcpsp.breaches import rcpsp_breaches
from planner.benchmarks.rcpsp.flat_project import flatten_project, quick_bound, reversed_project, topological_order
from planner.benchmarks.rcpsp.makespan import list_schedule, solve_rcpsp
from planner.benchmarks.rcpsp.project import RcpspProject
from planner.benchmarks.rcpsp.project_kernels import (
    FlatProject,
    child_order,
    first_fit,
    justify,
    order_of_starts,
    sampled_order,
    schedule,
    swap_neighbours,
)
from planner.plan.outcome import Status
from planner.solver.settings import SolveSettings

ALONE = SolveSettings(time_limit_seconds=5.0, workers=1, deterministic=True)


def drawn_project(seed: int, activities: int) -> RcpspProject:
    """A random project with two resources and, on average, one precedence per activity."""
    random = Random(seed)
    capacities = (random.randint(3, 6), random.randint(2, 5))
    arcs = {(random.randrange(b), b) for b in range(1, activities) for _ in range(2) if random.random() < 0.5}
    return RcpspProject(
        durations=tuple(random.choice((0, 1, 2, 2, 3)) for _ in range(activities)),
        demands=tuple(tuple(random.randint(0, capacity) for capacity in capacities) for _ in range(activities)),
        capacities=capacities,
        successors=tuple(tuple(b for a, b in sorted(arcs) if a == activity) for activity in range(activities)),
    )


def both_ways(project: RcpspProject) -> tuple[FlatProject, FlatProject]:
    order = topological_order(project)
    assert order is not None
    return flatten_project(project, order), flatten_project(reversed_project(project), order[::-1])


def least_makespan(project: RcpspProject) -> int:
    """The smallest horizon within which some choice of starts breaks no rule; every choice is tried."""
    for horizon in range(sum(project.durations) + 1):
        ranges = [range(horizon - days + 1) for days in project.durations]
        if any(not any(rcpsp_breaches(project, starts)) for starts in product(*ranges)):
            return horizon
    raise AssertionError("one activity after the other always keeps the rules")


@pytest.mark.parametrize("seed", range(25))
def test_the_makespan_of_a_tiny_project_is_the_least_of_all_schedules(seed: int) -> None:
    project = drawn_project(seed, 4)
    starts, makespan, bound, status = solve_rcpsp(project, ALONE)
    assert starts is not None
    assert list(rcpsp_breaches(project, starts)) == []
    assert makespan == project.makespan(starts) == bound == least_makespan(project)
    assert status is Status.OPTIMAL


@pytest.mark.parametrize("seed", range(25))
def test_the_quick_bound_is_at_most_the_least_makespan(seed: int) -> None:
    project = drawn_project(100 + seed, 4)
    assert quick_bound(*both_ways(project)) <= least_makespan(project)


def test_the_quick_bound_counts_head_work_and_tail() -> None:
    # Activity 0 takes 2 periods; then 1, 2 and 3 take the only unit for 3 each; 4 follows them all for 1: 2 + 9 + 1.
    project = RcpspProject(
        durations=(2, 3, 3, 3, 1),
        demands=((0,), (1,), (1,), (1,), (0,)),
        capacities=(1,),
        successors=((1, 2, 3), (4,), (4,), (4,), ()),
    )
    assert quick_bound(*both_ways(project)) == 12
    assert solve_rcpsp(project, ALONE)[1:] == (12, 12, Status.OPTIMAL)


@pytest.mark.parametrize("activities", [20, 100])
def test_threads_side_by_side_give_a_schedule_that_keeps_the_rules(activities: int) -> None:
    project = drawn_project(3, activities)
    starts, makespan, bound, _ = solve_rcpsp(project, SolveSettings(time_limit_seconds=1.0, workers=2))
    assert starts is not None
    assert makespan is not None
    assert bound is not None
    assert list(rcpsp_breaches(project, starts)) == []
    assert bound <= makespan == project.makespan(starts)


def test_the_same_seed_gives_the_same_answer_in_deterministic_mode() -> None:
    project = drawn_project(8, 30)
    settings = SolveSettings(time_limit_seconds=0.5, workers=1, deterministic=True, seed=4)
    assert solve_rcpsp(project, settings) == solve_rcpsp(project, settings)


def test_a_gap_target_of_almost_one_takes_the_first_schedule() -> None:
    project = drawn_project(8, 30)
    order = topological_order(project)
    assert order is not None
    starts, _, bound, status = solve_rcpsp(project, SolveSettings(gap_target=0.99, workers=1))
    assert (starts, status) == (list_schedule(project, order), Status.FEASIBLE)
    assert bound is not None
    assert 0 < bound < project.makespan(list_schedule(project, order))


def test_an_activity_that_takes_more_than_there_is_makes_a_project_infeasible() -> None:
    project = RcpspProject(durations=(2,), demands=((3,),), capacities=(2,), successors=((),))
    assert solve_rcpsp(project, ALONE) == (None, None, None, Status.INFEASIBLE)


def test_an_activity_without_length_may_ask_for_anything() -> None:
    project = RcpspProject(durations=(0, 2), demands=((3,), (1,)), capacities=(2,), successors=((1,), ()))
    assert solve_rcpsp(project, ALONE) == ((0, 0), 2, 2, Status.OPTIMAL)


def test_cyclic_precedence_makes_a_project_infeasible() -> None:
    project = RcpspProject(durations=(1, 1), demands=((0,), (0,)), capacities=(1,), successors=((1,), (0,)))
    assert solve_rcpsp(project, ALONE)[3] is Status.INFEASIBLE


def test_a_project_without_activities_takes_no_time() -> None:
    project = RcpspProject(durations=(), demands=(), capacities=(), successors=())
    assert solve_rcpsp(project, ALONE) == ((), 0, 0, Status.OPTIMAL)


@pytest.mark.parametrize("seed", range(10))
def test_justification_keeps_the_rules_and_never_lengthens(seed: int) -> None:
    project = drawn_project(seed, 25)
    forward, reverse = both_ways(project)
    free = np.tile(forward.capacity, (forward.horizon, 1))
    start = np.zeros(25, dtype=np.int64)
    before = schedule(forward, sampled_order(forward, 0.5), start, free)
    after = justify(forward, reverse, start, free)
    assert list(rcpsp_breaches(project, tuple(start.tolist()))) == []
    assert project.makespan(tuple(start.tolist())) == after <= before
    assert (free == forward.capacity).all()


@pytest.mark.parametrize("seed", range(10))
def test_children_and_swaps_keep_every_precedence(seed: int) -> None:
    project = drawn_project(seed, 25)
    forward, _ = both_ways(project)
    child = child_order(sampled_order(forward, 0.5), sampled_order(forward, 0.5))
    swap_neighbours(forward, child)
    place = {int(activity): k for k, activity in enumerate(child)}
    assert sorted(place) == list(range(25))
    assert all(place[a] < place[b] for a, followers in enumerate(project.successors) for b in followers)


def test_activities_without_length_keep_their_order_in_the_list_of_a_schedule() -> None:
    # All three start in period 0; 2 goes before 0, and 0 before 1.
    project = RcpspProject(durations=(0, 0, 0), demands=((),) * 3, capacities=(), successors=((1,), (), (0,)))
    forward, _ = both_ways(project)
    assert order_of_starts(forward, np.zeros(3, dtype=np.int64)).tolist() == [2, 0, 1]


def test_first_fit_is_the_first_gap_that_is_long_enough() -> None:
    # One unit, taken in periods 1 and 4: two periods fit from 2 on, three from 5 on.
    for days, expected in ((1, 0), (2, 2), (3, 5)):
        project = RcpspProject(durations=(days, 9), demands=((1,), (0,)), capacities=(1,), successors=((), ()))
        forward, _ = both_ways(project)
        free = np.ones((forward.horizon, 1), dtype=np.int64)
        free[[1, 4], 0] = 0
        assert first_fit(forward, free, 0, 0) == expected
