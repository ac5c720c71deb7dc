"""Knee, rates, dominated points, and the boxes in which points are looked for."""

from __future__ import annotations

from planner.domain.rules import Term
from planner.futures.trade_offs.frontier_boxes import Box, first_boxes, largest
from planner.futures.trade_offs.frontier_records import Frontier, FrontierPoint, Stop, knee_of, without_dominated
from planner.plan.entries import Plan
from planner.solver import Measure, Status, measure_of

NO_PLAN = Plan(migrations=())


def point(x: int, y: int, status: Status = Status.OPTIMAL, bound: int | None = None) -> FrontierPoint:
    return FrontierPoint(x=x, y=y, plan=NO_PLAN, status=status, bound=bound, values={Measure.COST: x + y})


def frontier_of(*points: FrontierPoint) -> Frontier:
    return Frontier(
        x=measure_of(Term.EXTENSIONS),
        y=measure_of(Term.EXPOSURE),
        points=points,
        stop=Stop.COMPLETE,
        status=Status.OPTIMAL,
        seconds=0.0,
    )


def test_the_knee_is_farthest_below_the_line_between_the_ends() -> None:
    # Scaled to their ranges of 10 and 100: (0, 1), (0.2, 0.4), (0.5, 0.2), (1, 0). Below the line x + y = 1 they lie by
    # 0, 0.4, 0.3 and 0.
    assert knee_of([(0, 100), (2, 40), (5, 20), (10, 0)]) == 1


def test_points_on_or_above_the_line_are_no_knee() -> None:
    assert knee_of([(0, 10), (5, 5), (10, 0)]) is None
    assert knee_of([(0, 10), (5, 8), (10, 0)]) is None


def test_two_points_have_no_knee() -> None:
    assert knee_of([(0, 10), (10, 0)]) is None
    assert frontier_of(point(0, 10)).knee is None


def test_the_knee_does_not_depend_on_units() -> None:
    points = [(0, 100), (2, 40), (5, 20), (10, 0)]
    assert knee_of([(7 * x + 3, 1_000 * y - 5) for x, y in points]) == knee_of(points)


def test_a_rate_is_what_one_unit_less_of_x_costs() -> None:
    # From (4, 10) back to (0, 50): 40 more for 4 less is 10 each; from (9, 0) to (4, 10): 10 for 5 is 2 each.
    assert frontier_of(point(0, 50), point(4, 10), point(9, 0)).rates == (None, 10.0, 2.0)
    assert frontier_of().rates == ()


def test_a_point_matched_or_beaten_in_both_measures_is_dominated() -> None:
    found = without_dominated([point(3, 5), point(1, 9), point(2, 9), point(3, 7), point(4, 5)])
    assert [(p.x, p.y) for p in found] == [(1, 9), (3, 5)]


def test_of_equal_points_the_proved_one_is_kept() -> None:
    found = without_dominated([point(1, 1, Status.FEASIBLE, 0), point(1, 1)])
    assert [p.status for p in found] == [Status.OPTIMAL]


def test_the_gap_of_a_point_is_its_distance_to_the_bound() -> None:
    assert point(1, 10, Status.FEASIBLE, 4).gap == 6
    assert point(1, 10).gap is None


def test_neighbours_without_whole_numbers_between_them_leave_no_box() -> None:
    assert first_boxes((0, 9), (1, 0)) == []
    assert first_boxes((0, 1), (9, 0)) == []
    assert first_boxes((0, 2), (2, 0)) == [Box(0, 2, 0, 2)]


def test_a_point_found_leaves_what_lies_left_of_it_and_what_lies_beyond_the_limit() -> None:
    box = Box(0, 20, 0, 20)
    assert box.next_limit == 10
    assert box.after_search(10, (8, 5)) == [Box(0, 8, 5, 20), Box(10, 20, 0, 5)]


def test_a_lower_half_searched_in_vain_turns_the_next_search_to_the_right_edge() -> None:
    (rest,) = Box(0, 20, 0, 20).after_search(10, (0, 20))
    assert rest.next_limit == 19
    assert rest.after_search(19, None) == []


def test_the_largest_box_is_next_the_leftmost_of_equal_ones() -> None:
    small, left, right = Box(0, 2, 0, 9), Box(3, 9, 0, 9), Box(10, 16, 0, 9)
    assert largest([small, right, left]) == left
