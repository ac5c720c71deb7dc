"""The least amount for which a question that more of it never turns back is answered yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Ask = Callable[[int], bool | None]
"""Whether an amount is enough; None: that is not known."""


@dataclass(frozen=True)
class Least:
    """`amount`: the least found to be enough, None where none is. `refuted`: one less is proved not to be enough.

    Without an amount, `refuted` says that the most was proved not to be enough.
    """

    amount: int | None
    refuted: bool


def least(ask: Ask, first: int, most: int, *, below: bool) -> Least:
    """By halving from `first` to `most`, both inclusive; `below`: whether one less than `first` is proved not to be enough.

    An answer that is not known counts as a no, unproved. The steps double from the first amount on, so that small amounts
    cost few questions.
    """
    answers: dict[int, bool | None] = {first - 1: False if below else None}

    def enough(amount: int) -> bool:
        answers[amount] = ask(amount)
        return answers[amount] is True

    low, found, step = first, first, 1
    while first <= most and not enough(found):
        if found == most:
            return Least(None, answers[most] is False)
        low, found, step = found + 1, min(most, found + step), 2 * step
    while low < found:
        middle = (low + found) // 2
        low, found = (low, middle) if enough(middle) else (middle + 1, found)
    return Least(found, answers[found - 1] is False) if first <= most else Least(None, below)
