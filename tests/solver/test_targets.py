"""Where the next exact search aims: between bound and plan, higher after quick answers, lower after none."""

from __future__ import annotations

import pytest

from planner.solver.model.exact import Proof, SearchResult
from planner.solver.search.targets import Targets
from planner.solver.tuning import TargetTuning

TUNING = TargetTuning(first_stride=0.1, shortest_stride=0.02, longest_stride=0.5, quick_share=0.3)


@pytest.mark.parametrize("pounds", [1001, 1002, 1010, 5000])
def test_a_target_lies_at_or_above_the_bound_and_below_the_plan(pounds: int) -> None:
    far = Targets(TargetTuning(first_stride=0.99))
    assert 1000 <= far.between(1000, pounds) < pounds


def test_quick_answers_lengthen_the_stride_and_none_shorten_it() -> None:
    targets = Targets(TUNING)
    targets.adapt(SearchResult(Proof.INFEASIBLE, None, None, 0.1), 1.0)
    assert targets.stride == 2 * TUNING.first_stride
    targets.adapt(SearchResult(Proof.INFEASIBLE, None, None, 0.9), 1.0)
    assert targets.stride == 2 * TUNING.first_stride
    for _ in range(9):
        targets.adapt(SearchResult(Proof.NOTHING, None, None, 1.0), 1.0)
    assert targets.stride == TUNING.shortest_stride


def test_a_large_gap_promises_much_until_searches_have_failed_at_it_for_long() -> None:
    large, small = Targets(TUNING), Targets(TUNING)
    assert large.promise(1000.0) == float("inf")
    large.learn(1000.0, 1000.0, 1.0)
    small.learn(20.0, 10.0, 1.0)
    assert large.promise(1000.0) > small.promise(10.0)
    for _ in range(99):
        large.learn(1000.0, 1000.0, 1.0)
    assert large.promise(1000.0) < small.promise(10.0)
