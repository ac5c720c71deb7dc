"""A batch carried out again after a change: only in some draws, and with the same outcome as in all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.portfolio import Portfolio
from planner.risk.changes.drivers import removals
from planner.risk.changes.effects import Change
from planner.risk.changes.replay import Replay, without_lengths
from planner.risk.draws import Batch, DrawKey, Keys, Purpose
from planner.risk.execution.carrying_out import carried_out, drawn_lengths, milestone_positions
from planner.risk.execution.program import Program, program_of
from planner.risk.uncertainty import Uncertainty, uncertainty_of
from tests.risk.test_risk import whitehall

POINTS = 128


def varying_lengths() -> Portfolio:
    """Whitehall where phases last up to 30 % longer."""
    given = whitehall().portfolio
    return replace(given, policy=replace(given.policy, phase_early_percent=-10, phase_late_percent=30))


def changes(portfolio: Portfolio, early: bool) -> tuple[Program, Uncertainty, list[Change]]:
    uncertain = uncertainty_of(portfolio)
    program = program_of(portfolio, whitehall().plan, uncertain, as_early_as_possible=early)
    return program, uncertain, [*removals(uncertain, {})]


@pytest.mark.parametrize("early", [False, True])
@pytest.mark.parametrize("varying", [False, True])
def test_draws_that_are_not_carried_out_again_would_have_come_out_the_same(early: bool, varying: bool) -> None:
    portfolio = varying_lengths() if varying else whitehall().portfolio
    program, uncertain, asked = changes(portfolio, early)
    batch = Batch.of(Keys.of(uncertain), DrawKey(1, Purpose.EVALUATE, 0), POINTS)
    replay = Replay.of(program, uncertain, batch)
    before = carried_out(program, replay.before.dates, replay.before.lengths).cutovers
    again = []
    for change in asked:
        rows, cutovers = replay.again(change.uncertainty, lengths_still=change.lengths_still)
        again.append(len(rows))
        now = without_lengths(program) if change.lengths_still else program
        dates = milestone_positions(now, change.uncertainty, batch)
        whole = carried_out(now, dates, drawn_lengths(now, change.uncertainty, batch)).cutovers
        after = before.copy()
        after[rows] = cutovers
        assert np.array_equal(after, whole), change.id
    assert sum(again) < 0.8 * POINTS * len(asked)


def test_the_first_points_of_a_batch_are_those_of_the_whole_batch() -> None:
    _, uncertain, _ = changes(whitehall().portfolio, False)
    keys, key = Keys.of(uncertain), DrawKey(1, Purpose.EVALUATE, 0)
    assert np.array_equal(Batch.of(keys, key, 64).uniform, Batch.of(keys, key).uniform[:64])
