"""The least amount for which a question that more of it never turns back is answered yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Least:
    """`amount`: the least found with a yes, None where there is none up to the most. `refuted`: one less is proved a no."""

    amount: int | None
    refuted: bool


def least(ask: Callable[[int], bool | None], first: int, most: int) -> Least:
    """By halving from `first` to `most`, both inclusive; an answer that is not known (None) counts as a no, unproved.

    The steps double from the first, so that small amounts cost few questions.
    """
    refuted_below, enough, step = True, first, 1
    answers: dict[int, bool | None] = {}

    def yes(amount: int) -> bool:
        answers[amount] = ask(amount)
        return answers[amount] is True

    low = first
    while not yes(enough):
        low = enough + 1
        if enough >= most:
            return Least(None, answers[most] is False)
        enough, step = min(most, enough + step), 2 * step
    while low < enough:
        middle = (low + enough) // 2
        if yes(middle):
            enough = middle
        else:
            low = middle + 1
    below = answers.get(enough - 1)
    return Least(enough, refuted_below if enough == first else below is False)
