"""Which acts are late or due, and which have become so."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.contracts import Notice
from planner.plan.plan_case import PlanCase
from planner.plan.register.due import become_due, due_within
from planner.plan.register.records import Act
from tests.sample import contract, option, plan, portfolio


def act(days_left: int) -> Act:
    """The purchase of o, so many days ahead."""
    k = contract("k", notice=Notice(), exposure_pounds_per_day=100)
    (found,) = PlanCase(portfolio(contracts=(k,), options=(option("o"),)), plan("o", m1=22)).acts
    return replace(found, days_left=days_left)


def test_the_last_day_counts() -> None:
    assert due_within([act(30)], 30) == (act(30),)
    assert due_within([act(31)], 30) == ()
    assert due_within([act(-1)], 0) == (act(-1),)


def test_what_was_due_before_has_not_become_so() -> None:
    assert become_due([act(10)], [act(40)], 30) == (act(10),)
    assert become_due([act(10)], [act(30)], 30) == ()
    assert become_due([act(10)], [], 30) == (act(10),)


def test_what_was_due_and_is_late_has_become_late() -> None:
    assert become_due([act(-1)], [act(5)], 30) == (act(-1),)
    assert become_due([act(-3)], [act(-1)], 30) == ()
