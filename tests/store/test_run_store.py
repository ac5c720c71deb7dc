"""The same facts hold for a SQLite file and for a PostgreSQL database."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from planner.errors import StoreError
from planner.plan.outcome import Status
from planner.store.addresses import open_store
from planner.store.run_records import RunFilter, plan_hash
from planner.store.run_rows import VALUE_OF_COLUMN
from planner.store.run_store import RunStore
from planner.store.schema import RUNS
from tests.sample import conflict, departments
from tests.store.sample_runs import small_plan, small_run


def test_a_run_comes_back_equal(store: RunStore) -> None:
    run, archive = small_run(label="first", notes="before the board")
    assert store.get(store.add(run, archive)) == run


def test_a_run_without_plan_comes_back_equal(store: RunStore) -> None:
    run, archive = small_run()
    outcome = dataclasses.replace(
        run.outcome,
        status=Status.INFEASIBLE,
        plan=None,
        objective_pounds=None,
        gap=None,
        conflicts=(conflict("m1", "m2"),),
    )
    without = dataclasses.replace(
        run,
        outcome=outcome,
        status=outcome.status,
        objective_pounds=None,
        gap=None,
        pounds_by_term={},
        plan_hash=None,
    )
    assert store.get(store.add(without, archive)) == without


def test_the_input_comes_back_equal_without_its_folder(store: RunStore) -> None:
    run, archive = small_run()
    store.add(run, archive)
    assert store.portfolio_of(store.runs()[0]) == departments()


def test_an_input_used_twice_is_kept_once(store: RunStore) -> None:
    for number in range(3):
        store.add(*small_run(number))
    with store._database.reading() as transaction:
        assert transaction.execute("select count(*) from portfolios") == [(1,)]


def test_the_cost_by_term_is_that_of_the_plan(store: RunStore) -> None:
    # Starts on days 0 and 8, cutover 10 days later: contract 2 is needed until day 18, covered until day 15;
    # 3 days at 2,000 pounds.
    run, archive = small_run()
    store.add(run, archive)
    terms = store.runs()[0].pounds_by_term
    assert {name: pounds for name, pounds in terms.items() if pounds} == {"exposure": 6000}


def test_runs_are_listed_newest_first(store: RunStore) -> None:
    ids = [store.add(*small_run(number)) for number in range(3)]
    assert [run.id for run in store.runs()] == ids[::-1]
    assert [run.id for run in store.runs(RunFilter(limit=2))] == ids[:0:-1]


@pytest.mark.parametrize(
    ("wanted", "minutes"),
    [
        (RunFilter(label="b"), [1]),
        (RunFilter(command="rerun"), [2]),
        (RunFilter(status=Status.FEASIBLE), [2, 1, 0]),
        (RunFilter(status=Status.OPTIMAL), []),
        (RunFilter(since=datetime(2030, 1, 2, 9, 1, tzinfo=UTC)), [2, 1]),
        (RunFilter(portfolio="small"), [1, 0]),
        (RunFilter(portfolio="smal"), []),
        (RunFilter(label="b", command="rerun"), []),
    ],
)
def test_a_filter_keeps_what_fits(store: RunStore, wanted: RunFilter, minutes: list[int]) -> None:
    store.add(*small_run(0, label="a"))
    store.add(*small_run(1, label="b"))
    store.add(*small_run(2, departments("other"), command="rerun"))
    assert [run.created.minute for run in store.runs(wanted)] == minutes


def test_a_portfolio_is_also_found_by_the_beginning_of_its_hash(store: RunStore) -> None:
    run, archive = small_run()
    store.add(run, archive)
    assert len(store.runs(RunFilter(portfolio=archive.hash[:10]))) == 1


def test_the_beginning_of_an_id_is_enough_where_it_is_unique(store: RunStore) -> None:
    run, archive = small_run()
    for id in ("aaaa000011112222", "aabb000011112222"):
        store.add(dataclasses.replace(run, id=id), archive)
    assert store.get("aab").id == "aabb000011112222"
    with pytest.raises(StoreError, match="'aa' begins several runs: aaaa000011112222, aabb000011112222; write more"):
        store.get("aa")


@pytest.mark.parametrize("wanted", ["ffff", "", "%", "a_"])
def test_an_id_that_is_not_there_is_an_error(store: RunStore, wanted: str) -> None:
    run, archive = small_run()
    store.add(dataclasses.replace(run, id="aaaa000011112222"), archive)
    with pytest.raises(StoreError, match="no run"):
        store.get(wanted)


def test_a_sweep_keeps_one_run_for_a_key(store: RunStore) -> None:
    first, archive = small_run(1, sweep="s", item="i")
    second = dataclasses.replace(first, id="0123456789abcdef")
    other_sweep = dataclasses.replace(second, note=dataclasses.replace(first.note, sweep="t"))
    assert store.add(first, archive) == first.id
    assert store.add(second, archive) == first.id
    assert store.add(other_sweep, archive) == other_sweep.id
    assert len(store.runs()) == 2


def test_outside_sweeps_the_same_question_may_be_stored_often(store: RunStore) -> None:
    first, archive = small_run()
    for id in ("0123456789abcdef", "1123456789abcdef"):
        store.add(dataclasses.replace(first, id=id), archive)
    assert len(store.runs()) == 2


def test_a_run_is_refused_with_the_input_of_another(store: RunStore) -> None:
    run, _ = small_run()
    _, archive = small_run(portfolio=departments("other"))
    with pytest.raises(ValueError, match="another portfolio"):
        store.add(run, archive)


def test_a_store_opened_again_has_its_runs(address: str) -> None:
    run, archive = small_run()
    open_store(address).add(run, archive)
    assert open_store(address, create=False).get(run.id) == run


def test_every_column_is_filled_and_no_other() -> None:
    assert tuple(VALUE_OF_COLUMN) == RUNS.column_names


def test_equal_plans_have_one_hash() -> None:
    assert plan_hash(small_plan(0, 8)) == plan_hash(small_plan(0, 8))
    assert plan_hash(small_plan(0, 8)) != plan_hash(small_plan(0, 9))
