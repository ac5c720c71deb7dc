"""What the README shows works, and what it links to is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.compile(r"^```python\n(.+?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
TARGET = re.compile(r"^make ([a-z-]+)", re.MULTILINE)


def test_the_python_example_runs_in_about_ten_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = PYTHON.findall(README)
    assert len(example.strip().splitlines()) <= 12
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(example, names)
    assert names["outcome"].status == "optimal"
    assert names["case"].flags
    assert (tmp_path / "gantt.html").stat().st_size > 0


def test_every_link_of_the_readme_leads_somewhere() -> None:
    assert [link for link in LINK.findall(README) if not (ROOT / link).exists()] == []


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert TARGET.findall(README) == ["demo", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in TARGET.findall(README))
