"""Generated portfolios in which everything can vary: dates, lengths, events, what suppliers answer; with a plan each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.portfolio import Portfolio
from planner.domain.risks import RiskDriver
from planner.plan.entries import Plan
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.study import tripwires_of
from tests.drawn_starts import list_plan

DRAWS = 8192
CONTRACTS = 8
T = TypeVar("T")


@cache
def drawn(seed: int) -> tuple[Portfolio, Plan]:
    """A portfolio of eight contracts and some seven migrations, with the plan of the list rule."""
    spec = GeneratorSpec(contracts=CONTRACTS, seed=seed, congestion_percent=90, modes_percent=30, groups_percent=20)
    portfolio = generate_portfolio(spec)
    plan, random = list_plan(portfolio), Random(f"laws {seed}")
    return varied(portfolio, random), plan


def varied(portfolio: Portfolio, random: Random) -> Portfolio:
    """The same with events, lengths that vary, suppliers who refuse, and forecasts of some skill."""
    options = tuple(
        replace(option, agreement_probability=random.choice((1.0, 1.0, 0.6, 0.85))) for option in portfolio.options
    )
    policy = replace(
        portfolio.policy,
        phase_early_percent=-10.0,
        phase_late_percent=random.choice((0.0, 30.0)),
        forecast_skill=random.choice((0.0, 0.5, 0.9)),
        warning_days=random.choice((0, 30, 90)),
    )
    return replace(portfolio, options=options, policy=policy, risk_drivers=tuple(events(portfolio, random)))


def events(portfolio: Portfolio, random: Random) -> list[RiskDriver]:
    """One on a milestone, one on two migrations; nobody says when they become known."""
    targets = [(portfolio.milestones[0].id,), tuple(item.id for item in portfolio.migrations[:2])]
    return [
        RiskDriver(
            id=f"E{place}", name="late", probability=random.choice((0.1, 0.3, 0.5)), early_days=random.randint(5, 20),
            likely_days=random.randint(20, 60), late_days=random.randint(60, 150), affects=affects,
        )
        for place, affects in enumerate(targets)
    ]  # fmt: skip


@cache
def rules(seed: int) -> Tripwires:
    """The tripwires of a drawn portfolio."""
    return tripwires_of(*drawn(seed), draws=DRAWS)


def turned(portfolio: Portfolio) -> Portfolio:
    """The same portfolio with the rows of every table in the opposite order."""
    stated = {each.name: getattr(portfolio, each.name) for each in fields(portfolio) if each.init}
    tables: dict[str, Any] = {name: rows[::-1] for name, rows in stated.items() if isinstance(rows, tuple)}
    return replace(portfolio, **tables)


def later(value: T, days: int) -> T:
    """The same with every date so many days later."""
    return _later(value, days)  # type: ignore[no-any-return]


def _later(value: Any, days: int) -> Any:
    if isinstance(value, date):
        return value + timedelta(days=days)
    if isinstance(value, tuple):
        return tuple(_later(item, days) for item in value)
    if isinstance(value, Mapping):
        return {key: _later(item, days) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        stated = {each.name: _later(getattr(value, each.name), days) for each in fields(value) if each.init}
        return replace(value, **stated)
    return value


def renamed(value: T, names: Mapping[str, str]) -> T:
    """The same with every text that is one of these ids replaced."""
    return _renamed(value, names)  # type: ignore[no-any-return]


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if type(value) is str:
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(_renamed(item, names) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        stated = {each.name: _renamed(getattr(value, each.name), names) for each in fields(value) if each.init}
        return replace(value, **stated)
    return value
