"""Re-forecasts as rules read them: only in draws that can differ, and only until what is asked about is over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.risk.draws import Purpose
from planner.risk.execution.program import program_of
from planner.risk.tolerances.goal import LEAST_COST
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.fitted_contracts import contested_questions
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.tripwires.reforecast import reforecast
from planner.risk.tripwires.rules import LEVELS
from planner.risk.uncertainty import uncertainty_of
from tests.risk.test_risk import whitehall


@pytest.mark.parametrize("longest", [0, 30])
def test_what_rules_read_is_the_whole_plan_carried_out_on_what_is_known(longest: int) -> None:
    given = whitehall().portfolio
    portfolio = replace(given, policy=replace(given.policy, phase_late_percent=longest))
    uncertain = uncertainty_of(portfolio)
    program = program_of(portfolio, whitehall().plan, uncertain)
    chains = open_chains(portfolio, program, uncertain)
    batch = AskedPlan(portfolio, uncertain, program, chains, seed=1).batch(Purpose.FIT, 0)
    every = contested_questions(chains, batch.needed, LEAST_COST)
    asked = {question: every[question] for question in sorted(every)[:: len(every) // 8]}
    for (day, level), rows in batch.seen(asked).items():
        whole = reforecast(program, uncertain, batch.future.known(day), LEVELS[level])
        for contract in asked[day, level]:
            assert np.array_equal(rows[contract], whole[contract])
