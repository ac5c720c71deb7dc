"""The standalone checker and the judge, which share no code, agree on plans that count working days."""

from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planner.domain.calendar import is_working_day
from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionState
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes, has_no_route
from planner.domain.rules import Rule
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.reading import write_portfolio
from tests.oracle import brute_force
from tests.working_portfolios import working_portfolio

SCRIPT = Path(__file__).parents[2] / "data" / "benchmarks" / "check_plan.py"
CHECKER: dict[str, Any] = runpy.run_path(str(SCRIPT))


def known_to_the_checker(portfolio: Portfolio) -> Portfolio:
    """The portfolio without what the script refuses: commitments, options exercised, and contracts nobody can leave."""
    joining = tuple(replace(one, commitment=Commitment.COMMITTED) for one in portfolio.organisations)
    open_portfolio = replace(portfolio, organisations=joining, decisions_taken=(), jurisdiction="GB-ENG")
    kept = {contract.id for contract in portfolio.contracts if not has_no_route(open_portfolio, contract)}
    return replace(
        open_portfolio,
        contracts=tuple(_counted_in_days(contract) for contract in portfolio.contracts if contract.id in kept),
        options=tuple(_available(option) for option in portfolio.options if option.contract in kept),
        migrations=tuple(
            replace(migration, releases=tuple(id for id in migration.releases if id in kept))
            for migration in portfolio.migrations
        ),
    )


def _counted_in_days(contract: Contract) -> Contract:
    return replace(contract, notice=Notice(2))


def _available(option: ExtensionOption) -> ExtensionOption:
    return replace(option, state=OptionState.AVAILABLE)


def drawn_plan(portfolio: Portfolio, random: Random) -> Plan:
    """Any starts, some of them on closed days, any modes and options."""
    entries = tuple(
        PlannedMigration(
            migration=migration.id,
            start_day=random.randint(0, portfolio.horizon_day),
            mode=random.choice(all_modes(portfolio, migration)).id,
        )
        for migration in portfolio.migrations
    )
    return Plan(migrations=entries, options=tuple(option.id for option in portfolio.options if random.random() < 0.3))


def nudged(plan: Plan, random: Random) -> Plan:
    """The plan with one start moved by a few days."""
    entries = list(plan.migrations)
    place = random.randrange(len(entries))
    later = entries[place].start_day + random.choice((-3, -1, 1, 2, 3))
    entries[place] = replace(entries[place], start_day=max(0, later))
    return Plan(migrations=tuple(entries), options=plan.options)


def as_file(portfolio: Portfolio, plan: Plan) -> dict[str, Any]:
    return {
        "migrations": [
            {"migration": e.migration, "start_date": portfolio.date_of(e.start_day).isoformat(), "mode": e.mode}
            for e in plan.migrations
        ],
        "options": [{"option": option} for option in plan.options],
    }


@pytest.mark.parametrize("seed", range(12))
def test_both_find_the_same_plans_right_and_give_them_the_same_cost(seed: int, tmp_path: Path) -> None:
    portfolio = known_to_the_checker(working_portfolio(seed))
    write_portfolio(portfolio, tmp_path)
    read, random = CHECKER["Portfolio"](tmp_path), Random(seed)
    best = brute_force(portfolio)
    right = [] if best is None else [best.plan]
    plans = [
        *right,
        *(nudged(plan, random) for plan in right * 12),
        *(drawn_plan(portfolio, random) for _ in range(12)),
    ]
    for plan in plans:
        cost, broken = CHECKER["check"](read, as_file(portfolio, plan))
        breaches = judge(PlanCase(portfolio, plan))
        assert bool(broken) == bool(breaches), (broken, breaches)
        # A chain with a hole has no price: the two need not agree on one.
        if not any(breach.rule is Rule.OPTION_CHAIN for breach in breaches):
            terms = PlanCase(portfolio, plan).terms
            assert cost == {term.value: pounds for term, pounds in terms.items() if term.value != "no route"}


def test_most_drawn_portfolios_have_a_plan_that_is_right() -> None:
    found = [brute_force(known_to_the_checker(working_portfolio(seed))) for seed in range(12)]
    assert sum(best is not None for best in found) >= 6


@pytest.mark.parametrize("year", range(2020, 2045))
def test_the_bank_holidays_written_down_a_second_time_are_those_of_the_planner(year: int) -> None:
    days = [date.fromordinal(day) for day in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    closed = {day for day in days if day.weekday() < 5 and not is_working_day(day, "GB-ENG")}
    assert {day for day in CHECKER["bank_holidays"](year) if day.weekday() < 5} == closed
