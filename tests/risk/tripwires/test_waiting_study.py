"""The curve of waiting on drawn futures: nothing before an event is known, and all from that day on."""

from __future__ import annotations

import pytest

from planner.risk.tripwires.waiting import as_good_from
from planner.risk.tripwires.waiting_study import waiting_until
from tests.risk.test_cases import case

NAME = "open_01_wait_for_the_event"


def test_waiting_gains_from_the_day_on_which_the_event_is_known() -> None:
    # The last day is day 272; a grid of eighths has the days 0, 34, 68, 102, 136, ... The event is known on day 118.
    _, portfolio, plan = case(NAME)
    curve = waiting_until(portfolio, plan, "C-ASH-1")
    assert curve is not None
    assert [point.day for point in curve] == [0, 34, 68, 102, 136, 170, 204, 238, 272]
    assert [point.pounds for point in curve] == pytest.approx([0.0] * 4 + [12_000.0] * 5, rel=0.005)
    assert as_good_from(curve) == 136


def test_an_option_that_is_not_open_has_no_curve() -> None:
    _, portfolio, plan = case(NAME)
    assert waiting_until(portfolio, plan, "C-ELM-1") is None
