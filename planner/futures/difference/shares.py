"""Shares of a whole that add up to it exactly, in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence


def mean_shares(paths: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The mean of two lists of shares with one sum, place by place; a single list is given back as it is.

    Where the mean is no whole number, it is rounded so that the sum stays. Of those places the first is rounded away from
    zero, the next one the other way, and so on in turn. There is an even number of them, because both sums are the same.
    With all signs turned, the result is the same with all signs turned. Raises ValueError where the sums differ.
    """
    if len(paths) == 1:
        return tuple(paths[0])
    first, second = paths
    if sum(first) != sum(second):
        raise ValueError(f"shares of {sum(first)} and of {sum(second)} have no common sum")
    doubled = [a + b for a, b in zip(first, second, strict=True)]
    shift = next((1 if value > 0 else -1 for value in doubled if value % 2), 0)
    shares = []
    for value in doubled:
        if value % 2:
            value, shift = value + shift, -shift
        shares.append(value // 2)
    return tuple(shares)


def shares_along(values: Sequence[int], causes: Sequence[int], count: int) -> list[int]:
    """What each of `count` causes changes along a path: step `i`, from value `i` to the next, belongs to `causes[i]`."""
    shares = [0] * count
    for place, cause in enumerate(causes):
        shares[cause] += values[place + 1] - values[place]
    return shares
