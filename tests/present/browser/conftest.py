"""The tests in a browser run where Playwright and Chromium are installed, and everywhere once they are asked for.

With PLANNER_BROWSER_TESTS set, a browser that is missing fails the tests instead of leaving them out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

LIBRARIES = ("playwright", "axe_playwright_python")
INSTALLED = all(find_spec(name) is not None for name in LIBRARIES) and shutil.which("chromium") is not None
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

collect_ignore_glob = [] if INSTALLED or os.environ.get("PLANNER_BROWSER_TESTS") else ["test_*.py"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(OPTIONS))
        yield found
        found.close()
