"""Answers to small questions about tiny portfolios, found by trying every plan with the judge and the measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from planner.domain.days.closed_days import DayCount
from planner.domain.portfolio import Portfolio
from planner.domain.routes import has_no_route, planned_migrations, releasing_migrations
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.schedule import schedule_of
from tests.oracle import Best, brute_force
from tests.tiny_anchors import portfolio_with_anchors
from tests.tiny_portfolios import random_portfolio
from tests.tiny_varied import varied_portfolio

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
        portfolio, random = drawn_portfolio(seed), Random(seed)
        left = [contract.id for contract in portfolio.contracts if not has_no_route(portfolio, contract)]
        best = brute_force(portfolio) if left else None
        if best is not None:
            contract = random.choice(left)
            needed = schedule_of(portfolio, best.plan).contracts[contract].needed_until_day
            yield Drawn(seed, portfolio, best, contract, needed, random)


def drawn_portfolio(seed: int) -> Portfolio:
    """The portfolio of a seed: of four one as ever, one with all kinds of precedence, one in working days, one with all."""
    match seed % 4:
        case 0:
            return random_portfolio(seed)
        case 1:
            return portfolio_with_anchors(seed)
        case 2:
            return replace(random_portfolio(seed), day_count=DayCount.WORKING)
        case _:
            return varied_portfolio(seed)


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


def feeders_of(portfolio: Portfolio, contracts: Iterable[str]) -> frozenset[str]:
    """Whoever releases these contracts, whatever that waits for, whoever must cut over with it, and so on back."""
    needs: dict[str, set[str]] = defaultdict(set)
    for precedence in portfolio.precedences:
        needs[precedence.successor].add(precedence.predecessor)
    planned = {migration.id for migration in planned_migrations(portfolio)}
    for group in portfolio.groups:
        members = planned.intersection(group.migrations)
        if group.bridge_pounds_per_day is None:
            for member in members:
                needs[member] |= members
    found: set[str] = set()
    waiting = [id for contract in contracts for id in releases(portfolio, contract)]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += needs[id]
    return frozenset(found & planned)


def stays(plan: Plan, free: Collection[str], *, modes: bool = False) -> Allowed:
    """Entries of the plan for all but the free migrations; with `modes` the free ones keep theirs."""

    def allowed(entry: PlannedMigration) -> bool:
        planned = plan.entry_by_migration[entry.migration]
        return (entry == planned) if entry.migration not in free else (not modes or entry.mode == planned.mode)

    return allowed


def earliest_day(portfolio: Portfolio, contract: str, latest: int, allowed: Allowed, left_out: frozenset[str]) -> int:
    """The earliest day by which a plan of the entries allowed has the contract off; it is known to be off by the latest."""
    first, last = -50, latest
    while first < last:
        day = (first + last) // 2
        on_time = in_time(portfolio, {contract: day})
        both = brute_force(portfolio, allowed=lambda e, t=on_time: t(e) and allowed(e), left_out=left_out)  # type: ignore[misc]
        first, last = (first, day) if both is not None else (day + 1, last)
    return last
