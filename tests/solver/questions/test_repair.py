"""A plan repaired after a change: as cheap as the best, with the fewest moves, each for a reason."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from planner.domain.migrations import Migration
from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.domain.rules import Rule
from planner.errors import SettingsError
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.solver import Reason, Repair, SolveSettings
from planner.solver.model.compilation import compile_instance
from planner.solver.questions.repair import repair
from tests.depth import by_day
from tests.futures.random_edits import edited
from tests.oracle import Best, brute_force
from tests.sample import contract, day, migration, plan, portfolio
from tests.solver.questions.tried import Allowed, drawn

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)


def fewest_moved(portfolio: Portfolio, old_days: dict[str, int], least: Best, allowed: Allowed) -> int:
    """The fewest cutovers that have to leave their old days in a plan as cheap as the best."""
    bare = [entry.migration for entry in least.plan.migrations if entry.migration in old_days]
    for moved in range(len(bare)):
        for kept in combinations(bare, len(bare) - moved):

            def keeps(entry: PlannedMigration, kept: tuple[str, ...] = kept) -> bool:
                if entry.migration not in kept:
                    return allowed(entry)
                scheduled = schedule_of(portfolio, Plan(migrations=(entry,))).migrations[entry.migration]
                return scheduled.cutover_day == old_days[entry.migration] and allowed(entry)

            found = brute_force(portfolio, allowed=keeps)
            if found is not None and found.objective_pounds == least.objective_pounds:
                return moved
    return len(bare)


@pytest.mark.parametrize("chunk", range(4))
def test_the_repaired_plan_is_the_cheapest_with_the_fewest_moves(chunk: int) -> None:
    for case in drawn(by_day(range(50 * chunk, 50 * chunk + 50), 13)):
        old, old_plan = case.portfolio, case.best.plan
        if any(item.expiry_date is None for item in old.contracts):  # the drawn edits move expiries
            continue
        new = edited(case.seed, old, edits=1 + case.seed % 2)
        if Priority.COVER in (old.policy.priority, new.policy.priority) or old.status_date != new.status_date:
            continue
        found = repair(old, old_plan, new, settings=SETTINGS)

        def stays(entry: PlannedMigration) -> bool:
            return entry.migration in found.touched or entry == old_plan.entry_by_migration.get(entry.migration)  # noqa: B023

        least = brute_force(new, allowed=stays)
        if least is None:
            assert found.status is Status.INFEASIBLE, case.seed
            continue
        assert (found.status, found.pounds) == (Status.OPTIMAL, least.objective_pounds), case.seed
        assert found.bound_pounds == least.objective_pounds, case.seed
        if not compile_instance(new).limits and not compile_instance(old).limits:
            everywhere = brute_force(new)
            assert everywhere is not None
            assert everywhere.objective_pounds == least.objective_pounds, case.seed
        assert found.plan is not None
        assert judge(PlanCase(new, found.plan)) == (), case.seed
        days = {id: entry.cutover_day for id, entry in schedule_of(old, old_plan).migrations.items()}
        now = schedule_of(new, found.plan).migrations
        moved = {id for id, day in days.items() if id in now and now[id].cutover_day != day}
        assert found.fewest_proved, case.seed
        assert len(moved) == fewest_moved(new, days, least, stays), case.seed
        assert moved <= {move.migration for move in found.moves}, case.seed
        assert moved <= set(found.touched), case.seed
        assert found.smallest == found.plan, case.seed  # the old plan was the best, so nothing would have paid before


def moves(**of_m1: Any) -> tuple[Migration, ...]:
    """m1, which releases k, and m2."""
    return migration("m1", releases=("k",), **of_m1), migration("m2")


def reasons(found: Repair) -> dict[str, Reason]:
    return {move.migration: move.reason for move in found.moves}


def test_a_start_that_breaks_a_rule_now_moves_because_of_the_change() -> None:
    # m1 starts on day 0 and may not start before day 5 any more
    found = repair(portfolio(), plan(), portfolio(migrations=moves(release_date=day(5))), settings=SETTINGS)
    assert reasons(found) == {"m1": Reason.RULE}
    assert [(move.old_cutover_day, move.new_cutover_day, move.days) for move in found.moves] == [(12, 17, 5)]
    assert [breach.rule for breach in found.breaches] == [Rule.RELEASE]
    assert found.old_pounds is None


def test_a_start_that_costs_now_moves_because_of_the_change() -> None:
    # started on day 10, m1 needs k until day 25: in time while k is in force to day 29, 5 days too long if it ends on day 19
    ends_early = portfolio(contracts=(contract("k", exposure_pounds_per_day=100, expiry_date=day(19)),))
    found = repair(portfolio(), plan(m1=10), ends_early, settings=SETTINGS)
    assert reasons(found) == {"m1": Reason.REQUIRED}
    assert (found.old_pounds, found.pounds, found.smallest_pounds) == (500, 0, 0)


def test_a_move_that_would_have_paid_before_is_told_apart_and_can_be_left_out() -> None:
    # started on day 40, m1 needs k 25 days too long in both portfolios; one slot more has nothing to do with it
    wider = portfolio(resources=(Resource(id="slots", name="Slots", capacity=3),))
    found = repair(portfolio(), plan(m1=40), wider, settings=SETTINGS)
    assert reasons(found) == {"m1": Reason.BETTER}
    assert (found.because_of_change, found.pounds, found.smallest_pounds) == ((), 0, 2_500)
    assert found.smallest == plan(m1=40)
    assert found.better_plan is not None
    assert found.better_plan.saved_pounds == 2_500


def test_of_two_that_could_make_room_the_one_that_moves_is_told_apart() -> None:
    # m1 has to start on day 10, where m2 and m3 hold both slots: one of them has to go, and neither costs anything
    three = (*moves(), migration("m3"))
    fixed = (*moves(release_date=day(10), deadline_date=day(22)), migration("m3"))
    found = repair(
        portfolio(migrations=three), plan(m1=0, m2=10, m3=10), portfolio(migrations=fixed), settings=SETTINGS
    )
    assert len(found.moves) == 2
    assert reasons(found).pop("m1") is Reason.RULE
    assert set(reasons(found).values()) == {Reason.RULE, Reason.TIE}
    assert found.fewest_proved


def test_a_change_that_reaches_nobody_moves_nothing() -> None:
    found = repair(portfolio(), plan(m1=40), portfolio(), settings=SETTINGS)
    assert (found.touched, found.moves, found.pounds, found.plan) == ((), (), 2_500, plan(m1=40))


def test_where_no_plan_is_left_the_conflict_is_named() -> None:
    # m1 may not start before day 5, and has to cut over by day 12
    stuck = portfolio(migrations=moves(release_date=day(5), deadline_date=day(12)))
    found = repair(portfolio(), plan(), stuck, settings=SETTINGS)
    assert (found.status, found.plan) == (Status.INFEASIBLE, None)
    (conflict,) = found.conflicts
    assert set(conflict.labels) == {"deadline of m1", "release date of m1"}


def test_a_later_status_date_is_left_to_replanning() -> None:
    with pytest.raises(SettingsError, match="use `planner replan`"):
        repair(portfolio(), plan(), portfolio(status_date=day(3)), settings=SETTINGS)
