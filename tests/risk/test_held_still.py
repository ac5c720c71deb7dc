"""What the draws hold still is what is counted and named as held still, on Whitehall and as its ranges go one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.held_still import held_still
from planner.domain.uncertain.waits import certain_migrations
from planner.plan.entries import Plan, PlannedMigration
from planner.reading import read_portfolio
from planner.risk.draws import Batch, DrawKey, Keys, Purpose
from planner.risk.execution.carrying_out import carried_out, drawn_lengths, milestone_positions
from planner.risk.execution.program import program_of
from planner.risk.uncertainty import uncertainty_of
from tests.data.conftest import WHITEHALL


def agrees(portfolio: Portfolio) -> bool:
    drawn, counted = uncertainty_of(portfolio), held_still(portfolio)
    return set(drawn.still) == set(counted.milestones) and not set(drawn.lengths) & set(counted.phases)


def test_what_is_not_drawn_is_counted_and_what_is_counted_is_not_drawn() -> None:
    whitehall = read_portfolio(WHITEHALL)
    assert agrees(whitehall)
    assert agrees(replace(whitehall, policy=replace(whitehall.policy, phase_late_percent=30.0)))
    for milestone in whitehall.milestones:
        still = replace(milestone, early_date=None, late_date=None)
        others = tuple(other for other in whitehall.milestones if other.id != milestone.id)
        assert agrees(replace(whitehall, milestones=(*others, still)))


def test_every_length_that_is_not_counted_is_drawn() -> None:
    whitehall = read_portfolio(WHITEHALL)
    spread = replace(whitehall, policy=replace(whitehall.policy, phase_late_percent=30.0))
    assert held_still(spread).phases == ()
    assert set(held_still(whitehall).phases) <= set(uncertainty_of(spread).lengths)


PLAN = json.loads((Path(__file__).parents[1] / "explain" / "whitehall_plan.json").read_text(encoding="utf-8"))


def test_a_migration_named_as_certain_moves_only_where_a_queue_moves_it_and_others_do_move() -> None:
    portfolio = read_portfolio(WHITEHALL)
    entries = (
        PlannedMigration(
            migration=entry["migration"],
            start_day=portfolio.day_of(date.fromisoformat(entry["start_date"])),
            mode=entry["mode"],
        )
        for entry in PLAN["migrations"]
    )
    asked = uncertainty_of(portfolio)
    program = program_of(portfolio, Plan(migrations=tuple(entries)), asked)
    batch = Batch.of(Keys.of(asked), DrawKey(1, Purpose.EVALUATE, 0))
    carried = carried_out(program, milestone_positions(program, asked, batch), drawn_lengths(program, asked, batch))
    moving = {
        migration.id: len(set(carried.cutovers[carried.queued[:, place] == 0, place].tolist())) > 1
        for place, migration in enumerate(program.instance.migrations)
    }
    assert {id for id in certain_migrations(portfolio) if moving[id]} == set()
    # MOD-PROC waits for the start of MOD-FIN, and that for a milestone: it moves in draws without a queue
    assert moving["MOD-PROC"]
