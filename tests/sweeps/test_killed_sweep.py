"""A sweep killed again and again ends with what an undisturbed one has."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import psutil

from planner.store.addresses import open_store
from planner.sweeps.items import answer_item
from tests.sweeps.odd_items import good_items
from tests.sweeps.sweeping_process import start_sweep

ITEMS = 10


def test_a_sweep_killed_at_random_moments_has_every_item_once_and_the_same_plans(tmp_path: Path) -> None:
    moments = random.Random(5)
    file = tmp_path / "runs.sqlite"
    orphans: list[psutil.Process] = []
    said: set[str] = set()
    for _ in range(2):
        sweep = start_sweep(file, ITEMS)
        assert sweep.stdout
        said |= {sweep.stdout.readline().strip() for _ in range(moments.randrange(2, 6))}
        orphans += psutil.Process(sweep.pid).children(recursive=True)
        sweep.kill()
        sweep.communicate()
    killed_with = {run.note.item for run in open_store(file).runs()}
    last = start_sweep(file, ITEMS)
    last.communicate()
    assert last.returncode == 0
    runs = open_store(file).runs()
    assert said - {"begun"}
    assert said - {"begun"} <= killed_with
    assert Counter(run.note.item for run in runs) == Counter(item.name for item in good_items(ITEMS))
    undisturbed = {item.key: answer_item(item, "undisturbed").run for item in good_items(ITEMS)}
    assert {run.key: run.plan_hash for run in runs} == {key: run.plan_hash for key, run in undisturbed.items() if run}
    _, alive = psutil.wait_procs(orphans, timeout=20)
    assert alive == []
