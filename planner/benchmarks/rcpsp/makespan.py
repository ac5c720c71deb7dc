"""Least makespan of one project under scarce resources (RCPSP): list schedules for good plans, CP-SAT for the proof."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait

from planner.benchmarks.rcpsp.evolution import Evolution
from planner.benchmarks.rcpsp.flat_project import quick_bound, topological_order
from planner.benchmarks.rcpsp.incumbent import Incumbent, RcpspAnswer
from planner.benchmarks.rcpsp.project import RcpspProject
from planner.benchmarks.rcpsp.proof import prove
from planner.plan.outcome import Status
from planner.solver.settings import SolveSettings

SMALL = 90
"""Up to so many activities a proof is the aim; with more, one worker goes on looking for shorter schedules."""
FIRST_SHARE = 0.05
"""Share of the time for list schedules before the search for a proof begins."""
LONGEST_WAIT_SHARE = 0.1
PROOF_SHARES = (0.25, 0.4, 1.0)
"""Shares of the time left after which the search for a proof begins again where a shorter schedule is known by then."""
GRACE_SECONDS = 0.3
"""How long to wait for the thread of list schedules; only the first solve on a machine, which compiles, takes longer."""


def solve_rcpsp(project: RcpspProject, settings: SolveSettings | None = None) -> RcpspAnswer:
    """A short schedule and a bound that no schedule beats; the status says whether they meet (within the gap target).

    Infeasible are only cyclic precedence and an activity that takes more than there is. In deterministic mode the same
    project and seed give the same answer, and one thread does everything.
    """
    settings = settings or SolveSettings()
    order = topological_order(project)
    if order is None or _cannot_fit(project):
        return None, None, None, Status.INFEASIBLE
    incumbent = Incumbent(project, settings, starts=list_schedule(project, order), bound=0)
    evolution = Evolution(incumbent, order)
    incumbent.raise_bound(quick_bound(evolution.forward, evolution.reverse))
    if not incumbent.close_enough:
        if settings.deterministic or settings.workers == 1:
            _in_turn(evolution)
        else:
            _side_by_side(evolution)
    return incumbent.answer()


def _cannot_fit(project: RcpspProject) -> bool:
    """Whether an activity takes more of a resource than there is."""
    return any(
        taken > there
        for days, demands in zip(project.durations, project.demands, strict=True)
        for taken, there in zip(demands, project.capacities, strict=True)
        if days > 0
    )


def list_schedule(project: RcpspProject, order: Sequence[int]) -> tuple[int, ...]:
    """Each activity in turn as early as possible: a schedule at once, before anything is compiled."""
    starts = [0] * len(order)
    free: list[list[int]] = [list(project.capacities) for _ in range(sum(project.durations))]
    for activity in order:
        days, demands = project.durations[activity], project.demands[activity]
        start = max((starts[b] + project.durations[b] for b in project.predecessors[activity]), default=0)
        while (full := _last_full(free, start, days, demands)) is not None:
            start = full + 1
        for period in range(start, start + days):
            free[period] = [left - taken for left, taken in zip(free[period], demands, strict=True)]
        starts[activity] = start
    return tuple(starts)


def _last_full(free: Sequence[Sequence[int]], start: int, days: int, demands: Sequence[int]) -> int | None:
    """The last of these periods in which a resource has less left than demanded."""
    for period in range(start + days - 1, start - 1, -1):
        if any(left < taken for left, taken in zip(free[period], demands, strict=True)):
            return period
    return None


def _in_turn(evolution: Evolution) -> None:
    """One thread: list schedules, then the search for a proof. Large projects give half of the time to the first."""
    incumbent = evolution.incumbent
    limit = incumbent.settings.time_limit_seconds
    share = FIRST_SHARE if len(evolution.order) <= SMALL else 0.5
    evolution.run(share * limit)
    if not incumbent.over:
        seconds = (1 - share) * limit if incumbent.settings.deterministic else incumbent.seconds_left
        prove(evolution.forward, evolution.reverse, incumbent, workers=1, seconds=seconds)


def _side_by_side(evolution: Evolution) -> None:
    """List schedules in a thread of their own; the search for a proof joins in when the first of them are there.

    A small project leaves all workers to the proof after a while, a large one all but one.
    """
    incumbent = evolution.incumbent
    limit = incumbent.settings.time_limit_seconds
    small = len(evolution.order) <= SMALL
    bred = threading.Event()
    evolution.ready = (lambda: None) if small else bred.set
    pool = ThreadPoolExecutor(max_workers=1)
    breeding = pool.submit(_breed, evolution, FIRST_SHARE * limit if small else limit, bred)
    try:
        bred.wait(LONGEST_WAIT_SHARE * limit)
        _prove_in_rounds(evolution, incumbent.settings.workers - (0 if small else 1), 1 if small else len(PROOF_SHARES))
    finally:
        incumbent.stop()
        pool.shutdown(wait=False)
    wait([breeding], GRACE_SECONDS)
    if breeding.done():
        breeding.result()


def _breed(evolution: Evolution, seconds: float, bred: threading.Event) -> None:
    try:
        evolution.run(seconds)
    finally:
        bred.set()


def _prove_in_rounds(evolution: Evolution, workers: int, rounds: int) -> None:
    """Search for a proof until the time is up, again from the best schedule where it has become shorter meanwhile."""
    incumbent = evolution.incumbent
    for share in PROOF_SHARES[-rounds:]:
        if incumbent.over:
            return
        seconds = share * incumbent.seconds_left
        prove(evolution.forward, evolution.reverse, incumbent, workers=workers, seconds=seconds)
