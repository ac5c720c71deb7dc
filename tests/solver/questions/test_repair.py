"""A plan repaired after a change: as cheap as the best, with the fewest moves, each for a reason."""

from __future__ import annotations

from itertools import combinations

import pytest

from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.solver import SolveSettings
from planner.solver.model.compilation import compile_instance
from planner.solver.questions.repair import repair
from tests.depth import by_day
from tests.futures.random_edits import edited
from tests.oracle import Best, brute_force
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
        old, plan = case.portfolio, case.best.plan
        new = edited(case.seed, old, edits=1 + case.seed % 2)
        if Priority.COVER in (old.policy.priority, new.policy.priority) or old.status_date != new.status_date:
            continue
        found = repair(old, plan, new, settings=SETTINGS)

        def stays(entry: PlannedMigration) -> bool:
            return entry.migration in found.touched or entry == plan.entry_by_migration.get(entry.migration)  # noqa: B023

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
        days = {id: entry.cutover_day for id, entry in schedule_of(old, plan).migrations.items()}
        now = schedule_of(new, found.plan).migrations
        moved = {id for id, day in days.items() if id in now and now[id].cutover_day != day}
        assert found.fewest_proved, case.seed
        assert len(moved) == fewest_moved(new, days, least, stays), case.seed
        assert moved <= {move.migration for move in found.moves}, case.seed
        assert moved <= set(found.touched), case.seed
        assert found.smallest == found.plan, case.seed  # the old plan was the best, so nothing would have paid before
