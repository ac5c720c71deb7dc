"""The RCPSP as a CP-SAT model that is searched for a proof: no linear relaxation, no neighbourhoods."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ortools.sat.python import cp_model

from planner.benchmarks.rcpsp.incumbent import Incumbent
from planner.benchmarks.rcpsp.project import RcpspProject
from planner.benchmarks.rcpsp.project_kernels import FlatProject

TICK_SECONDS = 0.02
PROVERS = ("no_lp", "objective_lb_search_no_lp", "quick_restart_no_lp", "core", "default_lp", "objective_shaving_no_lp")
"""Subsolvers in the order in which workers get them; learnt clauses do nearly all of the work on these problems."""


@dataclass(frozen=True)
class ProofModel:
    """The model with the start of every activity and the makespan."""

    model: cp_model.CpModel
    starts: list[cp_model.IntVar]
    makespan: cp_model.IntVar


class _Listener(cp_model.CpSolverSolutionCallback):
    """Hands every schedule to the incumbent."""

    def __init__(self, built: ProofModel, incumbent: Incumbent) -> None:
        super().__init__()
        self._built = built
        self._incumbent = incumbent

    def on_solution_callback(self) -> None:
        self._incumbent.offer([self.value(start) for start in self._built.starts])


def build_proof_model(
    project: RcpspProject, heads: Sequence[int], tails: Sequence[int], known: Incumbent
) -> ProofModel:
    """Starts between head and the best makespan less tail, which loses no schedule as short as the best."""
    model = cp_model.CpModel()
    latest = known.makespan
    starts = [model.new_int_var(head, latest - tail, "") for head, tail in zip(heads, tails, strict=True)]
    makespan = model.new_int_var(known.bound, latest, "makespan")
    for activity, followers in enumerate(project.successors):
        end = starts[activity] + project.durations[activity]
        for follower in followers:
            model.add(starts[follower] >= end)
        if not followers:
            model.add(makespan >= end)
    _limit_resources(model, project, starts)
    model.minimize(makespan)
    for start, hinted in zip(starts, known.starts, strict=True):
        model.add_hint(start, hinted)
    model.add_hint(makespan, latest)
    return ProofModel(model, starts, makespan)


def _limit_resources(model: cp_model.CpModel, project: RcpspProject, starts: Sequence[cp_model.IntVar]) -> None:
    intervals = {
        activity: model.new_fixed_size_interval_var(start, project.durations[activity], "")
        for activity, start in enumerate(starts)
        if project.durations[activity] > 0
    }
    for resource, capacity in enumerate(project.capacities):
        using = [activity for activity in intervals if project.demands[activity][resource] > 0]
        if using:
            demands = [project.demands[activity][resource] for activity in using]
            model.add_cumulative([intervals[activity] for activity in using], demands, capacity)


def prove(flat: FlatProject, reverse: FlatProject, incumbent: Incumbent, *, workers: int, seconds: float) -> None:
    """Search for a shorter schedule or the proof that there is none; schedules and bounds go to the incumbent.

    Ends early when the incumbent is proved by somebody else. `seconds` are deterministic ones in deterministic mode.
    """
    heads = (reverse.tail - flat.duration).tolist()
    built = build_proof_model(incumbent.project, heads, flat.tail.tolist(), incumbent)
    solver = _configured(incumbent, workers, seconds)
    solver.best_bound_callback = incumbent.raise_bound
    statuses: list[cp_model.CpSolverStatus] = []
    listener = _Listener(built, incumbent)
    thread = threading.Thread(target=lambda: statuses.append(solver.solve(built.model, listener)), daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(TICK_SECONDS)
        if incumbent.over:
            solver.stop_search()
    _keep(built, solver, statuses[0], incumbent)


def _configured(incumbent: Incumbent, workers: int, seconds: float) -> cp_model.CpSolver:
    settings = incumbent.settings
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = settings.seed
    parameters.catch_sigint_signal = False
    parameters.linearization_level = 0
    parameters.relative_gap_limit = settings.gap_target
    if settings.deterministic:
        parameters.num_workers = 1
        parameters.max_deterministic_time = seconds
        return solver
    parameters.max_time_in_seconds = max(seconds, 0.01)
    parameters.num_workers = workers
    if workers > 1:
        chosen = list(islice(PROVERS, workers))
        parameters.subsolvers.extend(chosen)
        parameters.num_full_subsolvers = len(chosen)
        parameters.use_lns = workers > len(PROVERS)
    return solver


def _keep(built: ProofModel, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, incumbent: Incumbent) -> None:
    """Take over schedule and bound. The best schedule is in the model, so it cannot be infeasible."""
    if status in (cp_model.MODEL_INVALID, cp_model.INFEASIBLE):
        raise ValueError(f"status {solver.status_name(status)}: {built.model.validate()}")
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        incumbent.offer([solver.value(start) for start in built.starts])
    incumbent.raise_bound(solver.best_objective_bound)
