"""The exact model minimised level by level: exposure where cover comes first, then pounds, then the sum of cutovers."""

from __future__ import annotations

from dataclasses import replace

from ortools.sat.python import cp_model

from planner.solver.model.candidate import Candidate, exposed_pounds
from planner.solver.model.exact import ExactModel, Proof, SearchResult, limits_of, search
from planner.solver.model.objective import exposed
from planner.solver.model.variables import Expression
from planner.solver.monitor import Monitor

STAGE = "exact model"


def minimise_exactly(exact: ExactModel, monitor: Monitor, seconds: float, *, guided: bool = False) -> Proof:
    """Minimise over the whole model within these seconds; candidates and bounds go to the monitor.

    OPTIMAL means: proved, on every level but the tie-break. `guided`: see `SearchLimits`.
    """
    if monitor.instance.cover_first:
        proof = _cover_level(exact, monitor, seconds)
        if proof in (Proof.INFEASIBLE, Proof.NOTHING):
            return proof
    result = _run(exact, monitor, seconds, exact.objective, bounds=monitor.first_level_proved, guided=guided)
    if result.proof in (Proof.INFEASIBLE, Proof.NOTHING):
        return result.proof
    if result.candidate is None or not monitor.proved:
        return Proof.FEASIBLE
    break_ties(exact, monitor, seconds)
    return Proof.OPTIMAL


def break_ties(exact: ExactModel, monitor: Monitor, seconds: float) -> None:
    """Of the plans that cost what the proved best plan costs, look for the one with the smallest sum of cutover days.

    Takes a share of the seconds; does nothing where a gap is left.
    """
    if monitor.best_rank is None or monitor.best_rank[1] != monitor.bound_pounds:
        return
    exact.model.add(exact.objective <= monitor.best_rank[1])
    _run(exact, monitor, seconds * monitor.tuning.exact.tie_break_share, _cutover_sum(exact), bounds=False)


def _cover_level(exact: ExactModel, monitor: Monitor, seconds: float) -> Proof:
    """As little exposure as possible, kept by the levels below."""
    monitor.first_level_proved = False
    exposure = exposed(exact.variables)
    result = _run(exact, monitor, seconds / 2, exposure, bounds=False)
    if result.candidate is not None:
        exact.model.add(exposure <= exposed_pounds(monitor.instance, result.candidate))
        monitor.first_level_proved = result.proof is Proof.OPTIMAL
    return result.proof


def _run(
    exact: ExactModel, monitor: Monitor, seconds: float, minimise: Expression, *, bounds: bool, guided: bool = False
) -> SearchResult:
    tuning = monitor.tuning.exact
    if monitor.best is not None:
        exact.variables.hint(monitor.best)
    result = search(
        exact,
        replace(
            limits_of(monitor.settings, tuning, seconds, near=monitor.gap_share < tuning.near_share), guided=guided
        ),
        minimise=minimise,
        should_stop=lambda: monitor.done if bounds else monitor.out_of_time,
        on_candidate=lambda candidate: _offer(monitor, candidate),
        on_bound=(lambda bound: _raise(monitor, bound)) if bounds else None,
    )
    if result.candidate is not None:
        _offer(monitor, result.candidate)
    if bounds and result.bound is not None:
        monitor.raise_bound(result.bound, STAGE)
    return result


def _offer(monitor: Monitor, candidate: Candidate) -> None:
    monitor.offer(candidate, STAGE)


def _raise(monitor: Monitor, bound: float) -> None:
    monitor.raise_bound(int(bound), STAGE)


def _cutover_sum(exact: ExactModel) -> Expression:
    migrations = range(len(exact.variables.instance.migrations))
    return cp_model.LinearExpr.sum([exact.variables.cutover_day(i) for i in migrations])
