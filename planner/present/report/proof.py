"""How good a plan is, in words: status, cost, bound and gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.plan.outcome import Status
from planner.present.wording import money, per_cent, status_words

if TYPE_CHECKING:
    from planner.plan.outcome import Outcome
    from planner.plan.plan_case import PlanCase


def solved_outcome(case: PlanCase) -> Outcome:
    """The outcome of the solve; only plans that were solved for have a headline."""
    if case.outcome is None:
        raise ValueError("the plan was not solved for")
    return case.outcome


def proof_text(case: PlanCase) -> str:
    """Status, cost, bound, gap and time, one a line."""
    outcome, currency = solved_outcome(case), case.portfolio.currency
    lines = [
        ("Status", status_sentence(outcome)),
        ("Cost", money(outcome.objective_pounds, currency)),
        ("Bound", f"{money(outcome.bound_pounds, currency)}: proved, no plan costs less"),
        ("Gap", f"{per_cent(outcome.gap)} of the cost that a plan can change"),
        ("Time", f"{outcome.seconds:.1f} s"),
    ]
    if outcome.bound_pounds is None:
        lines[2:4] = [("Bound", "nothing proved yet")]
    return "\n".join(f"{name:<8}{text}" for name, text in lines)


def status_sentence(outcome: Outcome) -> str:
    """For instance `optimal: proved to be the best plan`, `feasible, within 30 %: keeps every rule`."""
    stopped = stop_words(outcome)
    if outcome.status is Status.OPTIMAL:
        return f"optimal: proved to be the best plan{stopped}"
    words = status_words(outcome.status, outcome.wished_gap)
    return f"{words}: keeps every rule; a better plan may exist within the gap{stopped}"


def stop_words(outcome: Outcome) -> str:
    """Who ended the search before its time, to follow a status; empty where nobody did."""
    if outcome.interrupted:
        return "; stopped by Ctrl-C"
    return "; stopped by the program that asked for the plan" if outcome.stopped else ""
