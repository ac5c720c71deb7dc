"""Rows laid into arrays by what they belong to: where those of each owner begin, and one array for each column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from planner.risk.execution.flat_program import Ints


def ints(values: Sequence[int]) -> Ints:
    """Whole numbers as the kernels take them."""
    return np.array(values, dtype=np.int64)


def grouped(groups: Iterable[Sequence[int]]) -> tuple[Ints, Ints]:
    """Where each group begins, and after the last one; and all their entries in one array."""
    laid = [*groups]
    entries = [entry for group in laid for entry in group]
    return ints([0, *np.cumsum([len(group) for group in laid], dtype=np.int64)]), ints(entries)


def by_owner(count: int, width: int, rows: Iterable[tuple[int, ...]]) -> tuple[Ints, ...]:
    """Where the rows of each of `count` owners begin, and an array for each of their `width` values.

    A row is its owner and then its values. Rows of one owner stay in their order.
    """
    gathered: list[list[tuple[int, ...]]] = [[] for _ in range(count)]
    for owner, *values in rows:
        gathered[owner].append(tuple(values))
    first = ints([0, *np.cumsum([len(group) for group in gathered], dtype=np.int64)])
    flat = np.array([row for group in gathered for row in group], dtype=np.int64).reshape(-1, width)
    return first, *(np.ascontiguousarray(flat[:, column]) for column in range(width))
