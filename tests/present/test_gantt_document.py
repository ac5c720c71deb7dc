"""The page about the chart names every format, bar, letter and column that exists, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.present.charts.palette import FLAG_STYLES
from planner.present.gantt.bar_tables import csv_columns
from planner.present.gantt.files import WRITERS
from planner.present.gantt.model import BarKind

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "gantt.md").read_text(encoding="utf-8")


def test_every_format_has_its_line() -> None:
    assert re.findall(r"^\| `(\.\w+)` \|", TEXT, flags=re.MULTILINE) == [*WRITERS]


def test_every_kind_of_bar_has_its_line() -> None:
    for kind in BarKind:
        assert f"\n| {kind.value} |" in TEXT


def test_every_flag_has_its_letter() -> None:
    for flag, style in FLAG_STYLES.items():
        assert f"{style.letter} {flag.value}" in TEXT


def test_every_column_is_named_in_order() -> None:
    section = TEXT.split("## Columns of the CSV file")[1].split("`item` is")[0]
    assert tuple(re.findall(r"`(\w+)`", section)) == csv_columns()


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
    exec(example, {})
    assert sorted(file.name for file in tmp_path.glob("*.*")) == ["at_risk.pdf", "gantt.html"]
