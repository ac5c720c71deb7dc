"""What it costs to have one contract off in time whatever the others pay, and who pays."""

from __future__ import annotations

from dataclasses import dataclass

from planner.explain.levers.neighbours import neighbourhoods
from planner.explain.levers.question import Question
from planner.explain.levers.records import Witness
from planner.plan.outcome import Status


@dataclass(frozen=True, kw_only=True)
class Priority:
    """The cheapest plan found with the contract off by the day.

    `impossible`: it is proved that there is none. `at_least_pounds`: no plan with it off costs less than so much more than
    the best possible plan; 0 where nothing is proved. `exact`: the price is proved on both sides.
    """

    contract: str
    by_day: int
    witness: Witness | None
    impossible: bool
    at_least_pounds: int
    exact: bool


def priority(question: Question) -> Priority:
    """Two ways beat each other by turns, so both are run: a neighbourhood of those in the way, and everybody."""
    portfolio = question.case.portfolio
    found = [question.replanned(portfolio, free) for free in list(neighbourhoods(question))[1:2]]
    outcome = question.forced(portfolio)
    if outcome.plan is not None:
        found.append(question.witness(portfolio, outcome.plan))
    witnesses = [witness for witness in found if witness is not None]
    best = min(witnesses, key=lambda witness: witness.pounds, default=None)
    least = max(0, (outcome.bound_pounds or 0) - question.case.pounds)
    today = question.case.outcome
    proved_today = today is not None and today.bound_pounds == today.objective_pounds == question.case.pounds
    exact = best is not None and proved_today and outcome.bound_pounds == best.pounds
    return Priority(
        contract=question.contract,
        by_day=question.by_day,
        witness=best,
        impossible=best is None and outcome.status is Status.INFEASIBLE,
        at_least_pounds=least,
        exact=exact,
    )
