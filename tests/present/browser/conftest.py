"""The tests in a browser run where Playwright and Chromium are installed, and everywhere once they are asked for.

With PLANNER_BROWSER_TESTS set, a browser that is missing fails the tests instead of leaving them out.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

INSTALLED = find_spec("playwright") is not None and shutil.which("chromium") is not None

collect_ignore_glob = [] if INSTALLED or os.environ.get("PLANNER_BROWSER_TESTS") else ["test_*.py"]
