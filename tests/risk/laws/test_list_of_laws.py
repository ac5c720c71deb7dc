"""The list of laws names tests that are there, and at least one for each law."""

from __future__ import annotations

import re
from pathlib import Path

LAWS = 21
HERE = Path(__file__).parent
NAMED = re.compile(r"`([a-z_/]+\.py)::(test_\w+)`")


def test_every_law_has_a_test_that_is_there() -> None:
    rows = [line for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines() if NAMED.search(line)]
    assert [int(row.removeprefix("| ").split(".")[0]) for row in rows] == list(range(1, LAWS + 1))
    for file, name in (found for row in rows for found in NAMED.findall(row)):
        assert f"def {name}(" in (HERE.parent / file).read_text(encoding="utf-8"), (file, name)
