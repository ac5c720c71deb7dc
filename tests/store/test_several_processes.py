"""Processes that write at once, and processes killed while they write."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from planner.store.addresses import open_store
from tests.depth import by_day
from tests.store.writing_process import start_writer


def test_four_processes_of_ten_runs_make_forty(address: str) -> None:
    writers = [start_writer(address, 10, f"writer {number}") for number in range(4)]
    said = [line for writer in writers for line in writer.communicate()[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    assert len(said) == 40
    assert {run.id for run in open_store(address).runs()} == set(said)


def test_killed_writers_lose_nothing_they_finished(address: str) -> None:
    moments = random.Random(7)
    said: set[str] = set()
    for _ in by_day(range(2), 2):
        writers = [start_writer(address, None, "endless") for _ in range(2)]
        firsts = [writer.stdout.readline() for writer in writers if writer.stdout]
        for writer in writers:
            time.sleep(moments.uniform(0, 0.15))
            writer.kill()
        # A line cut off by the kill is a run stored, but not wholly said.
        rests = [line for writer in writers for line in writer.communicate()[0].splitlines(keepends=True)]
        said |= {line.strip() for line in (*firsts, *rests) if line.endswith("\n")}
    store = open_store(address)
    stored = store.runs()
    assert said <= {run.id for run in stored}
    # At most the one run of each of the 4 writers that was stored when the kill came before its id was said.
    assert len(stored) <= len(said) + 4
    assert [store.get(run.id).outcome.plan for run in stored[:3]] == [store.get(stored[0].id).outcome.plan] * 3


def test_the_file_is_whole_after_kills(tmp_path: Path) -> None:
    file = tmp_path / "runs.sqlite"
    for hundredths in by_day(range(0, 4, 3), 2):
        writer = start_writer(str(file), None, "endless")
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(hundredths / 100)
        writer.kill()
        writer.communicate()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        # Every run has its input.
        missing = "select count(*) from runs where portfolio not in (select hash from portfolios)"
        assert connection.execute(missing).fetchone() == (0,)
