"""The tripwires of a plan: rules fitted on one set of draws, and measured on another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.risk.assumptions import AS_STATED, Assumptions
from planner.risk.draws import BATCH, FIT_BATCHES, REPORTED_DRAWS, batch_count
from planner.risk.intervals import mean_of
from planner.risk.rules_followed.contracts import contract_answers
from planner.risk.rules_followed.departments import Departments
from planner.risk.tolerances.fitted_goal import FittedGoal, fit_goal
from planner.risk.tolerances.goal import LEAST_COST, Goal
from planner.risk.tolerances.tolerance_rows import answer_figures, decided_figures, tolerance_records
from planner.risk.tripwires.asked_plan import THREADS, AskedPlan
from planner.risk.tripwires.fitted_contracts import fit_contracts
from planner.risk.tripwires.measured_contracts import BatchFigures, measured_batch
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.rules import Kind
from planner.risk.tripwires.tied.fitted_couplings import (
    FittedCoupling,
    committed_together,
    fit_couplings,
    within_limits,
)
from planner.risk.tripwires.tied.tied_rows import option_ties, tied_rows
from planner.risk.tripwires.tripwire_rows import tripwire_rows
from planner.risk.uncertainty import Uncertainty

Progress = Callable[[str], None]
FEWEST_BATCHES = 2
"""One batch alone cannot say how far off it is."""


def tripwires_of(
    portfolio: Portfolio,
    plan: Plan,
    *,
    draws: int = REPORTED_DRAWS,
    seed: int = 1,
    uncertainty: Uncertainty | None = None,
    assumptions: Assumptions = AS_STATED,
    goal: Goal = LEAST_COST,
    threads: int = THREADS,
    tell: Progress = lambda text: None,
    stop: Callable[[], bool] = lambda: False,
) -> Tripwires:
    """The rules of every open option of a plan.

    `goal`: what they are to do besides costing little in the mean. `assumptions`: other ranges and starts than those stated.
    Where `stop` says so they are measured on the draws that are done by then, once there are enough to say how far off.
    """
    uncertain = assumptions.uncertainty(portfolio) if uncertainty is None else uncertainty
    program = assumptions.program(portfolio, plan, uncertain)
    chains = open_chains(portfolio, program, uncertain)
    asked = AskedPlan(portfolio, uncertain, program, chains, seed, threads=threads)
    tell("Fitting the rules")
    rules, couplings = fit_rules(asked, goal)
    count, batches, departments = batch_count(draws), list[BatchFigures](), Departments.of(asked)
    measured = asked.side_by_side(lambda place: measured_batch(asked, rules, couplings, departments, place), count)
    while (found := next(measured, None)) is not None:
        batches.append(found)
        tell(f"Measuring them, part {len(batches)} of {count}")
        if len(batches) >= FEWEST_BATCHES and stop():
            measured.close()
    result = _result(asked, rules, couplings, batches)
    by_department = departments.rows([batch.departments for batch in batches], _next_days(result))
    return replace(result, departments=tuple(by_department), assumptions=assumptions)


def fit_rules(asked: AskedPlan, goal: Goal = LEAST_COST) -> tuple[FittedGoal, Sequence[FittedCoupling]]:
    """The rules of all options, with what ties them together."""
    fitted = fit_contracts(asked, goal)
    couplings = fit_couplings(asked, fitted.contracts)
    contracts = committed_together(fitted.contracts, couplings)
    rules = fit_goal(asked, fitted.needed, contracts, couplings, goal)
    return rules, couplings if goal == LEAST_COST else within_limits(asked, rules.contracts, couplings)


def _next_days(found: Tripwires) -> dict[str, int]:
    """The next acting day of every contract of which any option may be wanted; options stand by acting day."""
    days: dict[str, int] = {}
    for row in found.options:
        if row.rule.kind is not Kind.NEVER:
            days.setdefault(row.contract, row.acting_day)
    return days


def _result(
    asked: AskedPlan, rules: FittedGoal, couplings: Sequence[FittedCoupling], batches: Sequence[BatchFigures]
) -> Tripwires:
    commit_now, tripwires, clairvoyant = np.array([batch.costs for batch in batches]).T
    by_contract = zip(*(batch.contracts for batch in batches), strict=True)
    ties, level = option_ties(couplings), rules.goal.tail_level
    options = [
        row
        for place, (contract, figures) in enumerate(zip(rules.contracts, by_contract, strict=True))
        for row in tripwire_rows(asked, contract, figures, ties.get(place))
    ]
    return Tripwires(
        seed=asked.seed,
        draws=len(batches) * BATCH,
        fit_draws=FIT_BATCHES * BATCH,
        family=asked.uncertainty.family,
        options=tuple(sorted(options, key=lambda row: (row.acting_day, row.contract, row.option))),
        commit_now=mean_of(commit_now),
        tripwires=mean_of(tripwires),
        clairvoyant=mean_of(clairvoyant),
        waiting=mean_of(commit_now - tripwires),
        information=mean_of(tripwires - clairvoyant),
        contracts=contract_answers([batch.by_contract for batch in batches]),
        couplings=tied_rows(couplings, batches),
        goal=rules.goal,
        tolerances=tolerance_records(rules, [batch.tolerances for batch in batches]),
        answers=(
            decided_figures("commit now", commit_now, [batch.commit_now for batch in batches], level),
            decided_figures("tripwires", tripwires, [batch.tripwires for batch in batches], level),
            answer_figures("clairvoyant", clairvoyant, [batch.clairvoyant for batch in batches], level),
        ),
    )
