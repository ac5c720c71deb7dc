"""The push table says of every day what the judge says of the shifted plan, and names the records it breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from planner.domain.rules import Rule
from planner.explain.blockers.rules import BLOCKS, NEVER_BROKEN
from planner.explain.push_table import PushTable
from planner.explain.pushing import Push
from planner.explain.waits import Waits
from planner.plan.plan_case import PlanCase
from planner.solver import Moving, earliest
from tests.depth import by_day
from tests.explain.drawn import SETTINGS, Drawn, drawn
from tests.explain.proving import block_names, blocks_on, breaches_of, names, with_fixed

DAYS_BACK = {True: 25, False: 4}
"""Days of which every one is tried, by whether the portfolio is small: more than most small ones have."""
FAR_BACK = 400
"""Days of a crowded one of which every 29th is tried."""


def days_of(push: Push) -> list[int]:
    """The last days before the day of need, and some long before it."""
    last, small = push.needed_until_day, push.case.portfolio.horizon_day < FAR_BACK
    return [*range(last - DAYS_BACK[small], last + 1), *(() if small else range(last - FAR_BACK, last, 29))]


def pushes(found: Drawn) -> Iterator[Push]:
    """Of every contract, under the plan and under that of its feeders alone."""
    waits = Waits.of(found.portfolio)
    for contract in found.contracts:
        yield Push(found.case, contract, waits)
        alone = earliest(found.portfolio, found.case.plan, contract, Moving.ALONE, settings=SETTINGS).witness
        yield Push(PlanCase(found.portfolio, alone), contract, waits)


@pytest.mark.parametrize("chunk", range(2))
def test_a_row_is_free_exactly_when_the_judge_finds_no_breach_in_the_shifted_plan(chunk: int) -> None:
    for found in drawn(by_day(range(100 * chunk, 100 * chunk + 100), 13)):
        for push in pushes(found):
            table = PushTable(push)
            for day in days_of(push):
                row = table.row(day)
                where = (found.seed, push.contract, day)
                if any(blocker.record.table == "commitments" for blocker in row.blockers):
                    continue
                breaches = breaches_of(push, row.shifted)
                assert row.free == (not breaches), (where, row.blockers, breaches)
                for blocker in row.blockers:
                    assert any(names(blocker, breach) for breach in breaches), (where, blocker, breaches)
                for breach in breaches:
                    assert any(block_names(block, breach) for block in blocks_on(table, day)), (where, breach)


@pytest.mark.parametrize("chunk", range(2))
def test_a_commitment_blocks_exactly_when_the_shift_would_break_it(chunk: int) -> None:
    for found in drawn(by_day(range(100 * chunk, 100 * chunk + 100), 13)):
        for push in pushes(found) if found.portfolio.decisions_taken else ():
            table = PushTable(push)
            for day in days_of(push):
                blocked = {b.record.key for b in table.row(day).blockers if b.record.table == "commitments"}
                breaches = breaches_of(push, with_fixed(push, day))
                broken = {breach.subjects[1] for breach in breaches if breach.rule is Rule.COMMITMENT}
                assert blocked == broken, (found.seed, push.contract, day)


def test_a_row_of_the_day_of_need_shifts_nobody() -> None:
    for found in drawn(by_day(range(100), 13)):
        for push in pushes(found):
            row = PushTable(push).row(push.needed_until_day)
            assert (row.shifted, row.free) == ((), True)


def test_every_rule_either_blocks_or_cannot_be_broken_by_an_earlier_start() -> None:
    assert {*BLOCKS, *NEVER_BROKEN} == set(Rule)
    assert not BLOCKS.keys() & NEVER_BROKEN


def test_the_feeders_are_those_of_the_solver() -> None:
    for found in drawn(by_day(range(200), 13)):
        waits = Waits.of(found.portfolio)
        for contract in found.contracts:
            alone = earliest(found.portfolio, found.case.plan, contract, Moving.ALONE, settings=SETTINGS)
            feeders = Push(found.case, contract, waits).feeders
            assert feeders == tuple(sorted(entry.migration for entry in alone.witness.migrations))
