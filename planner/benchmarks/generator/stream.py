"""Whole random numbers from a seed, the same on every machine and Python version."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """A stream of random whole numbers that belongs to one purpose of one seed.

    Every purpose has its own stream, so a setting that draws more for one purpose changes nothing in the others. Only
    the raw bits of the Mersenne Twister are used: the distributions of `random` may differ between Python versions, and
    floats between machines.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        digest = sha256(f"{seed}/{purpose}".encode()).digest()
        self._random = Random(int.from_bytes(digest, "big"))

    def between(self, lowest: int, highest: int) -> int:
        """A whole number from `lowest` to `highest`, both included, all equally likely."""
        span = highest - lowest + 1
        bits = span.bit_length()
        while (drawn := self._random.getrandbits(bits)) >= span:
            pass
        return lowest + drawn

    def happens(self, percent: int) -> bool:
        """True in `percent` of a hundred draws."""
        return self.between(1, 100) <= percent

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, all equally likely."""
        return items[self.between(0, len(items) - 1)]

    def pick_weighted(self, items: Sequence[T], weights: Sequence[int]) -> T:
        """One of the items, in proportion to whole weights."""
        drawn = self.between(1, sum(weights))
        for item, weight in zip(items, weights, strict=True):
            drawn -= weight
            if drawn <= 0:
                return item
        raise ValueError("weights must be positive")

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in random order (Fisher and Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.between(0, last)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
