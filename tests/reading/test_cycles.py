"""Nothing waits for itself: a cycle is named once, from id to id, with its rows."""

from __future__ import annotations

import random

from planner.domain.graph.dependency_graph import cycles
from tests.reading.folder import Folder, place_of


def test_precedences_in_a_circle_are_named_as_the_circle(folder: Folder) -> None:
    row = folder.append("precedences", predecessor="M-BODY", successor="alpha-live")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("cyclic-precedence", ("precedences.csv", row, "successor"))
    # alpha-live -> M-A is row 2, M-A -> M-BODY row 4
    assert "M-A -> M-BODY -> alpha-live -> M-A (rows 2, 4, 6)" in finding.message


def test_milestone_that_waits_for_itself(folder: Folder) -> None:
    folder.set("precedences", 3, "predecessor", "alpha-live")
    finding = folder.only()
    assert (finding.code, finding.row) == ("cyclic-precedence", 3)
    assert "alpha-live -> alpha-live" in finding.message


def test_organisations_above_each_other_are_named_as_the_circle(folder: Folder) -> None:
    folder.set("organisations", 2, "parent", "body-a")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("cyclic-parent", ("organisations.csv", 3, "parent"))
    assert "body-a -> dept-a -> body-a (rows 2, 3)" in finding.message


def test_separate_circles_are_all_named() -> None:
    found = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c"), ("e", "f")]
    assert sorted(map(sorted, cycles(found))) == [["a", "b"], ["c", "d"]]


def test_one_closing_arrow_over_many_ways_is_one_circle() -> None:
    ways = [("in", f"way-{i}") for i in range(20)] + [(f"way-{i}", "out") for i in range(20)]
    assert len(list(cycles([*ways, ("out", "in")]))) == 1


def test_a_long_chain_has_no_circle_and_needs_no_deep_recursion() -> None:
    chain = [(str(i), str(i + 1)) for i in range(20_000)]
    assert list(cycles(chain)) == []
    assert len(next(cycles([*chain, ("20000", "0")]))) == 20_001


def test_random_arrows_have_a_circle_exactly_where_no_order_exists() -> None:
    stream = random.Random(5)
    for _ in range(300):
        names = "abcdef"
        pairs = [(stream.choice(names), stream.choice(names)) for _ in range(stream.randrange(1, 9))]
        found = list(cycles(pairs))
        assert bool(found) == (not can_be_ordered(pairs))
        for cycle in found:
            following = (*cycle[1:], cycle[0])
            assert all(step in pairs for step in zip(cycle, following, strict=True))


def can_be_ordered(pairs: list[tuple[str, str]]) -> bool:
    """Take away names nothing leads to until none is left, or none can be taken."""
    left = {name for pair in pairs for name in pair}
    while left:
        free = {name for name in left if not any(after == name and before in left for before, after in pairs)}
        if not free:
            return False
        left -= free
    return True
