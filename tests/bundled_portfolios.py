"""Drawn portfolios whose options stand in bundles: those of `tiny_portfolios`, with bundles drawn on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from random import Random

from planner.domain.portfolio import Portfolio
from tests.tiny_portfolios import random_portfolio

FIRST_SEED = 50_000
"""Far from the seeds of other tests, so that these look at different portfolios."""
BUNDLED_SEEDS = range(200)
MOST_MIGRATIONS = 3
"""So few that trying every plan takes a fraction of a second."""


def bundled_portfolio(seed: int) -> Portfolio:
    """The portfolio of a seed: a bundle of open options, now and then of any, and sometimes a second one."""
    random = Random(f"bundles {seed}")
    portfolio = next(_with_open_options(seed))
    everything = [option.id for option in portfolio.options]
    bundles = {"one": everything if random.random() < 0.15 else _open_options(portfolio)}
    if random.random() < 0.35:
        bundles["two"] = everything
    bundle_of: dict[str, str] = {}
    for name, ids in bundles.items():
        free = [id for id in ids if id not in bundle_of]
        bundle_of.update(dict.fromkeys(random.sample(free, min(len(free), random.choice((2, 2, 3)))), name))
    options = tuple(replace(option, bundle=bundle_of.get(option.id)) for option in portfolio.options)
    return replace(portfolio, name=f"bundled {seed}", options=options)


def _with_open_options(seed: int) -> Iterator[Portfolio]:
    """Portfolios of at least two contracts with an open option, one after the other from the place of a seed on."""
    for place in count(FIRST_SEED + 100 * seed):
        portfolio = random_portfolio(place)
        if len(portfolio.migrations) <= MOST_MIGRATIONS and len(_open_options(portfolio)) > 1:
            yield portfolio


def _open_options(portfolio: Portfolio) -> list[str]:
    """The first option of every contract that a plan may choose."""
    chains = portfolio.chain_by_contract.values()
    first = [next((link for link in chain if not link.exercised), None) for chain in chains]
    return [link.option.id for link in first if link is not None and link.obstacle is None]
