"""A Dask cluster of two workers: the same answers, and nothing lost with a worker."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.errors import MissingExtraError, SweepError
from planner.store.addresses import open_store
from planner.sweeps.cluster import DaskCluster
from planner.sweeps.items import SweepItem, answer_item
from planner.sweeps.running import run_sweep
from tests.sweeps.odd_items import ExitingItem, RaisingItem, WaitingItem, good_items
from tests.sweeps.test_local_pool import kill_when_written, plans


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a running scheduler with two workers."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"allowed_failures": 0},
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_as_one_process_and_survives_bad_items(scheduler: str) -> None:
    items: list[SweepItem] = [ExitingItem("exits"), *good_items(3), RaisingItem("raises")]
    answers = {answer.key: answer for answer in DaskCluster(scheduler).answers(items, "s")}
    assert len(answers) == 5
    good = good_items(3)
    assert plans([answers[item.key] for item in good]) == plans([answer_item(item, "s") for item in good])
    assert answers["raises"].failure == "ValueError: this item cannot be answered"
    assert answers["exits"].failure == "its worker died, again when it was alone on the cluster"


def test_a_killed_worker_of_a_cluster_loses_no_item(scheduler: str, tmp_path: Path) -> None:
    waiting = WaitingItem(good_items(1)[0], tmp_path / "pid")
    killer = threading.Thread(target=kill_when_written, args=(waiting.marker,))
    killer.start()
    store = open_store(tmp_path / "runs.sqlite")
    result = run_sweep([waiting, *good_items(4)[1:]], store, DaskCluster(scheduler), "s")
    killer.join()
    assert result.failures == ()
    assert len(store.runs()) == 4


def test_a_cluster_of_our_own_answers_and_is_gone_afterwards(tmp_path: Path) -> None:
    result = run_sweep(good_items(2), open_store(tmp_path / "runs.sqlite"), DaskCluster(workers=1), "s")
    assert [item.failure for item in result.items] == [None, None]


def test_a_scheduler_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.sweeps.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(SweepError, match=r"no Dask scheduler with a worker at tcp://127\.0\.0\.1:9"):
        list(DaskCluster("tcp://127.0.0.1:9").answers(good_items(1), "s"))


def test_without_dask_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"distributed is not installed; .*\.\[distributed\]"):
        DaskCluster()
