"""Drawn portfolios: the same from the same seed, feasible, and with the structure asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.benchmarks.placing.list_schedule import list_schedule
from planner.benchmarks.placing.urgency import earliest_expiry
from planner.benchmarks.rivals.cheapest_cover import with_cheapest_options
from planner.domain.portfolio import Portfolio
from planner.errors import SettingsError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase

RICH = GeneratorSpec(
    contracts=70,
    seed=7,
    shared_percent=20,
    cross_percent=40,
    modes_percent=50,
    groups_percent=40,
    windows_percent=60,
    budget_percent=40,
    negotiation_limit=4,
)


def serial_plan(portfolio: Portfolio) -> Plan:
    entries = list_schedule(portfolio, earliest_expiry(portfolio), portfolio.horizon_day)
    return with_cheapest_options(portfolio, Plan(migrations=entries))


def test_equal_specs_give_equal_portfolios() -> None:
    assert generate_portfolio(RICH) == generate_portfolio(RICH)


def test_another_seed_gives_another_portfolio() -> None:
    assert canonical_hash(generate_portfolio(RICH)) != canonical_hash(generate_portfolio(replace(RICH, seed=8)))


def test_a_stream_gives_the_numbers_it_always_gave() -> None:
    # Frozen: the first draws of this stream on CPython 3.11; another version or machine must give the same.
    stream = Stream(2027, "law")
    assert [stream.between(1, 1000) for _ in range(6)] == [586, 985, 509, 693, 704, 359]


def test_changing_the_share_of_modes_changes_no_contract() -> None:
    assert generate_portfolio(RICH).contracts == generate_portfolio(replace(RICH, modes_percent=0)).contracts


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("congestion_percent", [50, 150])
def test_a_serial_plan_keeps_every_rule(seed: int, congestion_percent: int) -> None:
    portfolio = generate_portfolio(replace(RICH, seed=seed, congestion_percent=congestion_percent))
    assert judge(PlanCase(portfolio, serial_plan(portfolio))) == ()


@pytest.mark.parametrize("contracts", [2, 3, 31, 100])
def test_it_has_as_many_contracts_as_asked(contracts: int) -> None:
    assert len(generate_portfolio(replace(RICH, contracts=contracts)).contracts) == contracts


def test_more_congestion_never_means_more_capacity() -> None:
    loose = generate_portfolio(replace(RICH, congestion_percent=60))
    tight = generate_portfolio(replace(RICH, congestion_percent=120))
    pairs = zip(loose.resources, tight.resources, strict=True)
    assert all(looser.capacity >= tighter.capacity for looser, tighter in pairs)


def test_without_cross_share_every_contract_stays_in_its_cluster() -> None:
    portfolio = generate_portfolio(replace(RICH, cross_percent=0, shared_percent=50))
    for contract in portfolio.contracts:
        clusters = {migration.cluster for migration in portfolio.migrations_by_contract[contract.id]}
        assert len(clusters) == 1
    assert all(resource.clusters for resource in portfolio.resources)


def test_with_cross_share_some_contracts_reach_into_other_clusters() -> None:
    portfolio = generate_portfolio(RICH)
    reach = [
        {migration.cluster for migration in portfolio.migrations_by_contract[contract.id]}
        for contract in portfolio.contracts
    ]
    assert any(len(clusters) > 1 for clusters in reach)
    assert any(not resource.clusters for resource in portfolio.resources)


def test_every_share_shows_in_the_records() -> None:
    portfolio = generate_portfolio(RICH)
    assert portfolio.modes
    assert portfolio.wave_windows
    assert portfolio.budgets
    assert {group.bridge_pounds_per_day is None for group in portfolio.groups} == {True, False}


def test_shares_of_nothing_leave_their_tables_empty() -> None:
    bare = GeneratorSpec(contracts=30, shared_percent=0, modes_percent=0, groups_percent=0, windows_percent=0)
    portfolio = generate_portfolio(bare)
    assert (portfolio.modes, portfolio.groups, portfolio.wave_windows, portfolio.budgets) == ((), (), (), ())
    assert all(len(portfolio.migrations_by_contract[contract.id]) == 1 for contract in portfolio.contracts)


@pytest.mark.parametrize(
    ("setting", "value"), [("contracts", 1), ("congestion_percent", 0), ("cross_percent", 101), ("shared_percent", 90)]
)
def test_a_setting_out_of_range_is_refused_by_name(setting: str, value: int) -> None:
    with pytest.raises(SettingsError, match=setting):
        GeneratorSpec(**{setting: value})
