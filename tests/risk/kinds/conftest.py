"""Drawn portfolios on disk, each planned once for all tests that ask about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.risk.kinds.asking import Asked
from tests.risk.kinds.drawn import drawn

Planned = Callable[[str, int], Asked]


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """A portfolio of a kind and a seed, with its plan."""

    @cache
    def of(kind: str, seed: int) -> Asked:
        return Asked.of(drawn(kind, seed), tmp_path_factory.mktemp(f"{kind}-{seed}"))

    return of
