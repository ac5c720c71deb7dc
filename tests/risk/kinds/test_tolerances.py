"""Rules within a tolerance, and rules for the worst cases, against every combination of rules."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from planner.plan import read_plan
from planner.reading import read_portfolio
from planner.risk.tolerances.goal import Goal, Scope
from planner.risk.tolerances.records import ToleranceState
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.study import tripwires_of
from tests.depth import by_day
from tests.risk.kinds.asking import Asked
from tests.risk.kinds.conftest import Planned
from tests.risk.kinds.drawn import drawn
from tests.risk.kinds.futures import Futures
from tests.risk.kinds.policies import Policies
from tests.risk.kinds.small import Small
from tests.risk.kinds.together import Together

KIND = "tolerances_and_worst_cases"
SEEDS = by_day(range(20), 20)
DRAWS = 8192
GAP = 0.06
"""A tolerance this far from what any rules leave is kept or missed, whatever the draws: 4,096 know half of it."""


class Told:
    """A drawn portfolio of two contracts, asked with a goal."""

    def __init__(self, small: Small, asked: Asked) -> None:
        futures = Futures(small, asked.starts)
        self.together = Together(tuple(Policies.of(futures, contract) for contract in small.contracts))
        self.portfolio = read_portfolio(asked.portfolio)
        self.plan = read_plan(asked.plan).plan_for(self.portfolio)
        none = self.together.pounds([each.constant(0)[0] for each in self.together.contracts])
        self.range = max(none) - min(none)

    def rules(self, **goal: object) -> Tripwires:
        return tripwires_of(self.portfolio, self.plan, draws=DRAWS, goal=Goal(**goal))  # type: ignore[arg-type]

    def error(self, level: float = 0.0) -> float:
        """Four standard errors of the mean of the worst draws, at most."""
        return 4 * self.range / 2 / math.sqrt(DRAWS * (1 - level)) + 1

    def tolerances(self, *circles: Together) -> Iterator[float]:
        """Those that lie far enough from what any rules leave uncovered, two of them at most."""
        left = {round(each.mean(each.late(says)), 6) for each in circles for says in each.every_choice()}
        tried = [step / 100 for step in range(2, 100, 7)]
        clear = [tolerance for tolerance in tried if min(abs(tolerance - chance) for chance in left) >= GAP]
        yield from clear[:: max(1, len(clear) - 1)][:2]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_joint_tolerance_costs_what_enumeration_says(seed: int, planned: Planned) -> None:
    told = Told(drawn(KIND, seed), planned(KIND, seed))
    for tolerance in told.tolerances(told.together):
        found = told.rules(tolerance=tolerance, scope=Scope.ALL)
        cheapest = told.together.cheapest_within(tolerance)
        (stated,) = found.tolerances
        if cheapest is None:
            assert stated.state is ToleranceState.NOT_ATTAINABLE
            cheapest = told.together.cheapest_within(1.0)
        assert cheapest is not None
        assert abs(found.tripwires.value - cheapest) <= told.error()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tolerance_of_each_contract_costs_what_enumeration_says(seed: int, planned: Planned) -> None:
    told = Told(drawn(KIND, seed), planned(KIND, seed))
    alone = [Together((contract,)) for contract in told.together.contracts]
    for tolerance in told.tolerances(*alone):
        costs = []
        for each in alone:
            within = each.cheapest_within(tolerance)
            costs.append(each.cheapest_within(1.0) if within is None else within)
        found = told.rules(tolerance=tolerance, scope=Scope.CONTRACT)
        assert abs(found.tripwires.value - sum(cost for cost in costs if cost is not None)) <= told.error()
        states = [stated.state is ToleranceState.NOT_ATTAINABLE for stated in found.tolerances]
        assert sorted(states) == sorted(each.cheapest_within(tolerance) is None for each in alone)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_worst_cases_cost_what_enumeration_says(seed: int, planned: Planned) -> None:
    told = Told(drawn(KIND, seed), planned(KIND, seed))
    for level in (0.5, 0.9):
        found = told.rules(level=level)
        (answer,) = (each for each in found.answers if each.answer == "tripwires")
        least = told.together.least_tail_mean(level)
        assert abs(answer.tail.value - least) <= told.error(level), level
