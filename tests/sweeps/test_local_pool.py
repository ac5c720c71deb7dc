"""Worker processes: the same answers as in one process, and no harm from those that die."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import psutil
import pytest

from planner.errors import SettingsError
from planner.store.addresses import open_store
from planner.sweeps.items import Answer, SweepItem, answer_item
from planner.sweeps.local_pool import LocalPool
from planner.sweeps.running import run_sweep
from tests.sweeps.odd_items import (
    ExitingItem,
    ExitingOnceItem,
    RaisingItem,
    WaitingItem,
    good_items,
)


def plans(answers: list[Answer]) -> dict[str, str | None]:
    return {answer.key: answer.run.plan_hash if answer.run else None for answer in answers}


def test_two_processes_give_the_same_as_one_and_survive_bad_items(tmp_path: Path) -> None:
    items: list[SweepItem] = [
        ExitingItem("exits"),
        *good_items(3),
        RaisingItem("raises"),
        ExitingOnceItem(good_items(4)[3], tmp_path / "m"),
    ]
    answers = {answer.key: answer for answer in LocalPool(2).answers(items, "s")}
    assert len(answers) == 6
    good = [answers[item.key] for item in good_items(4)]
    assert plans(good) == plans([answer_item(item, "s") for item in good_items(4)])
    assert answers["raises"].failure == "ValueError: this item cannot be answered"
    assert "died twice" in (answers["exits"].failure or "")
    assert "(exit code 7)" in (answers["exits"].failure or "")


def test_a_killed_worker_loses_no_item(tmp_path: Path) -> None:
    waiting = WaitingItem(good_items(1)[0], tmp_path / "pid")
    killer = threading.Thread(target=kill_when_written, args=(waiting.marker,))
    killer.start()
    result = run_sweep([waiting, *good_items(3)[1:]], open_store(tmp_path / "runs.sqlite"), LocalPool(2), "s")
    killer.join()
    assert result.failures == ()
    assert {item.run.plan_hash for item in result.items if item.run} == set(plans([answer_item(waiting, "s")]).values())


def kill_when_written(marker: Path) -> None:
    while not marker.exists():
        time.sleep(0.01)
    psutil.Process(int(marker.read_text())).send_signal(signal.SIGKILL)


def test_a_closed_iterator_stops_its_processes(tmp_path: Path) -> None:
    before = set(psutil.Process().children(recursive=True))
    answers = LocalPool(2).answers([WaitingItem(good_items(1)[0], tmp_path / "pid"), *good_items(3)[1:]], "s")
    next(answers)
    answers.close()
    assert [
        child for child in psutil.Process().children(recursive=True) if child not in before and is_worker(child)
    ] == []


def is_worker(process: psutil.Process) -> bool:
    """A process that multiprocessing spawned; its tracker of resources stays."""
    return "spawn_main" in " ".join(process.cmdline())


def test_no_worker_is_too_few() -> None:
    with pytest.raises(SettingsError, match="workers is 0"):
        LocalPool(0)
