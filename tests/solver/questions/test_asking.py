"""What all questions share: the same answer each time where that is asked for, and an end when somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.solver import Moving, SolveSettings, earliest, replan_part
from planner.solver.questions.records import Ending
from planner.solver.questions.repair import repair
from tests.solver.questions.test_untouched import edited, planned

Question = Callable[[Portfolio, Plan, SolveSettings, Callable[[], bool] | None], Any]
NO_ENDING = Ending(seconds=0.0, interrupted=False, stopped=False)


def part(portfolio: Portfolio, plan: Plan, settings: SolveSettings, stop: Callable[[], bool] | None) -> Any:
    free = [entry.migration for entry in plan.migrations[:10]]
    return replan_part(portfolio, plan, free, settings=settings, stop=stop)


def day(portfolio: Portfolio, plan: Plan, settings: SolveSettings, stop: Callable[[], bool] | None) -> Any:
    return earliest(portfolio, plan, portfolio.contracts[3].id, Moving.ALL, settings=settings, stop=stop)


def mended(portfolio: Portfolio, plan: Plan, settings: SolveSettings, stop: Callable[[], bool] | None) -> Any:
    return repair(portfolio, plan, edited(Random(4), portfolio), settings=settings, stop=stop)


@pytest.mark.parametrize("question", [part, day, mended])
def test_the_answer_is_the_same_each_time_where_that_is_asked_for(question: Question) -> None:
    settings = SolveSettings(time_limit_seconds=0.1, deterministic=True, seed=3)
    first, second = (question(*planned("four clusters"), settings, None) for _ in range(2))
    assert replace(first, ending=NO_ENDING) == replace(second, ending=NO_ENDING)


@pytest.mark.parametrize("question", [part, day, mended])
def test_a_stop_ends_it_and_the_answer_says_so(question: Question) -> None:
    portfolio, plan = planned("four clusters")
    found = question(portfolio, plan, SolveSettings(time_limit_seconds=60.0), lambda: True)
    assert found.ending.stopped
    assert not found.ending.interrupted


def test_what_a_stop_raises_is_raised_here() -> None:
    def fail() -> bool:
        raise LookupError("the page is gone")

    with pytest.raises(LookupError, match="the page is gone"):
        day(*planned("four clusters"), SolveSettings(), fail)
