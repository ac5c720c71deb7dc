"""Rules that were fitted to the stated ranges cost little more where other ranges are true; purchases of today do."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.families import RangeFamily
from planner.plan.entries import Plan
from planner.risk.execution.program import program_of
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, mean_of
from planner.risk.rules_followed.departments import Departments
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.measured_contracts import measured_batch
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.tripwires.study import fit_rules
from planner.risk.uncertainty import Uncertainty, uncertainty_of
from tests.depth import AT_NIGHT
from tests.risk.test_cases import case
from tests.risk.test_risk import whitehall

BATCHES = 8
COMMIT_NOW, TRIPWIRES = 0, 1
"""The places of the answers in the costs of a batch."""
at_night = pytest.mark.skipif(not os.environ.get(AT_NIGHT), reason="fits the rules of Whitehall twice")


def asked(portfolio: Portfolio, plan: Plan, uncertainty: Uncertainty) -> AskedPlan:
    program = program_of(portfolio, plan, uncertainty)
    return AskedPlan(portfolio, uncertainty, program, open_chains(portfolio, program, uncertainty), seed=1)


def costs(plan: AskedPlan, fitted_to: AskedPlan) -> Floats:
    """A row for each fresh batch of a plan's futures, with what each answer costs by rules fitted to others."""
    (rules, couplings), departments = fit_rules(fitted_to), Departments.of(plan)
    batches = plan.side_by_side(lambda place: measured_batch(plan, rules, couplings, departments, place), BATCHES)
    return np.array([batch.costs for batch in batches])


def dearer(portfolio: Portfolio, plan: Plan, truth: Uncertainty) -> tuple[Estimate, Estimate]:
    """What the stated purchases of today, and the stated rules, cost more than rules fitted for the truth."""
    true_plan = asked(portfolio, plan, truth)
    own = costs(true_plan, true_plan)[:, TRIPWIRES]
    stated = costs(true_plan, asked(portfolio, plan, uncertainty_of(portfolio)))
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
