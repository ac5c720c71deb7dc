"""Lines excused from coverage are few, are there, and each has a reason; the share is counted as it should be."""

from __future__ import annotations

import pytest

from tests.lines_covered import MOST_EXCUSED, Excuse, FileLines, excuses, needless, percent, without_excused


def test_at_most_thirty_lines_are_excused() -> None:
    assert sum(len(excuse.numbers()) for excuse in excuses()) <= MOST_EXCUSED


def test_an_excused_line_stands_in_its_file_and_has_a_reason() -> None:
    assert [excuse for excuse in excuses() if not excuse.numbers() or not excuse.reason] == []


def test_the_share_leaves_excused_lines_out() -> None:
    # 10 lines, 2 missed: 80 %. One of the two is excused: 8 of 9.
    file = "tests/lines_covered.py"
    excuse = Excuse(file, "import csv", "for the test")
    (number,) = excuse.numbers()
    found = FileLines(file, frozenset({number, *range(1000, 1009)}), frozenset({number, 1000}))
    assert percent([found]) == pytest.approx(80.0)
    assert percent(without_excused([found], [excuse])) == pytest.approx(100 * 8 / 9)
    assert needless([found], [excuse]) == []


def test_an_excuse_for_a_line_that_is_run_is_told() -> None:
    excuse = Excuse("tests/lines_covered.py", "import csv", "for the test")
    (number,) = excuse.numbers()
    assert needless([FileLines(excuse.file, frozenset({number}), frozenset())], [excuse]) == [excuse]
