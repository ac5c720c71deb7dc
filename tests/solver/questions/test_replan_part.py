"""The best plan in which only some migrations move: the same as trying every such plan, limits included."""

from __future__ import annotations

import pytest

from planner.domain.policy import Priority
from planner.errors import SettingsError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.solver import Measure, SolveSettings, replan_part
from tests.depth import by_day
from tests.oracle import brute_force
from tests.sample import migration, plan, portfolio
from tests.solver.questions.tried import Drawn, drawn, in_time, stays

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)


def worse_plan(case: Drawn) -> Plan:
    """A plan that need not be the best: the best of those in which one migration starts as late as it may."""
    last = case.random.choice(case.best.plan.migrations)
    for start in range(case.portfolio.horizon_day, last.start_day, -1):
        found = brute_force(
            case.portfolio,
            allowed=lambda e, s=start: e.migration != last.migration or e.start_day == s,  # type: ignore[misc]
        )
        if found is not None:
            return found.plan
    return case.best.plan


@pytest.mark.parametrize("chunk", range(4))
def test_the_best_plan_of_the_part_is_that_of_all_plans_tried(chunk: int) -> None:
    for case in drawn(by_day(range(50 * chunk, 50 * chunk + 50), 17)):
        whole, given = case.portfolio, worse_plan(case)
        if whole.policy.priority is Priority.COVER:
            continue
        ids = [entry.migration for entry in given.migrations]
        free = case.random.sample(ids, max(1, len(ids) - 1))
        still = stays(given, free)
        expected = brute_force(whole, allowed=still)
        assert expected is not None
        found = replan_part(whole, given, free, settings=SETTINGS)
        assert (found.status, found.pounds, found.bound_pounds) == (
            Status.OPTIMAL,
            expected.objective_pounds,
            expected.objective_pounds,
        ), case.seed
        assert set(found.moved) <= set(free)
        needed = schedule_of(whole, given).contracts[case.contract].needed_until_day
        days = {case.contract: needed - case.random.randint(1, 4)}
        on_time = in_time(whole, days)
        limited = brute_force(whole, allowed=lambda e: still(e) and on_time(e))  # noqa: B023 - called at once
        off = replan_part(whole, given, free, must_be_off=days, settings=SETTINGS)
        assert (off.status, off.pounds) == (
            (Status.INFEASIBLE, None) if limited is None else (Status.OPTIMAL, limited.objective_pounds)
        ), case.seed
        if off.plan is not None:
            assert judge(PlanCase(whole, off.plan), days) == (), case.seed
            assert limited is not None
            for spare, status in ((0, Status.OPTIMAL), (1, Status.INFEASIBLE)):
                most = {Measure.COST: limited.objective_pounds - spare}
                under = replan_part(whole, given, free, must_be_off=days, at_most=most, settings=SETTINGS)
                assert under.status is status, (case.seed, spare)


def test_limits_on_the_whole_plan_count_what_stays_outside() -> None:
    # m2 stays where it cuts over on day 112; m1 may cut over on day 12 at the earliest and start on day 17 to be off in time
    case = portfolio(migrations=(migration("m1", releases=("k",)), migration("m2")))
    for most, status in ((111, Status.INFEASIBLE), (112, Status.OPTIMAL)):
        limits = {Measure.LAST_CUTOVER: most}
        assert replan_part(case, plan(m1=40, m2=100), ["m1"], at_most=limits, settings=SETTINGS).status is status
    for most, status in ((123, Status.INFEASIBLE), (124, Status.OPTIMAL)):
        limits = {Measure.CUTOVER_SUM: most}
        assert replan_part(case, plan(m1=40, m2=100), ["m1"], at_most=limits, settings=SETTINGS).status is status


def test_no_promise_may_be_changed_then_the_plan_stays() -> None:
    # left free, m1 would move to day 0, where nothing is uncovered; started on day 40 it costs 25 days at £100
    case = portfolio(migrations=(migration("m1", releases=("k",)), migration("m2")))
    kept = replan_part(case, plan(m1=40), ["m1"], at_most={Measure.CHANGED_PROMISES: 0}, settings=SETTINGS)
    assert (kept.status, kept.pounds, kept.moved) == (Status.OPTIMAL, 2_500, ())
    freed = replan_part(case, plan(m1=40), ["m1"], settings=SETTINGS)
    assert (freed.pounds, freed.price_pounds, freed.moved) == (0, -2_500, ("m1",))
    assert freed.better_plan is not None
    assert freed.better_plan.saved_pounds == 2_500


def test_a_contract_that_others_keep_needed_is_named() -> None:
    # m1 and m2 release k; only m1 may move, and m2 needs k until day 115
    case = portfolio(migrations=(migration("m1", releases=("k",)), migration("m2", releases=("k",))))
    found = replan_part(case, plan(m2=100), ["m1"], must_be_off={"k": 114}, settings=SETTINGS)
    assert (found.status, found.kept_needed) == (Status.INFEASIBLE, ("k",))


def test_an_unknown_migration_is_refused() -> None:
    with pytest.raises(SettingsError, match="'m3' is no planned migration of the portfolio"):
        replan_part(portfolio(), plan(), ["m3"])
