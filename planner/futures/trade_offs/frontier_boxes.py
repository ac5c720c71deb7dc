"""Where further points of a trade-off can still lie, and under which limit to look for them next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Box:
    """What may lie between two neighbouring points: whole numbers `after_x < x < until_x`, `low_y < y < high_y`.

    `lower_half_empty`: its left part has been searched in vain; then the next search looks right below `until_x`.
    """

    after_x: int
    until_x: int
    low_y: int
    high_y: int
    lower_half_empty: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no whole numbers lie inside."""
        return self.until_x - self.after_x <= 1 or self.high_y - self.low_y <= 1

    @property
    def size(self) -> int:
        """Its area."""
        return (self.until_x - self.after_x) * (self.high_y - self.low_y)

    @property
    def next_limit(self) -> int:
        """The x to limit the next search to."""
        return self.until_x - 1 if self.lower_half_empty else (self.after_x + self.until_x) // 2

    def after_search(self, limit: int, found: tuple[int, int] | None) -> list[Box]:
        """What is left once the least y with x at most `limit`, and the least x with it, are known; None: nothing found."""
        if found is not None and found[1] < self.high_y:
            x, y = found
            return _possible(
                (Box(self.after_x, x, y, self.high_y), Box(limit, self.until_x, self.low_y, y)),
            )
        return _possible(
            [] if self.lower_half_empty else [replace(self, after_x=self.next_limit, lower_half_empty=True)]
        )


def first_boxes(left: tuple[int, int], right: tuple[int, int]) -> list[Box]:
    """The box between the two ends, if anything can lie in it."""
    return _possible([Box(left[0], right[0], right[1], left[1])])


def largest(boxes: Iterable[Box]) -> Box:
    """The one to look into next; of several the leftmost."""
    return max(boxes, key=lambda box: (box.size, -box.after_x))


def _possible(boxes: Iterable[Box]) -> list[Box]:
    return [box for box in boxes if not box.is_empty]
