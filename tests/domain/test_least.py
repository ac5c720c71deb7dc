"""The least amount by halving equals trying every amount; nothing is called refuted that was not."""

from __future__ import annotations

import pytest

from planner.domain.levers.least import Least, least


@pytest.mark.parametrize("enough", range(1, 40))
@pytest.mark.parametrize("first", [1, 2, 7])
def test_it_is_the_first_amount_that_is_enough(enough: int, first: int) -> None:
    found = least(lambda amount: amount >= enough, first, 40, below=first <= enough)
    assert found == Least(max(first, enough), refuted=first <= enough)


def test_none_is_enough_up_to_the_most() -> None:
    assert least(lambda amount: False, 1, 9, below=True) == Least(None, refuted=True)


def test_what_is_not_known_is_no_proof() -> None:
    assert least(lambda amount: amount >= 5 or None, 1, 9, below=True) == Least(5, refuted=False)
    assert least(lambda amount: None, 1, 9, below=True) == Least(None, refuted=False)


def test_the_first_amount_rests_on_what_is_known_of_one_less() -> None:
    assert least(lambda amount: True, 1, 9, below=False) == Least(1, refuted=False)
    assert least(lambda amount: True, 1, 9, below=True) == Least(1, refuted=True)


def test_no_room_is_no_amount() -> None:
    assert least(lambda amount: True, 3, 2, below=True) == Least(None, refuted=True)


def test_few_questions_are_asked() -> None:
    asked: list[int] = []

    def enough(amount: int) -> bool:
        asked.append(amount)
        return amount >= 700

    # 1, 2, 4, ... 1,023 or so: ten to pass it, ten to find it
    assert least(enough, 1, 10**6, below=True).amount == 700
    assert len(asked) <= 21
    assert len(set(asked)) == len(asked)
