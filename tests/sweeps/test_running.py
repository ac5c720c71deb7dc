"""Sweeps: what is stored, what is asked again, what is told; answered in this process, where that is enough."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from planner.errors import SweepError
from planner.solver import solve
from planner.store.addresses import open_store
from planner.store.run_records import RunFilter
from planner.store.run_store import RunStore
from planner.sweeps.items import Answer, SweepItem, answer_item, plan_items
from planner.sweeps.running import SweepProgress, run_sweep
from tests.sample import departments
from tests.sweeps.odd_items import SETTINGS, RaisingItem, good_items


class Here:
    """Answers items in this process, at most `most`, and remembers what it was asked."""

    def __init__(self, most: int = 1000) -> None:
        self.most = most
        self.asked: list[str] = []

    def answers(self, items: Sequence[SweepItem], sweep: str) -> Generator[Answer, None, None]:
        for item in items[: self.most]:
            self.asked.append(item.name)
            yield answer_item(item, sweep)
        if len(items) > self.most:
            raise KeyboardInterrupt


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return open_store(tmp_path / "runs.sqlite")


def test_every_item_is_stored_with_its_plan(store: RunStore) -> None:
    # One team, 8 days each: one department cuts over on day 10, the other on day 18, after its contract ends on day 14.
    # A month of extension costs 3,650 x 1.125 / 12 = 342 pounds and a fee of 100; three uncovered days cost 3,000 or more.
    result = run_sweep(good_items(2), store, Here(), "s")
    assert [(item.name, item.run and item.run.objective_pounds) for item in result.items] == [
        ("two, seed 1", 442),
        ("two, seed 2", 442),
    ]
    for run in store.runs(RunFilter(sweep="s")):
        assert store.get(run.id).outcome.plan == solve(departments(), run.settings).plan


def test_items_are_named_after_what_makes_them() -> None:
    portfolios = {"base": departments(), "late": departments(moving=3)}
    variants = {"10 s": SETTINGS, "": SETTINGS}
    names = [item.name for item in plan_items(portfolios, variants, [1, 2])]
    assert names == [
        "base, 10 s, seed 1",
        "base, 10 s, seed 2",
        "base, seed 1",
        "base, seed 2",
        "late, 10 s, seed 1",
        "late, 10 s, seed 2",
        "late, seed 1",
        "late, seed 2",
    ]


def test_a_stopped_sweep_goes_on_where_it_stood(store: RunStore) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_sweep(good_items(3), store, Here(most=2), "s")
    second = Here()
    result = run_sweep(good_items(3), store, second, "s")
    assert second.asked == ["two, seed 3"]
    assert [item.found for item in result.items] == [True, True, False]
    assert len(store.runs()) == 3


def test_a_longer_sweep_of_the_same_name_asks_only_what_is_new(store: RunStore) -> None:
    run_sweep(good_items(2), store, Here(), "s")
    second = Here()
    run_sweep(good_items(4), store, second, "s")
    assert second.asked == ["two, seed 3", "two, seed 4"]


def test_a_sweep_of_another_name_asks_anew(store: RunStore) -> None:
    run_sweep(good_items(1), store, Here(), "s")
    second = Here()
    run_sweep(good_items(1), store, second, "t")
    assert second.asked == ["two, seed 1"]


def test_items_that_ask_the_same_are_answered_once(store: RunStore) -> None:
    portfolios = {"base": departments(), "no change": departments()}
    here = Here()
    result = run_sweep(list(plan_items(portfolios, {"": SETTINGS}, [1])), store, here, "s")
    assert len(here.asked) == 1
    assert [item.name for item in result.items] == ["base, seed 1", "no change, seed 1"]
    assert result.items[0].run == result.items[1].run


def test_a_failing_item_is_reported_and_the_rest_goes_on(store: RunStore) -> None:
    result = run_sweep([RaisingItem("bad"), *good_items(1)], store, Here(), "s")
    assert [item.failure for item in result.items] == ["ValueError: this item cannot be answered", None]
    assert "odd_items.py" in result.failures[0].details


def test_a_failed_item_is_asked_again_the_next_time(store: RunStore) -> None:
    run_sweep([RaisingItem("bad")], store, Here(), "s")
    second = Here()
    run_sweep([RaisingItem("bad")], store, second, "s")
    assert second.asked == ["bad"]


def test_progress_tells_what_is_done_and_what_is_left(store: RunStore) -> None:
    run_sweep(good_items(1), store, Here(), "s")
    told: list[SweepProgress] = []
    run_sweep([*good_items(3), RaisingItem("bad")], store, Here(), "s", told.append)
    assert [(step.total, step.found, step.finished, step.failed) for step in told] == [
        (4, 1, 1, 0),
        (4, 1, 2, 0),
        (4, 1, 3, 0),
        (4, 1, 3, 1),
    ]
    assert told[0].seconds_left is None
    assert told[-1].seconds_left == 0
    # Two of three open items were answered: the pace says that half the time so far is left.
    assert told[2].seconds_left == pytest.approx(told[2].seconds / 2)


def test_two_items_of_one_name_are_refused(store: RunStore) -> None:
    with pytest.raises(SweepError, match="two items of the sweep are called 'bad'"):
        run_sweep([RaisingItem("bad"), RaisingItem("bad")], store, Here(), "s")


def test_a_sweep_begun_with_other_programs_is_refused(store: RunStore) -> None:
    (item,) = good_items(1)
    answer = answer_item(item, "s")
    assert answer.run
    store.add(
        dataclasses.replace(answer.run, versions=dataclasses.replace(answer.run.versions, ortools="1.0")), item.archive
    )
    with pytest.raises(SweepError, match=r"sweep s was begun with ortools 1\.0 \(here .*another name"):
        run_sweep([item], store, Here(), "s")


def test_an_answer_of_a_worker_with_other_programs_is_a_failure(store: RunStore) -> None:
    class Elsewhere(Here):
        def answers(self, items: Sequence[SweepItem], sweep: str) -> Generator[Answer, None, None]:
            for answer in super().answers(items, sweep):
                assert answer.run
                versions = dataclasses.replace(answer.run.versions, planner="0.0.1")
                yield dataclasses.replace(answer, run=dataclasses.replace(answer.run, versions=versions))

    result = run_sweep(good_items(1), store, Elsewhere(), "s")
    assert "its worker has planner 0.0.1" in (result.items[0].failure or "")
    assert store.runs() == ()
