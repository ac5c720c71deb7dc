"""The plan a search starts from: as it is where it keeps every rule, and as far as it fits where it does not."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import Candidate, Wish, from_plan, objective_pounds, to_plan, wishes_of
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options
from planner.solver.model.windows import allowed_starts
from planner.solver.tuning import OptionTuning


@dataclass(frozen=True)
class Start:
    """What a search is given to start from.

    `candidates`: the plan with its own options, then with the best ones for its starts; only those that keep every rule.
    `wishes`: what the plan says of each migration; None where it says nothing that the portfolio knows.
    `pounds`: what the plan costs with its own options; None where it then breaks a rule.
    """

    candidates: tuple[Candidate, ...] = ()
    wishes: tuple[Wish | None, ...] = ()
    pounds: int | None = None


def start_of(portfolio: Portfolio, instance: Instance, plan: Plan, tuning: OptionTuning) -> Start:
    """What this plan gives a search in this portfolio.

    Options are read as far as the chains of the portfolio have them; those of other portfolios are passed over.
    """
    wishes = wishes_of(instance, plan)
    own = from_plan(instance, plan)
    if own is None or not all(_is_allowed(instance, i, wish) for i, wish in enumerate(wishes)):
        return Start(wishes=wishes)
    better = with_options(instance, own.starts, own.modes, tuning)
    lawful = [found for found in (own, better) if found is not None and _keeps_rules(portfolio, instance, found)]
    pounds = objective_pounds(instance, own) if own in lawful else None
    return Start(candidates=tuple(dict.fromkeys(lawful)), wishes=wishes, pounds=pounds)


def _is_allowed(instance: Instance, i: int, wish: Wish | None) -> bool:
    """Whether the rules for the single migration leave it this start."""
    if wish is None:
        return False
    start_day, mode = wish
    migration = instance.migrations[i]
    return abs(start_day) < 2**31 and allowed_starts(instance, migration, migration.modes[mode]).contains(start_day)


def _keeps_rules(portfolio: Portfolio, instance: Instance, candidate: Candidate) -> bool:
    return not judge(PlanCase(portfolio, to_plan(instance, candidate)))
