"""Rules that were fitted to the stated ranges cost little more where other ranges are true; purchases of today do."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import numpy as np
import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.families import RangeFamily
from planner.plan.entries import Plan
from planner.risk.execution.program import program_of
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, mean_of
from planner.risk.tolerances.fitted_goal import FittedGoal, fit_goal
from planner.risk.tolerances.goal import LEAST_COST
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.fitted_contracts import fit_contracts
from planner.risk.tripwires.measured_contracts import measured_batch
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.tripwires.tied.fitted_couplings import FittedCoupling, committed_together, fit_couplings
from planner.risk.uncertainty import Uncertainty, uncertainty_of
from tests.depth import AT_NIGHT
from tests.risk.test_cases import case
from tests.risk.test_risk import whitehall

BATCHES = 8
COMMIT_NOW, TRIPWIRES = 0, 1
"""The places of the answers in the costs of a batch."""
at_night = pytest.mark.skipif(not os.environ.get(AT_NIGHT), reason="fits the rules of Whitehall twice")


@dataclass(frozen=True)
class Rules:
    """Rules that were fitted, with what ties contracts together."""

    goal: FittedGoal
    couplings: tuple[FittedCoupling, ...]


def asked(portfolio: Portfolio, plan: Plan, uncertainty: Uncertainty) -> AskedPlan:
    program = program_of(portfolio, plan, uncertainty)
    return AskedPlan(portfolio, uncertainty, program, open_chains(portfolio, program, uncertainty), seed=1)


def fitted(plan: AskedPlan) -> Rules:
    found = fit_contracts(plan)
    couplings = tuple(fit_couplings(plan, found.contracts))
    contracts = committed_together(found.contracts, couplings)
    return Rules(fit_goal(plan, found.needed, contracts, couplings, LEAST_COST), couplings)


def costs(plan: AskedPlan, rules: Rules) -> Floats:
    """A row for each fresh batch of these futures, with what each answer costs."""
    batches = plan.side_by_side(lambda place: measured_batch(plan, rules.goal, rules.couplings, place), BATCHES)
    return np.array([batch.costs for batch in batches])


def dearer(portfolio: Portfolio, plan: Plan, truth: Uncertainty) -> tuple[Estimate, Estimate]:
    """What the stated purchases of today, and the stated rules, cost more than rules fitted for the truth."""
    true_plan = asked(portfolio, plan, truth)
    own = costs(true_plan, fitted(true_plan))[:, TRIPWIRES]
    stated = costs(true_plan, fitted(asked(portfolio, plan, uncertainty_of(portfolio))))
    return mean_of(stated[:, COMMIT_NOW] - own), mean_of(stated[:, TRIPWIRES] - own)


def test_rules_lose_less_than_purchases_where_the_ranges_are_twice_as_wide() -> None:
    _, portfolio, plan = case("open_12_partly_revealed")
    purchases, rules = dearer(portfolio, plan, replace(uncertainty_of(portfolio), spread=2.0))
    assert rules.high < purchases.low
    # Nothing beats rules fitted for the truth by more than they miss by being fitted on other draws.
    assert rules.low > -0.02 * purchases.value


@at_night
@pytest.mark.parametrize(("name", "most", "least"), [("lognormal", 0.6, 34.0), ("wider", 0.3, 36.0)])
def test_the_page_says_what_the_wrong_tail_costs_in_whitehall(name: str, most: float, least: float) -> None:
    given = whitehall()
    stated = uncertainty_of(given.portfolio)
    truths = {"lognormal": stated.in_family(RangeFamily.LOGNORMAL), "wider": replace(stated, spread=1.5)}
    purchases, rules = dearer(given.portfolio, given.plan, truths[name])
    assert rules.high < most * 1e6
    assert purchases.low > least * 1e6
