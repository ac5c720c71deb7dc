"""A project as flat arrays, forwards and backwards, and the bounds that need no search."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from planner.benchmarks.rcpsp.project import RcpspProject
from planner.benchmarks.rcpsp.project_kernels import FlatProject, Ints


def topological_order(project: RcpspProject) -> list[int] | None:
    """The activities, each after its predecessors; None where precedence is cyclic."""
    waiting = [len(before) for before in project.predecessors]
    order = [activity for activity, count in enumerate(waiting) if count == 0]
    for activity in order:
        for follower in project.successors[activity]:
            waiting[follower] -= 1
            if waiting[follower] == 0:
                order.append(follower)
    return order if len(order) == len(waiting) else None


def flatten_project(project: RcpspProject, order: Sequence[int]) -> FlatProject:
    """The arrays of a project whose topological order is known."""
    rank = np.empty(len(order), dtype=np.int64)
    rank[list(order)] = np.arange(len(order))
    return FlatProject(
        duration=_ints(project.durations),
        demand=np.array(project.demands, dtype=np.int64).reshape(len(order), len(project.capacities)),
        capacity=_ints(project.capacities),
        before_from=_ranges(project.predecessors),
        before=_ints([a for before in project.predecessors for a in before]),
        after_from=_ranges(project.successors),
        after=_ints([a for after in project.successors for a in after]),
        rank=rank,
        tail=_tails(project, order),
        horizon=sum(project.durations) + 1,
    )


def reversed_project(project: RcpspProject) -> RcpspProject:
    """The project seen from its end."""
    return RcpspProject(
        durations=project.durations,
        demands=project.demands,
        capacities=project.capacities,
        successors=project.predecessors,
    )


def quick_bound(p: FlatProject, reverse: FlatProject) -> int:
    """The best of critical path and work: no search.

    Take activities with a head (longest chain before them) of at least h and a tail after them of at least t. They run
    between h and the end less t. So no makespan is below h + work / capacity + t, for every resource and all h and t.
    """
    heads = reverse.tail - p.duration
    tails = p.tail - p.duration
    bound = int(p.tail.max(initial=0))
    for r in range(p.capacity.size):
        work = p.duration * p.demand[:, r]
        using = work > 0
        for head in np.unique(heads[using]):
            later = using & (heads >= head)
            bound = max(bound, _work_bound(int(head), tails[later], work[later], int(p.capacity[r])))
    return bound


def _work_bound(head: int, tails: Ints, work: Ints, capacity: int) -> int:
    """The largest head + work / capacity + tail over the activities with at least that tail, all tails tried."""
    order = np.argsort(-tails, kind="stable")
    periods = -(-np.cumsum(work[order]) // capacity)
    return int((head + periods + tails[order]).max())


def _tails(project: RcpspProject, order: Sequence[int]) -> Ints:
    tail = np.zeros(len(order), dtype=np.int64)
    for activity in reversed(order):
        after = max((int(tail[follower]) for follower in project.successors[activity]), default=0)
        tail[activity] = project.durations[activity] + after
    return tail


def _ranges(lists: Sequence[Sequence[int]]) -> Ints:
    return _ints([0, *accumulate(map(len, lists))])


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)
