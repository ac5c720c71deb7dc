"""The oracle against answers worked by hand, and against trying plans without any pruning."""

from __future__ import annotations

from itertools import product

from planner.domain.migrations import Group
from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.domain.routes import all_modes, planned_migrations
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.measures import sum_of_cutover_days
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from tests.oracle import brute_force
from tests.sample import day, migration, option, plan, portfolio, profile
from tests.tiny_portfolios import random_portfolio


def every_plan(drawn: Portfolio) -> list[Plan]:
    """All starts from day 0 to the horizon, all modes, all sets of options: no thought given."""
    entries = [
        [
            PlannedMigration(migration=moving.id, start_day=start, mode=mode.id)
            for mode in all_modes(drawn, moving)
            for start in range(drawn.horizon_day)
        ]
        for moving in planned_migrations(drawn)
    ]
    ids = [item.id for item in drawn.options]
    option_sets = [
        tuple(id for id, used in zip(ids, flags, strict=True) if used)
        for flags in product((False, True), repeat=len(ids))
    ]
    return [Plan(migrations=chosen, options=used) for chosen in product(*entries) for used in option_sets]


def test_two_builds_on_one_slot_take_turns() -> None:
    # one slot: builds on days 0-9 and 10-19; k must be off by day 30; cutovers on days 12 and 22
    short = portfolio(horizon_date=day(27), resources=(Resource(id="slots", name="Slots", capacity=1),))
    best = brute_force(short)
    assert best is not None
    assert best[:2] == (0, 34)


def test_an_option_is_bought_where_it_is_cheaper_than_exposure() -> None:
    # released on day 20: cutover 32, needed until 35, covered until 30: 5 days at 100, or an option of 60
    late = portfolio(
        horizon_date=day(45),
        migrations=(migration("m1", releases=("k",), release_date=day(20)),),
        options=(option("o"),),
    )
    best = brute_force(late)
    assert best is not None
    assert (best.objective_pounds, best.cutover_days, best.plan.options) == (60, 32, ("o",))


def test_rules_that_cannot_stand_together_leave_no_plan() -> None:
    # the same cutover day needs both builds at once on the one slot
    together = portfolio(
        horizon_date=day(40),
        resources=(Resource(id="slots", name="Slots", capacity=1),),
        groups=(Group(id="g", migrations=("m1", "m2")),),
    )
    assert brute_force(together) is None


def test_pruning_loses_nothing() -> None:
    """Portfolios with few enough plans to try all; those with agreed dates may start before day 0, so they are left out."""
    compared = 0
    for seed in range(400):
        drawn = random_portfolio(seed)
        if drawn.horizon_day > 13 or drawn.decisions_taken or len(drawn.migrations) > 2 or len(drawn.options) > 3:
            continue
        keys = [
            (PlanCase(drawn, tried).pounds, sum_of_cutover_days(schedule_of(drawn, tried)))
            for tried in every_plan(drawn)
            if not judge(PlanCase(drawn, tried))
        ]
        best = brute_force(drawn)
        assert (None if best is None else best[:2]) == min(keys, default=None)
        compared += 1
    assert compared >= 8


def test_the_profile_of_the_sample_is_what_the_comments_say() -> None:
    entry = schedule_of(portfolio(), plan(m1=15)).migrations["m1"]
    assert (entry.cutover_day, entry.legacy_until_day, entry.finish_day) == (27, 30, 32)
    assert profile().duration_days == 17
