"""A plan carried out in another future: kept where it may be, repaired day by day where it may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.policy import ExtensionBudget
from planner.domain.portfolio import Portfolio
from planner.futures import transfer
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, solve
from tests.futures.written_scenarios import plan_of, under
from tests.oracle import brute_force
from tests.sample import programme
from tests.tiny_portfolios import random_portfolio

# Status date 1 January 2030 is day 0; 31 January day 30, 31 March day 89; the freeze of March and April is days 59 to 120.
# A start on day s cuts over on s + 70. North has one team until 30 June: m-dep and m-body cannot build at once before.
ORIGINAL = plan_of(m_dep=50, m_body=111, m_far=89)


def starts(plan: Plan | None) -> dict[str, int]:
    assert plan is not None
    return {entry.migration: entry.start_day for entry in plan.migrations}


def test_a_plan_that_is_allowed_stays_as_it_is() -> None:
    # 50 builds on days 50 to 110, 111 on 111 to 171; cutovers 120, 181, 159, all outside the freeze (it ends before 120).
    assert judge(PlanCase(programme(), ORIGINAL)) == ()
    assert starts(transfer(programme(), ORIGINAL)) == starts(ORIGINAL)


def test_a_later_gate_moves_only_what_waits_for_it() -> None:
    # South ready on 31 August (day 242) instead of 31 March.
    after = under('[[slip]]\nids = ["south-ready"]\nmonths = 5')
    assert starts(transfer(after, ORIGINAL)) == {"m-dep": 50, "m-body": 111, "m-far": 242}


def test_a_migration_pushed_back_pushes_the_next_one_on_its_team() -> None:
    # North ready on 31 March (day 89): m-dep builds on days 89 to 149, so m-body starts on day 149.
    after = under('[[slip]]\nids = ["north-ready"]\nmonths = 2')
    assert starts(transfer(after, ORIGINAL)) == {"m-dep": 89, "m-body": 149, "m-far": 89}


def test_nothing_starts_before_its_planned_day() -> None:
    after = under("[[capacity]]\nall = true\nby = 5")
    assert starts(transfer(after, ORIGINAL)) == starts(ORIGINAL)


def test_a_cutover_that_falls_into_a_freeze_moves_behind_it() -> None:
    # A freeze of May (days 120 to 151): the cutover of m-dep moves from 120 to 151, its start to 81; the team is then
    # free on day 141, so m-body starts there.
    after = under('[[freeze]]\nid = "may"\nfrom_date = 2030-05-01\nuntil_date = 2030-06-01')
    assert starts(transfer(after, ORIGINAL)) == {"m-dep": 81, "m-body": 141, "m-far": 89}


def test_the_order_of_the_plan_is_kept() -> None:
    # m-body first in the plan: it keeps the team although both could start together in the new future.
    turned = plan_of(m_dep=111, m_body=50, m_far=89)
    after = under('[[slip]]\nids = ["north-ready"]\nmonths = 2')
    assert starts(transfer(after, turned)) == {"m-dep": 149, "m-body": 89, "m-far": 89}


def test_who_stays_is_left_out_and_who_joins_follows_last() -> None:
    declined = under('[[commitment]]\nids = ["far"]\nto = "declined"')
    without_far = transfer(declined, ORIGINAL)
    assert set(starts(without_far)) == {"m-dep", "m-body"}
    assert without_far is not None
    # Back in the first future m-far may start on day 89, when South is ready.
    assert starts(transfer(programme(), without_far)) == starts(ORIGINAL)


def test_a_group_that_cannot_be_split_moves_together() -> None:
    after = under('[[set]]\ntable = "groups"\nids = ["g"]\nvalues = { bridge_pounds_per_day = "" }')
    # m-far is planned on 89, so both cut over on 159; m-dep takes the team from 89 to 149, m-body follows.
    assert starts(transfer(after, ORIGINAL)) == {"m-dep": 89, "m-body": 149, "m-far": 89}


def test_options_of_the_plan_are_kept_where_they_can_be_used() -> None:
    kept = transfer(programme(), replace(ORIGINAL, options=("f1",)))
    assert kept is not None
    assert "f1" in kept.options
    refused = under('[[set]]\ntable = "options"\nids = ["f1"]\nvalues = { state = "refused" }')
    without = transfer(refused, replace(ORIGINAL, options=("f1",)))
    assert without is not None
    assert "f1" not in without.options


# North ready on 30 November 2030 (day 333): both build at once (three teams since July), cut over on day 403, and k is
# needed until day 423, 28 February 2031. k1 (600 + 10) covers it until 1 January, k2 (half of 3,650 and 10 %: 2,008) until
# July; 58 days at 100 are 5,800.
LATE = '[[slip]]\nids = ["north-ready"]\nmonths = 10'


def test_further_options_are_bought_where_exposure_costs_more() -> None:
    carried_out = transfer(under(LATE), ORIGINAL)
    assert carried_out is not None
    assert carried_out.options == ("k1", "k2")


@pytest.mark.parametrize("planned", [("k1",), ("k1", "k2")])
def test_a_budget_decides_how_many_options_there_is_room_for(planned: tuple[str, ...]) -> None:
    # 2030-31 has room for k1 (610), not for the 90 days of k2 that fall into it as well (998).
    poor = replace(under(LATE), budgets=(ExtensionBudget(financial_year=2030, pounds=700),))
    carried_out = transfer(poor, replace(ORIGINAL, options=planned))
    assert carried_out is not None
    assert carried_out.options == ("k1",)


def test_a_mode_that_is_not_there_becomes_the_standard_one() -> None:
    fast = Plan(migrations=tuple(
        PlannedMigration(migration=entry.migration, start_day=entry.start_day, mode="fast")
        for entry in ORIGINAL.migrations
    ))  # fmt: skip
    carried_out = transfer(programme(), fast)
    assert carried_out is not None
    assert {entry.migration: entry.mode for entry in carried_out.migrations} == {
        "m-dep": "standard",
        "m-body": "standard",
        "m-far": "fast",
    }


def test_a_plan_that_ends_behind_the_horizon_cannot_be_carried_out() -> None:
    # m-body finishes on day 181, the first of July: it needs that day to be the horizon, or a later one.
    assert transfer(replace(programme(), horizon_date=date(2030, 7, 1)), ORIGINAL) is not None
    short = replace(programme(), horizon_date=date(2030, 6, 30))
    assert transfer(short, ORIGINAL) is None


FUTURES = [
    '[[slip]]\nclusters = ["north"]\nmonths = 7',
    '[[slip]]\nclusters = ["north", "south"]\nmonths = 13',
    '[[capacity]]\nids = ["team-north"]\nto = 1',
    '[[freeze]]\nid = "x"\nfrom_date = 2030-06-01\nuntil_date = 2030-12-01',
    '[[commitment]]\nids = ["far"]\nto = "declined"',
    '[[set]]\ntable = "options"\nall = true\nvalues = { state = "lapsed" }',
]


@pytest.mark.parametrize("body", FUTURES)
def test_what_is_carried_out_keeps_every_rule_and_is_never_cheaper_than_the_optimum(body: str) -> None:
    after: Portfolio = under(body)
    plan = transfer(after, ORIGINAL)
    assert plan is not None
    assert judge(PlanCase(after, plan)) == ()
    best = solve(after, SolveSettings(time_limit_seconds=30, workers=1, deterministic=True))
    assert best.bound_pounds is not None
    assert PlanCase(after, plan).pounds >= best.bound_pounds


@pytest.mark.parametrize("seed", range(60, 90))
def test_the_best_plan_of_a_portfolio_is_carried_out_in_it_as_it_stands(seed: int) -> None:
    portfolio = random_portfolio(seed)
    best = brute_force(portfolio)
    if best is None:
        return
    plan = transfer(portfolio, best.plan)
    assert plan is not None
    assert plan.migrations == best.plan.migrations
    assert set(plan.options) >= set(best.plan.options)
    assert judge(PlanCase(portfolio, plan)) == ()
