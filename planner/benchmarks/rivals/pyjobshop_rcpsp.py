"""PyJobShop on the plain RCPSP, modelled as its own documentation does."""

from __future__ import annotations

import time

from planner.benchmarks.rcpsp.project import RcpspProject
from planner.benchmarks.rivals.pyjobshop_result import bound_of, status_of
from planner.errors import MissingExtraError
from planner.plan.outcome import Status
from planner.solver.settings import SolveSettings

RcpspAnswer = tuple[tuple[int, ...] | None, int | None, int | None, Status]
"""Starts, makespan, proved lower bound, status."""


def solve_rcpsp_with_pyjobshop(project: RcpspProject, settings: SolveSettings) -> RcpspAnswer:
    """One task with one mode for each activity; the time limit covers building the model too."""
    try:
        from pyjobshop import Model
    except ImportError as error:
        raise MissingExtraError("pyjobshop", "bench") from error
    started = time.monotonic()
    model = Model()
    resources = [model.add_renewable(capacity=capacity) for capacity in project.capacities]
    tasks = [model.add_task() for _ in project.durations]
    for task, duration, demands in zip(tasks, project.durations, project.demands, strict=True):
        model.add_mode(task, resources=resources, duration=duration, demands=list(demands))
    for task, followers in zip(tasks, project.successors, strict=True):
        for follower in followers:
            model.add_end_before_start(task, tasks[follower])
    left = max(0.1, settings.time_limit_seconds - (time.monotonic() - started))
    result = model.solve(time_limit=left, num_workers=settings.workers, display=False, random_seed=settings.seed)
    status = status_of(result)
    if status not in (Status.OPTIMAL, Status.FEASIBLE):
        return None, None, bound_of(result), status
    starts = tuple(task.start for task in result.best.tasks)
    return starts, project.makespan(starts), bound_of(result), status
