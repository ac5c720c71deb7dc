"""Programs of others that some tests run: LibreOffice, Java and what reads PDF files.

Where one is missing, its tests are skipped and say so. With PLANNER_FOREIGN_TESTS set they fail instead.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest

PROMISED = "PLANNER_FOREIGN_TESTS"
"""The environment variable that says that all programs are here."""


def need(*programs: str, libraries: tuple[str, ...] = ()) -> None:
    """Go on where all programs and Python libraries are here; else leave the test out, or fail it."""
    missing = [name for name in programs if shutil.which(name) is None]
    missing += [name for name in libraries if find_spec(name) is None]
    if missing:
        end = pytest.fail if os.environ.get(PROMISED) else pytest.skip
        end(f"needs {', '.join(missing)}, which this machine has not")
