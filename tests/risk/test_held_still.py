"""What the draws hold still is what is counted and named as held still, on Whitehall and as its ranges go one by one."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.held_still import held_still
from planner.reading import read_portfolio
from planner.risk.uncertainty import uncertainty_of
from tests.data.conftest import WHITEHALL


def agrees(portfolio: Portfolio) -> bool:
    drawn, counted = uncertainty_of(portfolio), held_still(portfolio)
    return set(drawn.still) == set(counted.milestones) and not set(drawn.lengths) & set(counted.phases)


def test_what_is_not_drawn_is_counted_and_what_is_counted_is_not_drawn() -> None:
    whitehall = read_portfolio(WHITEHALL)
    assert agrees(whitehall)
    assert agrees(replace(whitehall, policy=replace(whitehall.policy, phase_late_percent=30.0)))
    for milestone in whitehall.milestones:
        still = replace(milestone, early_date=None, late_date=None)
        others = tuple(other for other in whitehall.milestones if other.id != milestone.id)
        assert agrees(replace(whitehall, milestones=(*others, still)))


def test_every_length_that_is_not_counted_is_drawn() -> None:
    whitehall = read_portfolio(WHITEHALL)
    spread = replace(whitehall, policy=replace(whitehall.policy, phase_late_percent=30.0))
    assert held_still(spread).phases == ()
    assert set(held_still(whitehall).phases) <= set(uncertainty_of(spread).lengths)
