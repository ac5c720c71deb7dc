"""Ctrl-C is heard from the first moment of a solve: it ends with an outcome that says so, never with an exception."""

from __future__ import annotations

import signal
import sys
import threading

import pytest

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.portfolio import Portfolio
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, Status, solve
from planner.solver.interruption import Interruption, interruptible

MANY = GeneratorSpec(contracts=400, seed=5)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


@pytest.fixture(scope="module")
def many() -> Portfolio:
    return generate_portfolio(MANY)


def press_ctrl_c(after: float) -> threading.Timer:
    """Send the signal of Ctrl-C to this process after so many seconds."""
    timer = threading.Timer(after, lambda: signal.raise_signal(signal.SIGINT))
    timer.start()
    return timer


@pytest.mark.parametrize("after", [0.2, 0.5, 1.0, 2.0])
def test_a_solve_stopped_at_any_time_says_that_it_was(after: float, many: Portfolio) -> None:
    press = press_ctrl_c(after)
    outcome = solve(many, SolveSettings(time_limit_seconds=60.0))
    press.join()
    assert outcome.interrupted
    assert outcome.seconds < 60.0
    if outcome.plan is None:
        assert outcome.status is Status.UNKNOWN
    else:
        assert judge(PlanCase(many, outcome.plan)) == ()


def test_a_step_that_never_looks_is_broken_off() -> None:
    interruption = Interruption()
    finished = False
    with interruptible(interruption), interruption.breaking_off():
        signal.raise_signal(signal.SIGINT)
        finished = True
    assert interruption.wished
    assert not finished


def test_other_steps_are_left_to_look_for_themselves() -> None:
    interruption = Interruption()
    with interruptible(interruption):
        signal.raise_signal(signal.SIGINT)
        assert interruption.wished
