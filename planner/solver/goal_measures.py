"""What a goal can minimise or limit: each measure as an expression over the exact model, and its value for a plan.

Derived variables of the model (needed until, uncovered days, late days, first and last cutovers) are bounded from below
only. Every measure grows with them. So a plan with a measure of at most k exists exactly when the model has a solution whose
expression is at most k. The least value of the expression is the least value of the measure. The value of a solution may
still lie above that of its plan, so values are always computed again from the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ortools.sat.python import cp_model

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.entries import Plan
from planner.plan.measures import extension_count, last_cutover_day, sum_of_cutover_days, uncovered_days
from planner.plan.plan_case import PlanCase
from planner.plan.promises import Promises, changed_promises
from planner.solver.model.candidate import Candidate, cutover_days
from planner.solver.model.exact import ExactModel, build
from planner.solver.model.instance import Instance
from planner.solver.model.objective import TERM_EXPRESSIONS, TermExpression
from planner.solver.model.variables import Expression, Variables
from planner.solver.tuning import ExactTuning


class Measure(StrEnum):
    """What plans are traded off by; the first are the cost terms, in pounds and in their order (`measure_of`)."""

    _ignore_ = ["term"]  # noqa: RUF012 - enum takes a list
    for term in Term:
        vars()[term.name] = term.value
    COST = "cost"
    """The sum of all terms."""
    UNCOVERED_DAYS = "uncovered days"
    """Of all contracts that have a way off."""
    LAST_CUTOVER = "last cutover"
    """The latest cutover day, counted from the status date."""
    EXTENSIONS_USED = "extensions used"
    """Number of options used, those already exercised included."""
    CHANGED_PROMISES = "changed promises"
    """Cutovers and options that differ from those promised."""
    CUTOVER_SUM = "sum of cutover days"


def measure_of(term: Term) -> Measure:
    """The measure that is a cost term."""
    return Measure(term.value)


POUNDS = frozenset({*map(measure_of, Term), Measure.COST})
"""Measures that are money."""


def measure_values(portfolio: Portfolio, plan: Plan, promises: Promises | None = None) -> dict[Measure, int]:
    """Every measure of a plan; changed promises only where there are promises."""
    case = PlanCase(portfolio, plan)
    pounds, schedule = case.terms, case.schedule
    values = {measure_of(term): amount for term, amount in pounds.items()}
    values |= {
        Measure.COST: case.pounds,
        Measure.UNCOVERED_DAYS: uncovered_days(schedule),
        Measure.LAST_CUTOVER: last_cutover_day(schedule),
        Measure.EXTENSIONS_USED: extension_count(schedule),
        Measure.CUTOVER_SUM: sum_of_cutover_days(schedule),
    }
    if promises is not None:
        values[Measure.CHANGED_PROMISES] = len(changed_promises(promises, plan, schedule))
    return values


@dataclass(frozen=True)
class GoalModel:
    """The exact model with an expression for every measure."""

    exact: ExactModel
    expressions: Mapping[Measure, Expression]

    def limit(self, measure: Measure, most: int) -> None:
        """Allow only plans whose measure is at most this."""
        self.exact.model.add(self.expressions[measure] <= most)


def goal_model(instance: Instance, tuning: ExactTuning, promises: Promises | None = None) -> GoalModel:
    """The whole model of an instance, with every measure; changed promises only where there are promises."""
    costs: dict[Term, list[Expression]] = {}
    exact = build(
        instance, tuning, terms={term: _recording(costs, term, cost) for term, cost in TERM_EXPRESSIONS.items()}
    )
    v = exact.variables
    expressions: dict[Measure, Expression] = {
        measure_of(term): cp_model.LinearExpr.sum(parts) for term, parts in costs.items()
    }
    routed = [v.uncovered[c] for c, contract in enumerate(instance.contracts) if not contract.no_route]
    cutovers = [v.cutover_day(i) for i in range(len(instance.migrations))]
    expressions |= {
        Measure.COST: exact.objective,
        Measure.UNCOVERED_DAYS: cp_model.LinearExpr.sum(routed),
        Measure.LAST_CUTOVER: _last_cutover(v),
        Measure.EXTENSIONS_USED: cp_model.LinearExpr.sum([used for row in v.used for used in row]),
        Measure.CUTOVER_SUM: cp_model.LinearExpr.sum(cutovers),
    }
    if promises is not None:
        expressions[Measure.CHANGED_PROMISES] = _changed(v, promises)
    return GoalModel(exact, expressions)


def _recording(costs: dict[Term, list[Expression]], term: Term, cost: TermExpression) -> TermExpression:
    """The same term, noting its parts as the model is built, so that none is built twice."""

    def record(v: Variables) -> list[Expression]:
        costs[term] = cost(v)
        return costs[term]

    return record


def _last_cutover(v: Variables) -> Expression:
    """`L ≥` every cutover; 0 where nothing moves."""
    migrations = v.instance.migrations
    if not migrations:
        return 0
    axis, modes = v.instance.axis, [mode for migration in migrations for mode in migration.modes]
    first = min(0, axis.day(min(0, *(mode.fixed_start_day or 0 for mode in modes))))
    top = axis.day(v.instance.horizon_position + max(mode.cutover_offset for mode in modes))
    last = v.model.new_int_var(first, top, "last cutover")
    for i in range(len(migrations)):
        v.model.add(last >= v.cutover_day(i))
    return v.remember(last, lambda c: max(cutover_days(v.instance, c.starts, c.modes)))


def _changed(v: Variables, promises: Promises) -> Expression:
    """`Σ (1 − k_i)` over promised cutovers, where `k_i ⇒` the promised mode and start; and the options that differ."""
    broken: list[Expression] = []
    for i, migration in enumerate(v.instance.migrations):
        promised = promises.cutovers.get(migration.id)
        if promised is None:
            continue
        mode = next((k for k, mode in enumerate(migration.modes) if mode.id == promised.mode), None)
        if mode is None or not v.instance.axis.is_open(promised.cutover_day):
            broken.append(1)
        else:
            cutover = v.instance.axis.position(promised.cutover_day)
            broken.append(1 - _kept(v, i, mode, cutover - migration.modes[mode].cutover_offset))
    for row, contract in zip(v.used, v.instance.contracts, strict=True):
        for used, link in zip(row, contract.links, strict=True):
            if link.id in promises.options:
                broken.append(1 - used if promises.options[link.id] else used)
    return cp_model.LinearExpr.sum(broken)


def _kept(v: Variables, i: int, mode: int, start_day: int) -> cp_model.IntVar:
    kept = v.model.new_bool_var(f"kept {v.instance.migrations[i].id}")
    v.model.add(v.start[i] == start_day).only_enforce_if(kept)
    v.model.add_implication(kept, v.presence[i][mode])

    def keeps(candidate: Candidate) -> int:
        return int(candidate.starts[i] == start_day and candidate.modes[i] == mode)

    return v.remember(kept, keeps)
