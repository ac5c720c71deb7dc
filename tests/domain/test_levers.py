"""Levers that records do not have."""

from __future__ import annotations

import pytest

from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.levers.dates import agreed_day_moved
from planner.domain.levers.lever import Way
from tests.sample import day, portfolio


def agreed(on: int) -> DecisionTaken:
    return DecisionTaken(id="d", kind=CommitmentKind.START_AGREED, subject="m1", agreed_date=day(on))


@pytest.mark.parametrize("way", [Way.EARLIER, Way.LATER])
def test_an_agreed_day_that_has_passed_does_not_move(way: Way) -> None:
    assert agreed_day_moved(portfolio(), agreed(-1), way) is None


def test_an_agreed_day_moves_back_to_the_status_date_at_most() -> None:
    lever = agreed_day_moved(portfolio(), agreed(7), Way.EARLIER)
    assert lever is not None
    assert lever.most == 7
