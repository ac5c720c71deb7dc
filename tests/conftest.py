"""No test writes into the run store of the person who runs the tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_store_of_a_person() -> Iterator[None]:
    before = os.environ.get("PLANNER_STORE")
    os.environ["PLANNER_STORE"] = "none"
    yield
    if before is None:
        del os.environ["PLANNER_STORE"]
    else:
        os.environ["PLANNER_STORE"] = before
