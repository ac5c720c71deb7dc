"""How sure a plan is, by hand: figures that no draw has made, for whatever shows or keeps them."""

from __future__ import annotations

from typing import Any

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.plan_file.fingerprint import risk_basis
from planner.plan.sureness import (
    ContractSureness,
    MigrationSureness,
    MilestoneSureness,
    OptionSureness,
    Range,
    Sureness,
)
from tests.sample.records import day


def sureness(portfolio: Portfolio, plan: Plan, **changes: Any) -> Sureness:
    """Of the first contract and migration of the sample, a milestone `ready`, and the first option where there is one."""
    stated: dict[str, Any] = {
        "status_date": portfolio.status_date,
        "seed": 1,
        "draws": 20_480,
        "family": "two-piece",
        "cost": a_range(1000.0),
        "extensions": a_range(600.0),
        "exposure": a_range(400.0),
        "uncovered_contracts": a_range(0.25),
        "contracts": tuple(_contract(contract.id) for contract in portfolio.contracts[:1]),
        "migrations": tuple(_migration(migration.id) for migration in portfolio.migrations[:1]),
        "milestones": (_milestone(),),
        "options": tuple(_option(option.id, option.contract) for option in portfolio.options[:1]),
        "rules_seed": 1,
        "rules_draws": 20_480,
        "basis": risk_basis(portfolio, plan),
    }
    return Sureness(**stated | changes)


def sure_of_everything(portfolio: Portfolio, plan: Plan) -> Sureness:
    """As `sureness`, of every contract, migration and option."""
    contracts = tuple(_contract(contract.id) for contract in portfolio.contracts)
    migrations = tuple(_migration(migration.id) for migration in portfolio.migrations)
    options = tuple(_option(option.id, option.contract) for option in portfolio.options)
    return sureness(portfolio, plan, contracts=contracts, migrations=migrations, options=options)


def a_range(mean: float) -> Range:
    """A figure that lies between half and twice its mean."""
    return Range(mean=mean, error=mean / 100, p10=mean / 2, p50=mean, p80=mean * 1.5, p90=mean * 1.75, p95=mean * 2)


def _contract(contract: str) -> ContractSureness:
    return ContractSureness(
        contract=contract,
        p50_date=day(20),
        p80_date=day(40),
        p95_date=day(60),
        uncovered_probability=0.25,
        uncovered_probability_error=0.01,
        exposure_pounds_mean=400,
        drivers=("ready", "STRIKE"),
    )


def _migration(migration: str) -> MigrationSureness:
    return MigrationSureness(
        migration=migration, p10_date=day(25), p50_date=day(28), p80_date=day(35), p90_date=day(45)
    )


def _milestone() -> MilestoneSureness:
    return MilestoneSureness(
        milestone="ready",
        planning_date=day(10),
        family="two-piece",
        p10_date=day(8),
        p50_date=day(10),
        p90_date=day(20),
        held_still=False,
        range_days=(8.0, 10.0, 20.0),
    )


def _option(option: str, contract: str) -> OptionSureness:
    return OptionSureness(
        option=option,
        contract=contract,
        acting_date=day(15),
        rule="date",
        level="P80",
        threshold_date=day(30),
        flat_from_date=day(29),
        flat_until_date=day(31),
        exercised_probability=0.4,
        price_ceiling_today_pounds=90,
        price_ceiling_on_the_day_pounds=150,
        right_worth_pounds=70,
        waiting_pounds=30,
        waiting_error=2,
        uncovered_probability=0.1,
        today="extend",
        sentence=f"Extend {contract} unless, with every open date at its P80, the plan has it off by 31 January 2030.",
    )
