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


def test_waiting_with_one_option_of_a_chain_is_held_against_deciding_that_option_alone_today() -> None:
    # The second option of Ash waits in any case. So deciding on the first one today saves nothing over deciding on it today.
    # Late design: 0.5; unclean data: 0.4. Four futures: on time, 120 and 150 and 270 days late (0.3, 0.2, 0.3, 0.2).
    # The first one is bought for certain where today decides: 40,000. By its rule it is bought where the design is late, a
    # chance of 0.5, and without it the 62 days of the 0.2 (from 31 October to 1 January) go uncovered at 1,000 a day.
    # So waiting saves 20,000 - 12,400 = 7,600; the second option costs the same both times.
    _, portfolio, plan = case("open_05_chains")
    curve = waiting_until(portfolio, plan, "C-ASH-1")
    assert curve is not None
    assert curve[0].pounds == 0
    assert curve[-1].pounds == pytest.approx(7_600, rel=0.02)


def test_an_option_that_is_not_open_has_no_curve() -> None:
    _, portfolio, plan = case(NAME)
    assert waiting_until(portfolio, plan, "C-ELM-1") is None
