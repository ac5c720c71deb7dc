"""No test writes into the run store of the person who runs the tests, and the slowest files come first."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

SLOW_FILES = (
    "test_notebooks.py",
    "test_ctrl_c.py",
    "test_several_processes.py",
    "test_killed_sweep.py",
    "test_cluster.py",
)
"""Files whose tests wait for other processes: last, one of them would keep a worker busy after the others are idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the slow files first; the order of the others stays."""
    items.sort(key=lambda item: item.path.name not in SLOW_FILES)


@pytest.fixture(scope="session", autouse=True)
def _no_store_of_a_person() -> Iterator[None]:
    before = os.environ.get("PLANNER_STORE")
    os.environ["PLANNER_STORE"] = "none"
    yield
    if before is None:
        del os.environ["PLANNER_STORE"]
    else:
        os.environ["PLANNER_STORE"] = before
