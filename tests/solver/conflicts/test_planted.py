"""Conflicts planted in drawn portfolios: each is found, smallest, and ended by each of its repairs and by no less."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest

from planner.domain.levers.lever import Lever
from planner.domain.portfolio import Portfolio
from planner.plan.conflict import Conflict, ConflictRecord, ConflictRepair
from planner.solver.conflicts import find_conflicts, stakes_of
from planner.solver.conflicts.levers import families_of
from planner.solver.conflicts.stakes import Stake, with_only
from tests.depth import by_day
from tests.solver.conflicts.any_plan import any_plan
from tests.solver.conflicts.planting import planted

Place = tuple[str, str, str | None]


def places(records: Collection[ConflictRecord]) -> set[Place]:
    return {(record.table, record.key, record.column) for record in records}


def without(portfolio: Portfolio, given_up: Collection[Place]) -> Portfolio:
    return with_only(portfolio, [stake for stake in stakes_of(portfolio) if stake.place not in given_up])


def has_plan(portfolio: Portfolio) -> bool:
    return any_plan(portfolio) is not None


def lever_of(portfolio: Portfolio, conflict: Conflict, repair: ConflictRepair) -> Lever:
    stakes = [stake for stake in stakes_of(portfolio) if stake.place in places(conflict.records)]
    wanted = (repair.table, repair.key, repair.column, repair.way)
    levers: Iterator[Lever] = (lever for family in families_of(portfolio, stakes) for lever in family)
    return next(lever for lever in levers if (lever.table, lever.key, lever.column, lever.way) == wanted)


@pytest.mark.parametrize("chunk", range(4))
def test_a_planted_conflict_is_found_smallest_and_ended_by_its_repairs(chunk: int) -> None:
    for seed in by_day(range(50 * chunk, 50 * chunk + 50), 25):
        case = planted(seed)
        found = find_conflicts(case.portfolio)
        assert found, (seed, case.kind)
        everything = set().union(*(places(conflict.records) for conflict in found))
        assert case.named in everything, (seed, case.kind, everything)
        for conflict in found:
            is_smallest(case.portfolio, conflict)
            is_ended(case.portfolio, found, conflict)


def is_smallest(portfolio: Portfolio, conflict: Conflict) -> None:
    """Alone it has no plan; without any one of its records it has one."""
    members: list[Stake] = [stake for stake in stakes_of(portfolio) if stake.place in places(conflict.records)]
    assert not has_plan(with_only(portfolio, members))
    for record in conflict.records:
        assert record.shown
        fewer = [stake for stake in members if stake.place != (record.table, record.key, record.column)]
        assert has_plan(with_only(portfolio, fewer)), record


def is_ended(portfolio: Portfolio, found: Collection[Conflict], conflict: Conflict) -> None:
    """By each repair, all other conflicts given up; one unit less does not end it."""
    others = set().union(*(places(other.records) for other in found if other is not conflict))
    one = without(portfolio, others - places(conflict.records))
    for repair in conflict.repairs[:3]:
        lever = lever_of(portfolio, conflict, repair)
        assert repair.confirmed
        assert has_plan(lever.changed(one, repair.amount)), repair
        assert repair.amount == 1 or not has_plan(lever.changed(one, repair.amount - 1)), repair
