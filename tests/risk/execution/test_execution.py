"""The compiled simulator against the oracle, start for start, and the laws of carrying a plan out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.plan.breaches import Breach
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.risk.draws import Batch, DrawKey, Keys, Purpose
from planner.risk.execution.carrying_out import (
    carried_out,
    drawn_lengths,
    milestone_positions,
    needed_until,
    starts_of,
)
from planner.risk.execution.program import Program, program_of
from planner.risk.uncertainty import Uncertainty, uncertainty_of
from tests.depth import by_day, least_by_day
from tests.drawn_starts import drawn, list_plan
from tests.risk.execution.futures import Future, lawful_plan
from tests.tiny_anchors import portfolio_with_anchors
from tests.tiny_portfolios import random_portfolio
from tests.tiny_varied import varied_portfolio

Make = Callable[[int], Portfolio]
SEEDS = by_day(range(1, 61), 12)
KEY = DrawKey(1, Purpose.EVALUATE, 0)


@pytest.mark.parametrize("make", [varied_portfolio, portfolio_with_anchors, random_portfolio])
def test_the_compiled_simulator_and_the_oracle_agree_start_for_start(make: Make) -> None:
    compared = late = 0
    for seed in SEEDS:
        plan = lawful_plan(make(seed))
        for place in range(4 if plan else 0):
            assert plan is not None
            future = Future.drawn(make(seed), plan, Random(f"{seed} {place}"), 12)
            compiled = future.compiled()
            assert compiled == future.by_day(), (make.__name__, seed, place)
            planned = {(item.member.id, item.phase): item.planned_start for item in future.program.activities}
            late += any(day > planned[key] for key, day in compiled.items())
            compared += 1
    assert min(compared, late) >= least_by_day(96, 12)


@pytest.mark.parametrize("seed", by_day(range(1, 9), 4))
def test_with_no_spread_every_start_is_that_of_the_plan(seed: int) -> None:
    portfolio = drawn(seed)
    plan = list_plan(portfolio)
    still = uncertainty_of(portfolio, spread=0.0)
    program = program_of(portfolio, plan, still)
    batch = Batch.of(Keys.of(still), KEY)
    dates = milestone_positions(program, still, batch)[:1]
    starts = starts_of(program, dates, drawn_lengths(program, still, batch)[:1])[0]
    assert starts.tolist() == [activity.planned_start for activity in program.activities]


@pytest.mark.parametrize("seed", by_day(range(1, 31), 10))
@pytest.mark.parametrize("make", [varied_portfolio, random_portfolio])
def test_with_no_spread_the_needed_until_days_are_those_of_the_plan(make: Make, seed: int) -> None:
    portfolio = make(seed)
    plan = lawful_plan(portfolio)
    if plan is None:
        pytest.skip("no plan keeps the rules")
    still = uncertainty_of(portfolio, spread=0.0)
    program = program_of(portfolio, plan, still)
    if prepares_within_the_cutover_of_others(program):
        pytest.skip("a member of a group begins to prepare after the cutover phase of another has begun")
    batch = Batch.of(Keys.of(still), KEY)
    dates = milestone_positions(program, still, batch)[:1]
    carried = carried_out(program, dates, drawn_lengths(program, still, batch)[:1])
    schedule = PlanCase(portfolio, plan).schedule
    planned = [min(portfolio.horizon_day, cover.needed_until_day) for cover in schedule.contracts.values()]
    assert needed_until(program, carried.cutovers)[:, 0].tolist() == planned


@pytest.mark.parametrize("seed", by_day(range(1, 41), 8))
def test_what_was_carried_out_keeps_the_rules_of_the_judge(seed: int) -> None:
    """Lengths are those of the plan here, and no lead was cut: then only deadlines and the horizon can be missed."""
    portfolio = random_portfolio(seed)
    plan = lawful_plan(portfolio)
    if plan is None:
        pytest.skip("no plan keeps the rules")
    asked = moved_dates(portfolio)
    program = program_of(portfolio, plan, asked)
    for place in range(20):
        days = slipped(asked, Random(f"{seed} {place}"))
        later, moved = executed(portfolio, plan, asked, days)
        if later is not None and not program.cut_leads:
            assert rules_of(judge(PlanCase(moved, later))) <= {Rule.DEADLINE, Rule.HORIZON}


def prepares_within_the_cutover_of_others(program: Program) -> bool:
    """A group waits until the last phase of every member has begun, which the plan can have later than its block."""
    return any(
        program.activities[before].planned_start > program.activities[block].planned_start
        for *_, before, block in (chain for chain in program.places.by_member.values() if len(chain) > 1)
    )


def moved_dates(portfolio: Portfolio) -> Uncertainty:
    return uncertainty_of(portfolio)


def slipped(asked: Uncertainty, random: Random) -> dict[str, int]:
    return {
        date.id: date.planning_day + (0 if date.achieved else random.choice((0, 0, 2, 5, 9))) for date in asked.dates
    }


def rules_of(breaches: tuple[Breach, ...]) -> set[Rule]:
    return {breach.rule for breach in breaches}


def executed(
    portfolio: Portfolio, plan: Plan, asked: Uncertainty, days: dict[str, int]
) -> tuple[Plan | None, Portfolio]:
    """What was carried out as a plan, where no migration has stopped between phases; and the portfolio as it came out."""
    program = program_of(portfolio, plan, asked)
    own = np.array([[days[date.id] for date in asked.dates]], dtype=np.int64)
    lengths = np.zeros((1, len(program.varying)), dtype=np.int32)
    lengths[:] = [item.activity.length for item in program.varying]
    starts = starts_of(program, program.net.positions(own), lengths)[0]
    entries = []
    for id, chain in program.places.by_member.items():
        member = program.places.member[id]
        first = int(starts[chain[0]]) + program.places.shift(member, chain[0])
        block = int(starts[chain[-1]]) + program.places.shift(member, chain[-1])
        if block - first != member.block_offset:
            return None, portfolio
        mode = member.mode.id
        entries.append(PlannedMigration(migration=member.id, start_day=portfolio.axis.day(first), mode=mode))
    moved = replace(
        portfolio,
        milestones=tuple(
            item
            if item.achieved_date is not None
            else replace(item, forecast_date=portfolio.date_of(days[item.id]), likely_date=None)
            for item in portfolio.milestones
        ),
    )
    return Plan(migrations=tuple(entries), options=plan.options), moved


@pytest.mark.parametrize("seed", by_day(range(1, 31), 6))
def test_without_resources_a_later_milestone_makes_nothing_earlier(seed: int) -> None:
    tiny = random_portfolio(seed)
    profiles = tuple(
        replace(profile, phases=tuple(replace(phase, demands=()) for phase in profile.phases))
        for profile in tiny.profiles
    )
    portfolio = replace(tiny, profiles=profiles)
    plan = lawful_plan(portfolio)
    if plan is None:
        pytest.skip("no plan keeps the rules")
    asked = uncertainty_of(portfolio)
    program = program_of(portfolio, plan, asked, as_early_as_possible=True)
    days = np.array([[date.planning_day for date in asked.dates]] * 10, dtype=np.int64)
    free = [place for place, date in enumerate(asked.dates) if not date.achieved]
    for draw in range(1, 10):
        days[draw] = days[draw - 1]
        for place in free:
            days[draw, place] += Random(f"{seed} {draw} {place}").choice((0, 1, 4))
    dates = program.net.positions(days)
    carried = carried_out(program, dates, np.zeros((10, len(program.varying)), dtype=np.int32))
    assert np.all(np.diff(needed_until(program, carried.cutovers).astype(np.int64), axis=1) >= 0)


def test_the_same_draws_give_the_same_days_whatever_the_order_of_the_rows() -> None:
    portfolio = drawn(1)
    plan = list_plan(portfolio)
    turned = replace(
        portfolio,
        milestones=portfolio.milestones[::-1],
        migrations=portfolio.migrations[::-1],
        contracts=portfolio.contracts[::-1],
    )
    assert days_drawn(portfolio, plan).tolist() == days_drawn(turned, plan).tolist()


def days_drawn(portfolio: Portfolio, plan: Plan) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    asked = uncertainty_of(portfolio)
    program = program_of(portfolio, plan, asked)
    batch = Batch.of(Keys.of(asked), KEY)
    dates = milestone_positions(program, asked, batch)
    return carried_out(program, dates, drawn_lengths(program, asked, batch)).cutovers
