"""Shuffled tables give the same bytes in every file that `planner plan` writes."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.reading.test_row_order import shuffle


def test_a_shuffled_folder_gives_the_same_files(run: Run, workplace: Path) -> None:
    options = ("--deterministic", "--quiet", "--time-limit", "5")
    assert run("plan", "portfolio", "--out", "first", *options).exit_code == 0
    for seed, table in enumerate(sorted((workplace / "portfolio").glob("*.csv"))):
        shuffle(table, seed)
    assert run("plan", "portfolio", "--out", "second", *options).exit_code == 0
    first, second = (
        {file.name: file.read_bytes() for file in (workplace / name).iterdir()} for name in ("first", "second")
    )
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
