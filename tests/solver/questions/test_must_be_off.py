"""Contracts that must be off by a day: the same best plans as trying all of them, and an honest no."""

from __future__ import annotations

import pytest

from planner.domain.routes import has_no_route
from planner.errors import SettingsError
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, earliest, solve
from tests.depth import by_day
from tests.sample import migration, option, portfolio
from tests.solver.questions.test_untouched import planned
from tests.solver.questions.tried import best_in_time, drawn

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)


@pytest.mark.parametrize("chunk", range(4))
def test_the_best_plan_in_time_is_that_of_all_plans_tried(chunk: int) -> None:
    seen = set()
    for case in drawn(by_day(range(50 * chunk, 50 * chunk + 50), 13)):
        if case.portfolio.policy.priority.value == "cover":
            continue
        days = {case.contract: case.needed_until_day - case.random.randint(0, 4)}
        expected = best_in_time(case.portfolio, days)
        found = solve(case.portfolio, SETTINGS, must_be_off=days)
        seen.add(found.status)
        if expected is None:
            assert found.status is Status.INFEASIBLE, case.seed
            assert any(record.startswith(f"{case.contract} off by") for record in found.conflict), case.seed
            continue
        assert (found.status, found.objective_pounds) == (Status.OPTIMAL, expected.objective_pounds), case.seed
        assert found.plan is not None
        assert judge(PlanCase(case.portfolio, found.plan), days) == (), case.seed
        assert found.bound_pounds == expected.objective_pounds, case.seed
    assert seen


def test_what_its_feeders_can_do_among_the_others_is_found_for_a_larger_portfolio_too() -> None:
    """The plan of the question is the proof that there is one."""
    whole, plan = planned("four clusters")
    routed = [contract.id for contract in whole.contracts if not has_no_route(whole, contract)]
    for contract in routed[:3]:
        days = {contract: earliest(whole, plan, contract).day}
        found = solve(whole, SolveSettings(time_limit_seconds=3.0, gap_target=0.9), must_be_off=days)
        assert found.plan is not None, contract
        assert judge(PlanCase(whole, found.plan), days) == (), contract


def test_the_conflict_names_the_contract_and_whoever_cannot_leave_it() -> None:
    # no migration releases k, so its buyer stays on it until the horizon, day 400
    stuck = portfolio(migrations=(migration("m1"), migration("m2")))
    found = solve(stuck, SETTINGS, must_be_off={"k": 399})
    assert (found.status, found.conflict[0]) == (Status.INFEASIBLE, "k off by 2031-02-03")
    assert found.conflict[1].startswith("no way off k")
    assert solve(stuck, SETTINGS, must_be_off={"k": 400}).status is Status.OPTIMAL


def test_an_unknown_contract_is_refused() -> None:
    with pytest.raises(SettingsError, match="'kk' is no contract of the portfolio"):
        solve(portfolio(options=(option("o"),)), SETTINGS, must_be_off={"kk": 40})
