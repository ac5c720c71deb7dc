"""Re-planning against every plan of small portfolios, and its laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from planner.domain.contracts import Contract, OptionState
from planner.domain.migrations import Phase
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod
from planner.domain.rules import Rule
from planner.errors import SettingsError
from planner.futures.replan.past_facts import rebase
from planner.futures.replan.replanning import change_frontier, replan
from planner.futures.trade_offs.frontier_records import Stop
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import document_of
from planner.plan.promises import ChangeKind, promises_of
from planner.solver import SolveSettings, Status
from tests.futures.enumeration import every_plan, small_portfolio, undominated
from tests.sample import day, migration, option, plan, portfolio

SETTINGS = SolveSettings(time_limit_seconds=60.0, workers=1, deterministic=True)
SEEDS = range(60)
DAYS_LATER = 3


@cache
def cases() -> tuple[tuple[int, Portfolio, Plan], ...]:
    """Small portfolios with their cheapest plan (the first of several)."""
    found = []
    for seed in SEEDS:
        case = small_portfolio(seed)
        plans = list(every_plan(case)) if case is not None else []
        if case is not None and plans:
            found.append((seed, case, min(plans, key=lambda item: item[1]["cost"])[0]))
    return tuple(found)


@pytest.mark.parametrize("chunk", range(5))
def test_the_new_plan_is_the_cheapest_that_keeps_what_is_done_within_the_budget(chunk: int) -> None:
    for seed, case, old in cases()[chunk::5]:
        later = case.status_date + timedelta(days=DAYS_LATER)
        rebased = rebase(case, old, later)
        promises = promises_of(rebased.portfolio, rebased.plan)
        plans = list(every_plan(rebased.portfolio, promises))
        for budget in (0, 1, 3, None):
            found = replan(case, old, SETTINGS, status_date=later, change_budget=budget)
            costs = [v["cost"] for _, v in plans if budget is None or v["changed promises"] <= budget]
            if not costs:
                assert found.outcome.status is Status.INFEASIBLE, seed
                continue
            assert found.outcome.plan is not None
            assert judge(PlanCase(rebased.portfolio, found.outcome.plan)) == ()
            assert found.outcome.value == min(costs), (seed, budget)
            assert budget is None or len(found.changes) <= budget
            fewest = min(v["changed promises"] for _, v in plans)
            assert found.fewest_changes == fewest, seed


def test_budget_zero_gives_back_the_old_plan_where_it_is_allowed() -> None:
    allowed = 0
    for seed, case, old in cases():
        later = case.status_date + timedelta(days=DAYS_LATER)
        found = replan(case, old, SETTINGS, status_date=later, change_budget=0)
        if not found.breaches:
            allowed += 1
            assert found.kept_old_plan, seed
            assert found.outcome.value == found.old_pounds
            assert (found.changes, found.gone) == ((), ())
    assert allowed > 20


def test_a_larger_budget_never_costs_more() -> None:
    for seed, case, old in cases()[::2]:
        costs = [replan(case, old, SETTINGS, change_budget=budget).outcome.value for budget in (0, 1, 2, 4, None)]
        known = [cost for cost in costs if cost is not None]
        assert known == sorted(known, reverse=True), seed


def test_what_has_begun_and_what_was_exercised_is_in_every_new_plan() -> None:
    kept = 0
    for seed, case, old in cases():
        found = replan(case, old, SETTINGS, status_date=case.status_date + timedelta(days=6))
        new = found.outcome.plan
        if new is None:
            continue
        for id in found.rebased.begun:
            kept += 1
            assert new.entry_by_migration[id].start_day == old.entry_by_migration[id].start_day - 6, seed
            assert new.entry_by_migration[id].mode == old.entry_by_migration[id].mode, seed
        assert set(found.rebased.exercised) <= new.option_set, seed
    assert kept > 20


def test_the_frontier_of_changes_is_that_of_all_plans() -> None:
    for seed, case, old in cases()[::4]:
        later = case.status_date + timedelta(days=DAYS_LATER)
        found = replan(case, old, SETTINGS, status_date=later)
        line = change_frontier(found, replace(SETTINGS, time_limit_seconds=400.0), points=40)
        plans = every_plan(found.rebased.portfolio, found.promises)
        expected = undominated({(values["changed promises"], values["cost"]) for _, values in plans})
        assert [(point.x, point.y) for point in line.points] == expected, seed
        assert line.stop is Stop.COMPLETE


def with_freeze(from_day: int, until_day: int) -> Portfolio:
    """The small portfolio of two migrations with a freeze; a start on day s cuts over on s + 12."""
    return portfolio(freezes=(FreezePeriod(id="f", from_date=day(from_day), until_date=day(until_day)),))


def test_where_the_old_plan_breaks_a_rule_the_answer_says_which_and_how_many_changes_it_takes() -> None:
    # m1 starts on day 20 and cuts over on day 32, inside the freeze of days 30 to 39; m2 on day 62 is outside.
    found = replan(with_freeze(30, 40), plan(m1=20, m2=50), SETTINGS, change_budget=0)
    assert [breach.rule for breach in found.breaches] == [Rule.FREEZE]
    assert found.outcome.status is Status.INFEASIBLE
    assert found.fewest_changes == 1
    (change,) = replan(with_freeze(30, 40), plan(m1=20, m2=50), SETTINGS, change_budget=1).changes
    assert (change.kind, change.subject, change.promised_day) == (ChangeKind.MOVED, "m1", 32)


def test_a_migration_that_did_not_start_as_planned_is_planned_anew() -> None:
    found = replan(portfolio(), plan(m1=5, m2=50), SETTINGS, status_date=day(10), not_done=["m1"])
    assert found.rebased.begun == ()
    assert [breach.rule for breach in found.breaches] == [Rule.RELEASE]
    assert found.outcome.plan is not None
    assert found.outcome.plan.entry_by_migration["m1"].start_day >= 0


def test_a_cutover_in_the_past_is_a_fact() -> None:
    rebased = rebase(portfolio(), plan(m1=0, m2=50), day(12))
    assert (rebased.begun, rebased.cut_over) == (("m1",), ("m1",))
    assert rebase(portfolio(), plan(m1=0, m2=50), day(11)).cut_over == ()


def test_a_start_on_the_new_status_date_has_not_begun() -> None:
    assert rebase(portfolio(), plan(m1=10, m2=50), day(10)).begun == ()
    assert rebase(portfolio(), plan(m1=10, m2=50), day(11)).begun == ("m1",)


def test_an_option_of_the_old_plan_past_its_last_day_is_exercised_and_another_is_lost() -> None:
    # k runs to day 29 without notice: day 29 is the last day to decide on k1, day 89 (the end of k1) on k2.
    case = portfolio(options=(option("k1"), option("k2", sequence=2)))
    assert rebase(case, plan("k1", m1=30, m2=50), day(29)).exercised == ()
    assert rebase(case, plan("k1", m1=30, m2=50), day(30)).exercised == ("k1",)
    assert rebase(case, plan(m1=30, m2=50), day(30)).exercised == ()
    lost = replan(case, plan(m1=40, m2=50), SETTINGS, status_date=day(30))
    assert lost.outcome.plan is not None
    assert lost.outcome.plan.options == ()


def test_an_option_that_was_not_exercised_after_all_is_gone_and_counts_for_no_budget() -> None:
    case = portfolio(options=(option("k1"),))
    found = replan(case, plan("k1", m1=40, m2=50), SETTINGS, status_date=day(30), change_budget=0, not_done=["k1"])
    assert [gone.subject for gone in found.gone] == ["k1"]
    assert found.outcome.plan == replace(found.rebased.plan, options=())
    assert found.changes == ()
    assert {breach.rule for breach in found.breaches} == {Rule.OPTION_AVAILABLE}


def test_the_state_an_option_has_in_the_portfolio_counts_for_more_than_the_old_plan() -> None:
    case = portfolio(options=(option("k1", state=OptionState.REFUSED),))
    assert rebase(case, plan("k1", m1=40, m2=50), day(30)).exercised == ()


def test_a_migration_of_an_organisation_that_no_longer_joins_is_gone() -> None:
    case = portfolio(
        organisations=(
            Organisation(id="dep", name="Department"),
            Organisation(id="other", name="Other", commitment=Commitment.DECLINED),
        ),
        migrations=(migration("m1", releases=("k",)), migration("m2", organisation="other")),
    )
    found = replan(case, plan(m1=0, m2=50), SETTINGS, change_budget=0)
    assert [gone.subject for gone in found.gone] == ["m2"]
    assert found.outcome.plan == plan_of_one(m1=0)
    assert found.old_pounds is None


def plan_of_one(m1: int) -> Plan:
    whole = plan(m1=m1)
    return replace(whole, migrations=tuple(entry for entry in whole.migrations if entry.migration == "m1"))


def test_only_promises_within_the_days_asked_for_count() -> None:
    # Cutovers on days 32 and 62; the contract costs 100 a day after day 29, so an earlier m1 is cheaper.
    case, old = portfolio(), plan(m1=20, m2=50)
    near = replan(case, old, SETTINGS, change_budget=0, within_days=33)
    assert set(near.promises.cutovers) == {"m1"}
    assert near.outcome.plan is not None
    assert near.outcome.plan.entry_by_migration["m1"].start_day == 20
    nothing = replan(case, old, SETTINGS, change_budget=0, within_days=32)
    assert nothing.promises.cutovers == {}
    assert nothing.outcome.plan is not None
    assert nothing.outcome.plan.entry_by_migration["m1"].start_day == 0


def test_options_can_be_left_free_while_cutovers_are_promised() -> None:
    # m1 starts on day 20, so k is needed until day 35: 5 days uncovered at 100, or k1 for its 60 days at a pound.
    case, old = portfolio(options=(option("k1"),)), plan(m1=20, m2=50)
    kept = replan(case, old, SETTINGS, change_budget=0).outcome
    free = replan(case, old, SETTINGS, change_budget=0, promised_options=False).outcome
    assert kept.plan == old
    assert free.plan is not None
    assert free.plan.options == ("k1",)
    assert (kept.value, free.value) == (500, 60)


def test_a_plan_file_promises_its_dates_whatever_the_profiles_have_become() -> None:
    case, old = portfolio(), plan(m1=20, m2=50)
    document = document_of(case, old)
    slower = replace(case, profiles=tuple(replace(p, phases=longer(p.phases)) for p in case.profiles))
    found = replan(slower, document, SETTINGS, change_budget=0)
    assert found.outcome.plan is not None
    assert found.outcome.plan.entry_by_migration["m1"].start_day == 19
    assert found.changes == ()


def longer(phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
    """The same phases, the first a day longer."""
    return (replace(phases[0], days=phases[0].days + 1), *phases[1:])


def test_where_no_plan_keeps_every_rule_the_conflict_is_named() -> None:
    case = portfolio(migrations=(migration("m1", deadline_date=day(40)), migration("m2")))
    frozen = replace(case, freezes=(FreezePeriod(id="f", from_date=day(0), until_date=day(60)),))
    found = replan(frozen, plan(m1=0, m2=50), SETTINGS)
    assert found.outcome.status is Status.INFEASIBLE
    (conflict,) = found.conflicts
    assert set(conflict.labels) == {
        "deadline of m1",
        "freeze f",
    }


def test_bad_arguments_are_refused() -> None:
    case, old = portfolio(), plan()
    with pytest.raises(SettingsError, match="must be 0 or more"):
        replan(case, old, SETTINGS, change_budget=-1)
    with pytest.raises(SettingsError, match="lies before"):
        replan(case, old, SETTINGS, status_date=day(-1))
    with pytest.raises(SettingsError, match="not before the horizon"):
        replan(case, old, SETTINGS, status_date=day(400))
    with pytest.raises(SettingsError, match="did you mean 'm1'"):
        replan(case, old, SETTINGS, not_done=["m11"])


def test_the_old_plan_costs_what_it_costs_on_the_new_status_date() -> None:
    case = portfolio(contracts=(Contract(id="k", name="K", expiry_date=day(29), exposure_pounds_per_day=100),))
    found = replan(case, plan(m1=20, m2=50), SETTINGS, status_date=day(10))
    assert found.old_pounds == PlanCase(found.rebased.portfolio, found.rebased.plan).pounds == 500
