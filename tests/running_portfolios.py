"""Drawn portfolios whose contracts renew, roll on, open their rights late, or stop at a maximum end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random

from planner.domain.contracts import Contract, ExtensionOption, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.portfolio import Portfolio
from tests.tiny_portfolios import random_portfolio

FIRST_SEED = 80_000
"""Far from the seeds of other tests, so that these look at different portfolios."""
RUNNING_SEEDS = range(200)
MOST_MIGRATIONS = 3
"""So few that trying every plan takes a fraction of a second."""


def running_portfolio(seed: int) -> Portfolio:
    """The portfolio of a seed; at least one of its contracts goes on by itself."""
    random = Random(f"running {seed}")
    places = count(FIRST_SEED + 100 * seed)
    drawn = next(found for found in map(random_portfolio, places) if len(found.migrations) <= MOST_MIGRATIONS)
    contracts = [_contract(random, drawn, contract, must=not place) for place, contract in enumerate(drawn.contracts)]
    running = {contract.id for contract in contracts if contract.runs_on}
    bound = {taken.subject for taken in drawn.decisions_taken}
    options = [_option(random, option) for option in drawn.options]
    kept = [option for option in options if option.contract not in running or _is_decided(option, bound)]
    taken = {option.id for option in drawn.options} - {option.id for option in kept}
    decisions = (*(one for one in drawn.decisions_taken if one.subject not in taken), *_stops(random, drawn, contracts))
    return replace(
        drawn,
        name=f"running {seed}",
        financial_year_start_month=random.choice((4, (drawn.status_date + timedelta(days=20)).month)),
        contracts=tuple(contracts),
        options=tuple(kept),
        budgets=tuple(replace(budget, pounds=random.choice((60, 150, 300))) for budget in drawn.budgets),
        decisions_taken=decisions,
    )


def _is_decided(option: ExtensionOption, bound: set[str]) -> bool:
    return option.sequence == 1 and (option.state is OptionState.EXERCISED or option.id in bound)


def _contract(random: Random, portfolio: Portfolio, contract: Contract, *, must: bool) -> Contract:
    """Renewing by a month, rolling on with an end or without one, or as it was, with a window now and then."""
    windowed = replace(contract, earliest_notice=random.choice((None, None, 0, 1, 4, 9)))
    draw = random.random() * (0.75 if must else 1.0)
    ends = portfolio.status_date + timedelta(days=random.randint(-40, 12))
    if draw < 0.4:
        return replace(windowed, expiry_date=ends, renewal_months=1, maximum_end_date=_maximum(random, portfolio))
    if draw < 0.75:
        stated = random.choice((None, ends, ends))
        return replace(windowed, expiry_date=stated, rolling=True, maximum_end_date=_maximum(random, portfolio))
    return windowed


def _maximum(random: Random, portfolio: Portfolio) -> date | None:
    return portfolio.status_date + timedelta(days=random.randint(-3, 25)) if random.random() < 0.3 else None


def _option(random: Random, option: ExtensionOption) -> ExtensionOption:
    own = random.choice((None, None, None, 0, 3, 9))
    return replace(option, up_to=random.random() < 0.4, earliest_notice=own)


def _stops(random: Random, portfolio: Portfolio, contracts: list[Contract]) -> list[DecisionTaken]:
    """Now and then a stop that has been served, with its day or without."""
    stopped = [contract for contract in contracts if contract.runs_on and random.random() < 0.2]
    days = [random.choice((None, random.randint(-40, 0))) for _ in stopped]
    return [
        DecisionTaken(
            id=f"stop-{contract.id}",
            kind=CommitmentKind.STOP_SERVED,
            subject=contract.id,
            agreed_date=None if day is None else portfolio.status_date + timedelta(days=day),
        )
        for contract, day in zip(stopped, days, strict=True)
    ]
