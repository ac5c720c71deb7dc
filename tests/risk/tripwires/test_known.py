"""Decisions see what is known on their day, and nothing of what comes later."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from planner.domain.portfolio import Portfolio
from planner.risk.draws import BATCH, Batch, DrawKey, Keys, Purpose
from planner.risk.execution.program import program_of
from planner.risk.families import Range
from planner.risk.tripwires.known import UNKNOWN, Future, Known, known_share
from planner.risk.tripwires.reforecast import reforecast
from planner.risk.tripwires.rules import LEVELS
from planner.risk.uncertainty import Event, Uncertainty, uncertainty_of
from tests.risk.execution.futures import lawful_plan, uncertain
from tests.risk.test_cases import case
from tests.tiny_anchors import portfolio_with_anchors
from tests.tiny_portfolios import random_portfolio
from tests.tiny_varied import varied_portfolio

LATER = 5_000
"""Days by which everything that is not known yet is moved."""
KEY = DrawKey(3, Purpose.FIT, 0)


def drawn(portfolio: Portfolio, days: list[int], random: Random) -> Future | None:
    """The future of a drawn portfolio in which dates, lengths and events vary; None where it has no lawful plan."""
    plan = lawful_plan(portfolio)
    if plan is None:
        return None
    asked = uncertain(portfolio, random)
    dates = tuple(item.id for item in asked.dates if not item.achieved)
    event = Event("slips", 0.5, Range(2.0, 4.0, 9.0), dates[:1], ())
    asked = replace(asked, events=(*asked.events, event))
    return Future.of(program_of(portfolio, plan, asked), asked, Batch.of(Keys.of(asked), KEY), days)


def with_another_end(future: Future, day: int) -> Future:
    """The same future where all that is not known at the end of a day is absurdly late."""
    known = future.known(day)
    lengths = np.where(known.ended == UNKNOWN, future.lengths + LATER, future.lengths)
    return replace(
        future,
        own_days=np.where(known.dates == UNKNOWN, future.own_days + LATER, future.own_days),
        event_days=np.where(known.events == UNKNOWN, future.event_days + LATER, future.event_days),
        lengths=lengths.astype(np.int32),
        walk={at: rows if at <= day else rows + 100.0 for at, rows in future.walk.items()},
    )


def same(one: Known, other: Known) -> bool:
    pairs = zip(vars(one).values(), vars(other).values(), strict=True)
    return all(np.array_equal(mine, theirs) for mine, theirs in pairs)


@pytest.mark.parametrize("make", [random_portfolio, varied_portfolio, portfolio_with_anchors])
def test_what_comes_later_changes_nothing_that_a_decision_sees(make: type) -> None:
    compared = 0
    for seed in (3, 4, 5, 6):
        portfolio = make(seed)
        days = [1, 5, 9, 14]
        future = drawn(portfolio, days, Random(seed))
        for day in days if future else ():
            assert future is not None
            known, other = future.known(day), with_another_end(future, day).known(day)
            assert same(known, other), (make.__name__, seed, day)
            for level in LEVELS:
                before = reforecast(future.program, future.uncertainty, known, level)
                assert np.array_equal(before, reforecast(future.program, future.uncertainty, other, level))
            compared += 1
    assert compared >= 4


def one_date(skill: float, warning: int = 0) -> tuple[Uncertainty, Future]:
    """The case with one date, P10 and P90 75 days from its P50, with another skill and warning."""
    _, portfolio, plan = case("open_12_partly_revealed")
    found = uncertainty_of(portfolio)
    asked = replace(found, dates=(replace(found.dates[0], skill=skill, warning_days=warning),))
    program = program_of(portfolio, plan, asked, as_early_as_possible=True)
    return asked, Future.of(program, asked, Batch.of(Keys.of(asked), KEY), [100, 273, 400])


def test_a_forecast_is_unbiased_and_its_error_shrinks() -> None:
    # With W known, Z - W has the variance 1 - share and nothing to do with W.
    asked, future = one_date(0.9)
    latent = Batch.of(Keys.of(asked), KEY).latent(asked, asked.dates[0])
    for day in (100, 273, 400):
        share, walk = known_share(asked.dates[0], day), future.walk[day][:, 0]
        assert np.var(walk) == pytest.approx(share, abs=0.08)
        assert np.var(latent - walk) == pytest.approx(1 - share, abs=0.08)
        assert abs(np.mean((latent - walk) * walk)) < 0.06


def test_the_share_of_the_case_is_known_on_its_day() -> None:
    expected = case("open_12_partly_revealed")[0]["contracts"]["C-ASH"]["known_share"]
    assert known_share(one_date(0.9)[0].dates[0], 273) == pytest.approx(expected)


def test_without_skill_the_forecast_is_that_of_today_until_the_date_comes() -> None:
    # P50 of a date whose P50 is day 517, needed until 95 days later: 612. No draw comes before day 273.
    asked, future = one_date(0.0)
    seen = reforecast(future.program, asked, future.known(273), 0.5)
    assert np.unique(seen).tolist() == [612]
    assert not future.walk[273].any()


def test_a_level_of_the_forecast_holds_in_its_share_of_draws() -> None:
    asked, future = one_date(0.9)
    days = future.own_days[:, 0]
    for level in LEVELS:
        seen = reforecast(future.program, asked, future.known(273), level)[0]
        assert np.mean(days + 95 <= seen) == pytest.approx(level, abs=3 * np.sqrt(level * (1 - level) / BATCH))


def test_a_date_within_the_warning_is_known_to_the_day() -> None:
    asked, future = one_date(0.0, warning=90)
    known, days = future.known(400), future.own_days[:, 0]
    near = days <= 490
    assert near.any()
    assert not near.all()
    assert np.array_equal(known.dates[near, 0], days[near])
    assert (known.dates[~near, 0] == UNKNOWN).all()
    assert (reforecast(future.program, asked, known, 0.5)[0][near] == days[near] + 95).all()
    assert (reforecast(future.program, asked, known, 0.5)[0][~near] > 490 + 95).all()


def test_an_event_is_known_on_its_day_and_not_before() -> None:
    _, portfolio, plan = case("open_01_wait_for_the_event")
    asked = uncertainty_of(portfolio)
    (event,) = asked.events
    assert event.known_day == 118
    future = Future.of(program_of(portfolio, plan, asked), asked, Batch.of(Keys.of(asked), KEY), [117, 118])
    assert (future.known(117).events == UNKNOWN).all()
    assert np.array_equal(future.known(118).events, future.event_days)


def test_everybody_knows_of_an_event_once_what_it_affects_was_due() -> None:
    # No day is stated: it is drawn between day 1 and the day the milestone was due, 29 April, day 118.
    _, portfolio, plan = case("open_01_wait_for_the_event")
    found = uncertainty_of(portfolio)
    asked = replace(found, events=(replace(found.events[0], known_day=None),))
    future = Future.of(program_of(portfolio, plan, asked), asked, Batch.of(Keys.of(asked), KEY), [60])
    days = future.known_days[:, 0]
    assert (days.min(), days.max()) >= (1, 100)
    assert days.max() <= 118
    assert np.mean(days <= 59) == pytest.approx(0.5, abs=0.05)
