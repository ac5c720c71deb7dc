"""The tiny example against docs/tiny.md, where every figure is derived by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import Schedule, schedule_of
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve

SETTINGS = SolveSettings(time_limit_seconds=20, workers=1, deterministic=True)
BY_HAND = Plan(
    migrations=(
        PlannedMigration(migration="CEDAR-MOVE", start_day=20),
        PlannedMigration(migration="ASH-MOVE", start_day=80, mode="accelerated"),
        PlannedMigration(migration="BIRCH-MOVE", start_day=85),
    ),
    options=("ASH-1",),
)
WITHOUT_THE_SECOND_TEAM = Plan(
    migrations=(
        PlannedMigration(migration="CEDAR-MOVE", start_day=20),
        PlannedMigration(migration="ASH-MOVE", start_day=60),
        PlannedMigration(migration="BIRCH-MOVE", start_day=131),
    ),
    options=("ASH-1", "SHARED-1"),
)


@pytest.fixture(scope="module")
def schedule(tiny: Portfolio) -> Schedule:
    return schedule_of(tiny, BY_HAND)


def test_the_plan_found_by_hand_is_proved_to_be_the_best(tiny: Portfolio) -> None:
    outcome = solve(tiny, SETTINGS)
    assert outcome.status is Status.OPTIMAL
    assert (outcome.objective_pounds, outcome.bound_pounds) == (208_000, 208_000)
    assert outcome.plan == BY_HAND


def test_every_pound_is_where_the_page_says(tiny: Portfolio) -> None:
    assert judge(PlanCase(tiny, BY_HAND)) == ()
    assert PlanCase(tiny, BY_HAND).terms == {
        Term.EXPOSURE: 34_000,
        Term.EXTENSIONS: 100_000,
        Term.MODES: 60_000,
        Term.BRIDGES: 4_000,
        Term.DELAY: 10_000,
        Term.NO_ROUTE: 0,
    }


def test_cutovers_lie_on_the_days_of_the_page(tiny: Portfolio, schedule: Schedule) -> None:
    shown = {id_: f"{tiny.date_of(move.cutover_day):%d %B}" for id_, move in schedule.migrations.items()}
    assert shown == {"CEDAR-MOVE": "01 May", "ASH-MOVE": "26 May", "BIRCH-MOVE": "05 July"}


def test_need_and_cover_lie_on_the_days_of_the_page(schedule: Schedule) -> None:
    days = {id_: (cover.needed_until_day, cover.covered_until_day) for id_, cover in schedule.contracts.items()}
    assert days == {"C-ASH": (175, 212), "C-BIRCH": (215, 243), "C-CEDAR": (150, 365), "C-SHARED": (215, 181)}


def test_last_days_to_decide_are_those_of_the_page(tiny: Portfolio) -> None:
    links = [link for contract in tiny.contracts for link in tiny.chain_by_contract[contract.id]]
    assert {link.option.id: link.decision.value.isoformat() for link in links} == {
        "ASH-1": "2027-04-01",
        "ASH-2": "2027-06-01",
        "BIRCH-1": "2026-12-30",
        "SHARED-1": "2027-06-30",
    }
    assert {link.option.id for link in links if link.unavailable_reason} == {"BIRCH-1"}


def test_without_the_second_team_the_best_costs_as_much_as_the_page_says(tiny: Portfolio) -> None:
    usual = replace(tiny, modes=())
    outcome = solve(usual, SETTINGS)
    assert outcome.plan == WITHOUT_THE_SECOND_TEAM
    assert outcome.objective_pounds == PlanCase(usual, WITHOUT_THE_SECOND_TEAM).pounds == 290_100


def test_no_uncovered_day_costs_26000_pounds_more(tiny: Portfolio) -> None:
    strict = replace(tiny, policy=replace(tiny.policy, priority=Priority.COVER))
    outcome = solve(strict, SETTINGS)
    assert outcome.plan is not None
    assert outcome.plan.options == ("ASH-1", "SHARED-1")
    assert PlanCase(strict, outcome.plan).pounds == 208_000 + 26_000
