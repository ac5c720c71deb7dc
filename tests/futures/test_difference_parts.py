"""The parts of a difference add up, to the pound and the day, whatever was edited."""

from __future__ import annotations

from functools import lru_cache

import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.errors import NoPlanError
from planner.futures.difference import UNPROMPTED, Difference, Version, diff
from planner.futures.difference.states import shifted
from planner.futures.transfer import transfer
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.solver import Outcome, SolveSettings, Status
from tests.depth import by_day, least_by_day
from tests.futures.random_edits import edited
from tests.oracle import brute_force
from tests.tiny_portfolios import random_portfolio

EDITS_BY_CHUNK = 64
CHUNKS = 10
LEAST = 50
"""Of every chunk so many edits at least leave a portfolio that has a plan; 10 × 50 = 500."""


@lru_cache(maxsize=16)
def small_portfolios() -> tuple[tuple[Portfolio, Plan], ...]:
    """Portfolios of two migrations with their best plans."""
    drawn = [portfolio for seed in range(130) if len((portfolio := random_portfolio(seed)).migrations) == 2]
    solved = [(portfolio, brute_force(portfolio)) for portfolio in drawn]
    return tuple((portfolio, best.plan) for portfolio, best in solved if best is not None)


def solve_by_trying(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
    """Every plan tried: the best one, or the proof that there is none."""
    best = brute_force(portfolio)
    status = Status.INFEASIBLE if best is None else Status.OPTIMAL
    pounds = None if best is None else best.objective_pounds
    return Outcome(
        status=status,
        plan=None if best is None else best.plan,
        objective_pounds=pounds,
        bound_pounds=pounds,
        gap=None,
        seconds=0.0,
    )


def edited_pair(seed: int) -> tuple[Version, Version]:
    """A portfolio with its best plan, and the portfolio after one to three edits."""
    known = small_portfolios()
    portfolio, plan = known[seed % len(known)]
    new = edited(seed, portfolio, edits=(1, 2, 2, 3)[seed % 4])
    return Version(portfolio=portfolio, plan=plan, proved=True), Version(portfolio=new)


def assert_adds_up(found: Difference) -> None:
    for term in Term:
        lines = [line for line in found.pounds if line.term is term]
        change = found.terms_after[term] - found.terms_before[term]
        assert sum(sum(line.shares) for line in lines) == change
        assert sum(parts[term] for parts in found.terms_by_cause) == change
    for line in found.pounds:
        assert sum(line.shares) == line.after - line.before
    for moved in found.dates:
        assert sum(moved.shares) == moved.days != 0
    for choice in found.choices:
        assert choice.before != choice.after
        assert choice.causes
    assert sum(found.pounds_by_cause) == found.total_pounds
    assert found.causes[-1] is UNPROMPTED


@pytest.mark.parametrize("chunk", by_day(range(CHUNKS), 3))
def test_the_parts_add_up_and_a_proved_plan_leaves_nothing_unexplained(chunk: int) -> None:
    tried = 0
    for seed in range(chunk * EDITS_BY_CHUNK, (chunk + 1) * EDITS_BY_CHUNK):
        old, new = edited_pair(seed)
        try:
            found = diff(old, new, solve=solve_by_trying)
        except NoPlanError:
            continue
        tried += 1
        assert_adds_up(found)
        assert found.pounds_by_cause[-1] == 0
        assert set(found.unsure_pounds) == {0}
    assert tried >= LEAST


def test_the_parts_add_up_for_plans_that_are_not_the_best() -> None:
    # The new plan is the old one carried out in the new portfolio: often not the best there, which is a part of its own.
    unexplained = 0
    for seed in range(2, 160, 4):
        old, new = edited_pair(seed)
        assert old.plan is not None
        carried = transfer(new.portfolio, shifted(old.plan, old.portfolio, new.portfolio))
        best = brute_force(new.portfolio)
        if carried is None or best is None:
            continue
        found = diff(old, Version(portfolio=new.portfolio, plan=carried), solve=solve_by_trying)
        assert_adds_up(found)
        assert found.pounds_by_cause[-1] == PlanCase(new.portfolio, carried).pounds - best.objective_pounds
        unexplained += found.pounds_by_cause[-1] > 0
    assert unexplained >= 4


def test_swapping_old_and_new_turns_every_sign_of_pounds() -> None:
    # With every plan proved the best, a state is worth the same from whichever side it is reached, and both orders of one
    # direction lead through the states of the other. A new status date, which has a turn of its own, included.
    compared = 0
    for seed in by_day(range(0, 120, 3), 2):
        old, new = edited_pair(seed)
        try:
            forth = diff(old, new, solve=solve_by_trying)
        except NoPlanError:
            continue
        back = diff(new, old, solve=solve_by_trying)
        if {cause.nodes for cause in forth.causes} == {cause.nodes for cause in back.causes}:
            compared += 1
            there = {cause.nodes: pounds for cause, pounds in zip(forth.causes, forth.pounds_by_cause, strict=True)}
            here = {cause.nodes: -pounds for cause, pounds in zip(back.causes, back.pounds_by_cause, strict=True)}
            assert there == here
    assert compared >= least_by_day(35, 2)
