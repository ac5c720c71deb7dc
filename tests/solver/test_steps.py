"""Functions of a day as steps."""

from __future__ import annotations

import numpy as np

from planner.solver.model.steps import level


def test_steps_of_a_function_keep_to_the_open_positions_and_to_one_side_of_it() -> None:
    row = np.array([10.0, 10.2, 10.4, 30.0, 31.0, 5.0, 5.0, 900.0])
    allowed = np.array([True, True, False, True, True, True, True, False])
    assert list(level(row, allowed, 0.0, 0.05, least=True)) == [(0, 1, 10.0), (3, 4, 30.0), (5, 6, 5.0)]
    assert list(level(row, allowed, 0.0, 0.05, least=False)) == [(0, 1, 10.2), (3, 4, 31.0), (5, 6, 5.0)]
    assert list(level(row, allowed, 25.0, 0.05, least=True)) == [(0, 4, 10.0), (5, 6, 5.0)]
    assert list(level(row, np.zeros(8, dtype=np.bool_), 0.0, 0.05, least=True)) == []
