"""Answers to small questions about tiny portfolios, found by trying every plan with the judge and the measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from planner.domain.portfolio import Portfolio
from planner.domain.routes import has_no_route, releasing_migrations
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.schedule import schedule_of
from tests.oracle import Best, brute_force
from tests.tiny_portfolios import random_portfolio

Allowed = Callable[[PlannedMigration], bool]


@dataclass(frozen=True)
class Drawn:
    """A portfolio with its best plan, a contract that somebody can leave, and the day until which the plan needs it."""

    seed: int
    portfolio: Portfolio
    best: Best
    contract: str
    needed_until_day: int
    random: Random


def drawn(seeds: range) -> Iterator[Drawn]:
    """The seeds that have a plan and such a contract."""
    for seed in seeds:
        portfolio, random = random_portfolio(seed), Random(seed)
        left = [contract.id for contract in portfolio.contracts if not has_no_route(portfolio, contract)]
        best = brute_force(portfolio) if left else None
        if best is not None:
            contract = random.choice(left)
            needed = schedule_of(portfolio, best.plan).contracts[contract].needed_until_day
            yield Drawn(seed, portfolio, best, contract, needed, random)


def releases(portfolio: Portfolio, contract: str) -> frozenset[str]:
    """The migrations that release a contract."""
    return frozenset(m.id for m in releasing_migrations(portfolio, portfolio.contract_by_id[contract]))


def in_time(portfolio: Portfolio, days: Mapping[str, int]) -> Allowed:
    """Entries whose need of each of these contracts ends on or before its day."""
    bare = replace(portfolio, contracts=(), options=(), budgets=())
    released = {contract: releases(portfolio, contract) for contract in days}

    def allowed(entry: PlannedMigration) -> bool:
        limits = [day for contract, day in days.items() if entry.migration in released[contract]]
        until = schedule_of(bare, Plan(migrations=(entry,))).migrations[entry.migration].legacy_until_day
        return all(until <= day for day in limits)

    return allowed


def best_in_time(portfolio: Portfolio, days: Mapping[str, int]) -> Best | None:
    """The best plan in which nobody needs these contracts beyond their days."""
    for contract, day in days.items():
        if has_no_route(portfolio, portfolio.contract_by_id[contract]) and portfolio.horizon_day > day:
            return None
    return brute_force(portfolio, allowed=in_time(portfolio, days))
