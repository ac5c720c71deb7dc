"""The complete problem as one CP-SAT model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ortools.sat.python import cp_model

from planner.domain.rules import Rule, Term
from planner.solver.model.candidate import Candidate
from planner.solver.model.constraints import CONSTRAINTS, RuleConstraint, tighten_start_domains
from planner.solver.model.instance import Instance
from planner.solver.model.objective import TERM_EXPRESSIONS, TermExpression, link_cover
from planner.solver.model.variables import Expression, Variables, create_variables
from planner.solver.settings import SolveSettings
from planner.solver.tuning import ExactTuning


class Proof(StrEnum):
    """What a search has shown."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    NOTHING = "nothing"


@dataclass(frozen=True)
class ExactModel:
    """The model of an instance with its objective as an expression."""

    variables: Variables
    objective: Expression

    @property
    def model(self) -> cp_model.CpModel:
        return self.variables.model


@dataclass(frozen=True)
class SearchResult:
    """What one search gave: the proof, the last candidate, the bound of what was minimised, the seconds as in its limits.

    `value`: what was minimised, as the model counts it in that candidate; None without one, or where nothing was.
    """

    proof: Proof
    candidate: Candidate | None
    bound: int | None
    seconds: float
    value: int | None = None


@dataclass(frozen=True, kw_only=True)
class SearchLimits:
    """How long and how wide one search may run; `seconds` are deterministic ones where `deterministic`.

    `near`: a proof is in reach; all workers then raise the bound, with more of a linear relaxation.
    `guided`: the model knows reduced costs, which with conflicts do more than a linear relaxation and long presolve.
    """

    seconds: float
    workers: int
    seed: int
    tuning: ExactTuning
    deterministic: bool = False
    presolve: bool = True
    near: bool = False
    guided: bool = False


def build(
    instance: Instance,
    tuning: ExactTuning,
    rules: Mapping[Rule, RuleConstraint] = CONSTRAINTS,
    terms: Mapping[Term, TermExpression] = TERM_EXPRESSIONS,
) -> ExactModel:
    """The whole model. Fewer rules or terms make a relaxation; tests use that to show that each one matters.

    Without any term it only says whether there is a plan, and knows nothing of needs and cover.
    """
    variables = create_variables(cp_model.CpModel(), instance, tuning.price_steps)
    for add in rules.values():
        add(variables)
    if len(rules) == len(CONSTRAINTS):
        tighten_start_domains(variables)
    if terms:
        link_cover(variables)
    costs = [cost for term in terms.values() for cost in term(variables)]
    return ExactModel(variables, cp_model.LinearExpr.sum(costs))


class _Listener(cp_model.CpSolverSolutionCallback):
    """Hands every solution of a search to a listener, and ends the search when asked to."""

    def __init__(self, variables: Variables, listener: Callable[[Candidate], object] | None) -> None:
        super().__init__()
        self._variables = variables
        self._listener = listener

    def on_solution_callback(self) -> None:
        if self._listener is not None:
            self._listener(self._variables.read(self.value))


def search(
    exact: ExactModel,
    limits: SearchLimits,
    *,
    minimise: Expression | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    on_candidate: Callable[[Candidate], object] | None = None,
    on_bound: Callable[[float], None] | None = None,
) -> SearchResult:
    """Minimise an expression over the model (None: only look for a plan). Runs in a thread so that it can be ended.

    CP-SAT's presolve fails on some valid models with a missing key (OR-Tools 9.15); these are solved without presolve.
    """
    model = exact.model
    model.clear_objective()  # type: ignore[no-untyped-call]
    if minimise is not None:
        model.minimize(minimise)
    solver = cp_model.CpSolver()
    _configure(solver, limits)
    if on_bound is not None:
        solver.best_bound_callback = on_bound
    callback = _Listener(exact.variables, on_candidate)
    statuses: list[cp_model.CpSolverStatus] = []
    failures: list[IndexError] = []

    def run() -> None:
        try:
            statuses.append(solver.solve(model, callback))
        except IndexError as failure:
            failures.append(failure)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(limits.tuning.stop_check_seconds)
        if should_stop():
            solver.stop_search()
    if failures and limits.presolve:
        return search(
            exact,
            replace(limits, presolve=False),
            minimise=minimise,
            should_stop=should_stop,
            on_candidate=on_candidate,
            on_bound=on_bound,
        )
    if failures:
        raise failures[0]
    seconds = solver.response_proto.deterministic_time if limits.deterministic else solver.wall_time
    return _result(exact, solver, statuses[0], seconds, minimised=minimise is not None)


def _configure(solver: cp_model.CpSolver, limits: SearchLimits) -> None:
    parameters = solver.parameters
    parameters.random_seed = limits.seed
    parameters.num_workers = limits.workers
    parameters.cp_model_presolve = limits.presolve
    parameters.catch_sigint_signal = False
    if not limits.presolve:
        # Without presolve a tight capacity can take minutes to refute; with these a few hundredths of a second.
        parameters.use_dynamic_precedence_in_cumulative = True
        parameters.use_strong_propagation_in_disjunctive = True
    if limits.guided:
        parameters.linearization_level = 0
        parameters.max_presolve_iterations = 1
        parameters.cp_model_probing_level = 0
        if limits.workers > 1:
            parameters.num_full_subsolvers = limits.workers
            parameters.subsolvers.extend(limits.tuning.guided)
    elif limits.near and limits.workers == 1:
        parameters.linearization_level = 2
    elif limits.near:
        parameters.num_full_subsolvers = limits.workers
        parameters.subsolvers.extend(limits.tuning.provers)
    if limits.deterministic:
        parameters.max_deterministic_time = limits.seconds
        parameters.num_workers = 1
    else:
        parameters.max_time_in_seconds = limits.seconds


def _result(
    exact: ExactModel, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, seconds: float, *, minimised: bool
) -> SearchResult:
    if status == cp_model.MODEL_INVALID:
        raise ValueError(f"invalid model: {exact.model.validate()}")
    if status == cp_model.INFEASIBLE:
        return SearchResult(Proof.INFEASIBLE, None, None, seconds)
    bound = _round_up(solver.best_objective_bound) if minimised else None
    if status == cp_model.UNKNOWN:
        return SearchResult(Proof.NOTHING, None, bound, seconds)
    proof = Proof.OPTIMAL if status == cp_model.OPTIMAL else Proof.FEASIBLE
    value = round(solver.objective_value) if minimised else None
    return SearchResult(proof, exact.variables.read(solver.value), bound, seconds, value)


def _round_up(bound: float) -> int | None:
    """A bound of an integral objective, with the tolerance of a float that stands for an integer."""
    if abs(bound) > 2**60:
        return None
    nearest = round(bound)
    return nearest if abs(bound - nearest) < 1e-6 * max(1.0, abs(bound)) else int(-(-bound // 1))


def limits_of(settings: SolveSettings, tuning: ExactTuning, seconds: float, *, near: bool = False) -> SearchLimits:
    """Limits of a search under the settings of the solve."""
    return SearchLimits(
        seconds=max(seconds, 0.01),
        workers=settings.workers,
        seed=settings.seed,
        tuning=tuning,
        deterministic=settings.deterministic,
        near=near,
    )
