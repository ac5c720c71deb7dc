"""Risk runs are kept beside runs, and the newest of a plan is found again, in every database."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest

from planner.errors import StoreError
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.fingerprint import risk_basis
from planner.store.addresses import _database, open_store
from planner.store.databases import bring_up_to_date
from planner.store.portfolio_archive import PortfolioArchive, archive_portfolio
from planner.store.risk_history import RISK, TRIPWIRES
from planner.store.risk_runs import RiskRun, risk_run_of
from planner.store.run_store import RunStore
from planner.store.schema import PORTFOLIOS, RISK_RUNS, RUNS, STORE_SCHEMA, Schema
from tests.sample import departments
from tests.sample.surenesses import sureness
from tests.store.sample_runs import small_plan, small_run

PLAN = small_plan(0, 8)
BASIS = risk_basis(departments(), PLAN)


def risk_run(
    minute: int = 0, command: str = RISK, plan: Plan = PLAN, **changes: Any
) -> tuple[RiskRun, PortfolioArchive]:
    """A risk run that was made so many minutes after nine on 2 January 2030."""
    portfolio = departments()
    archive = archive_portfolio(portfolio)
    case = PlanCase(portfolio, plan)
    run = risk_run_of(case, archive, sureness(portfolio, plan, **changes), command)
    return dataclasses.replace(run, created=datetime(2030, 1, 2, 9, minute, tzinfo=UTC)), archive


def rules_alone(minute: int = 0, **changes: Any) -> tuple[RiskRun, PortfolioArchive]:
    nothing = {"cost": None, "extensions": None, "exposure": None, "uncovered_contracts": None}
    return risk_run(minute, TRIPWIRES, **{**nothing, "contracts": (), "migrations": (), **changes})


def test_a_risk_run_comes_back_equal(store: RunStore) -> None:
    run, archive = risk_run()
    store.risk.add(run, archive)
    assert store.risk.begun_by(run.id[:6]) == (run,)
    assert store.portfolio_of(run) == departments()


def test_risk_runs_are_listed_newest_first_and_are_no_runs(store: RunStore) -> None:
    ids = [store.risk.add(*risk_run(minute)) for minute in range(3)]
    assert [run.id for run in store.risk.runs()] == ids[::-1]
    assert [run.id for run in store.risk.runs(limit=1)] == ids[-1:]
    assert store.risk.runs("another portfolio") == ()
    assert store.runs() == ()


def test_the_newest_of_a_plan_is_found(store: RunStore) -> None:
    for minute in range(3):
        store.risk.add(*risk_run(minute, seed=minute))
    store.risk.add(*risk_run(5, plan=small_plan(1, 8)))
    found = store.risk.newest(BASIS, RISK)
    assert found is not None
    assert found.seed == 2
    assert store.risk.newest(BASIS, TRIPWIRES) is None


@pytest.mark.parametrize("what_if", [{"spread": 1.5}, {"outside_view": True}, {"own_ranges": False}])
def test_a_what_if_is_stored_and_never_taken(store: RunStore, what_if: dict[str, Any]) -> None:
    store.risk.add(*risk_run(1))
    store.risk.add(*risk_run(2, **what_if))
    found = store.risk.newest(BASIS, RISK)
    assert found is not None
    assert found.created.minute == 1
    assert len(store.risk.runs()) == 2


def test_the_newest_risk_has_the_newest_rules(store: RunStore) -> None:
    risk, archive = risk_run(1, options=(), rules_seed=None, rules_draws=None)
    store.risk.add(risk, archive)
    store.risk.add(*rules_alone(0, rules_seed=3))
    store.risk.add(*rules_alone(2, rules_seed=4))
    found, runs = store.risk.newest_sureness(BASIS)
    assert found is not None
    assert found.cost == risk.sureness.cost
    assert (found.rules_seed, [run.command for run in runs]) == (4, [RISK, TRIPWIRES])


def test_rules_alone_are_taken_alone(store: RunStore) -> None:
    store.risk.add(*rules_alone())
    found, _ = store.risk.newest_sureness(BASIS)
    assert found is not None
    assert not found.has_risk
    assert store.risk.newest_sureness("of another plan") == (None, ())


def test_a_risk_run_is_refused_with_the_input_of_another(store: RunStore) -> None:
    run, _ = risk_run()
    with pytest.raises(ValueError, match="another portfolio"):
        store.risk.add(run, archive_portfolio(departments("other")))


def test_a_damaged_risk_run_hides_no_other(store: RunStore) -> None:
    good, archive = risk_run(1)
    bad, _ = risk_run(2)
    store.risk.add(good, archive)
    store.risk.add(bad, archive)
    with store._database.writing() as transaction:
        transaction.execute("update risk_runs set versions = ? where id = ?", ("{", bad.id))
    told: list[StoreError] = []
    assert [run.id for run in store.risk.runs(on_damaged=told.append)] == [good.id]
    assert f"run {bad.id}, versions: '{{' is not JSON" in str(told[0])
    with pytest.raises(StoreError, match="not JSON"):
        store.risk.runs()


def test_a_store_without_risk_runs_gets_the_table(address: str) -> None:
    older = Schema(tables=(PORTFOLIOS, RUNS), steps=STORE_SCHEMA.steps[:3])
    bring_up_to_date(_database(address, create=True), older)
    assert open_store(address, read_only=True).risk.runs() == ()
    assert open_store(address, read_only=True).risk.newest_sureness(BASIS) == (None, ())
    run, archive = risk_run()
    opened = open_store(address)
    opened.risk.add(run, archive)
    opened.add(*small_run())
    assert opened.risk.begun_by(run.id) == (run,)


def test_every_column_of_the_table_says_since_when() -> None:
    assert {column.since for column in RISK_RUNS.columns} == {5}
