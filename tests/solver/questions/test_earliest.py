"""How early a contract can be off: the same days as trying every plan, in order, with witnesses."""

from __future__ import annotations

import pytest

from planner.errors import SettingsError
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.solver import Modes, Moving, SolveSettings, earliest
from tests.depth import by_day
from tests.sample import migration, plan, portfolio
from tests.solver.questions.tried import drawn, earliest_day, feeders_of, stays

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)
ALL = frozenset[str]()


@pytest.mark.parametrize("chunk", range(4))
def test_the_day_is_that_of_all_plans_tried(chunk: int) -> None:
    for case in drawn(by_day(range(50 * chunk, 50 * chunk + 50), 17)):
        whole, best = case.portfolio, case.best.plan
        free = feeders_of(whole, [case.contract])
        others = frozenset(entry.migration for entry in best.migrations) - free
        for modes in Modes:
            fixed = modes is Modes.PLANNED
            expected = {
                Moving.FEEDERS: (stays(best, free, modes=fixed), ALL),
                Moving.ALONE: (stays(best, free, modes=fixed), others),
                Moving.ALL: (stays(best, {entry.migration for entry in best.migrations}, modes=fixed), ALL),
            }
            days = {}
            for moving, (allowed, left_out) in expected.items():
                found = earliest(whole, best, case.contract, moving, modes, settings=SETTINGS)
                day = earliest_day(whole, case.contract, case.needed_until_day, allowed, left_out)
                assert (found.day, found.bound_day, found.proved) == (day, day, True), (case.seed, moving, modes)
                assert found.planned_day == case.needed_until_day
                assert schedule_of(whole, found.witness).contracts[case.contract].needed_until_day == day
                if moving is not Moving.ALONE:
                    assert judge(PlanCase(whole, found.witness)) == (), case.seed
                    assert found.pounds == PlanCase(whole, found.witness).pounds
                days[moving] = day
            assert days[Moving.ALONE] <= days[Moving.ALL] <= days[Moving.FEEDERS] <= case.needed_until_day


def test_a_contract_that_nobody_can_leave_is_needed_until_the_horizon() -> None:
    stuck = portfolio(migrations=(migration("m1"), migration("m2")))
    found = earliest(stuck, plan(), "k", settings=SETTINGS)
    assert (found.day, found.proved, found.moved) == (400, True, ())


def test_a_plan_that_breaks_a_rule_is_refused() -> None:
    late = portfolio(migrations=(migration("m1", releases=("k",)), migration("m2")))
    with pytest.raises(SettingsError, match=r"the plan has 1 breach of rules: release: .*; mend it first"):
        earliest(late, plan(m1=-5), "k", settings=SETTINGS)


def test_a_dearer_plan_than_need_be_is_bettered_on_the_way() -> None:
    # m1 alone releases k, which is in force to day 29 at £100 a day. Started on day 40, it needs k until day 55, 25 days too
    # long. Started on day 0 it is off on day 15
    case = portfolio(migrations=(migration("m1", releases=("k",)), migration("m2")))
    found = earliest(case, plan(m1=40), "k", settings=SETTINGS)
    assert (found.planned_day, found.day, found.gained_days) == (55, 15, 40)
    assert (found.price_pounds, found.moved) == (-2_500, ("m1",))
    assert found.better_plan is not None
    assert found.better_plan.saved_pounds == 2_500
