"""The Python in the documentation of history and sweeps runs as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planner.store.addresses import open_store
from planner.store.schema import STORE_SCHEMA

ROOT = Path(__file__).parent.parent.parent


def python_of(page: str) -> str:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


@pytest.mark.parametrize(("page", "runs"), [("history.md", 1), ("sweeps.md", 3)])
def test_the_python_of_a_page_runs(page: str, runs: int, tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "page.py").write_text(python_of(page), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "page.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(open_store(tmp_path / "runs.sqlite").runs()) == runs


def test_the_page_names_the_tables() -> None:
    text = (ROOT / "docs" / "history.md").read_text(encoding="utf-8")
    assert f"`{'` and `'.join(table.name for table in STORE_SCHEMA.tables)}`" in text.replace("`, `", "` and `")
