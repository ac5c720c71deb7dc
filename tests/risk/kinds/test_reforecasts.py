"""What is seen on each last day to decide, at every level, against enumeration: the same days with the same probability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.plan import read_plan
from planner.reading import read_portfolio
from planner.risk.draws import BATCH, Days, DrawKey, Purpose
from planner.risk.execution.program import program_of
from planner.risk.tripwires.reading_ahead import CarriedBatch
from planner.risk.tripwires.rules import LEVELS
from planner.risk.uncertainty import uncertainty_of
from tests.depth import by_day
from tests.risk.kinds.asking import Asked
from tests.risk.kinds.conftest import Planned
from tests.risk.kinds.drawn import KINDS, drawn
from tests.risk.kinds.futures import Futures
from tests.risk.kinds.policies import Policies
from tests.risk.kinds.small import Small

Seen = dict[tuple[int, ...], float]
SEEDS = by_day(range(20), 20)
ERROR = 4 * 0.5 / np.sqrt(4 * BATCH)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_re_forecast_is_that_of_enumeration(kind: str, seed: int, planned: Planned) -> None:
    check(drawn(kind, seed), planned(kind, seed))


def test_an_event_that_can_still_strike_what_runs_is_reckoned_with(tmp_path: Path) -> None:
    """A migration has begun when the option is decided, and an event on it is not known yet. At 5 % it counts at P95."""
    small = drawn("chains", 2)
    events = tuple(replace(event, probability=0.05) for event in small.events)
    rarer = replace(small, events=events)
    check(rarer, Asked.of(rarer, tmp_path))


def check(small: Small, asked: Asked) -> None:
    futures = Futures(small, asked.starts)
    drawn_days = [*sampled(asked, small)]
    for contract, rows in zip(small.contracts, drawn_days, strict=True):
        for exact, found in zip(Policies.of(futures, contract).seen, rows, strict=True):
            assert alike(found, [*zip(zip(*exact, strict=True), futures.shares, strict=True)])


def sampled(asked: Asked, small: Small) -> Iterator[list[Days]]:
    portfolio = read_portfolio(asked.portfolio)
    plan = read_plan(asked.plan).plan_for(portfolio)
    uncertain = uncertainty_of(portfolio)
    program = program_of(portfolio, plan, uncertain)
    days = sorted({c.last_day_to_decide(link) for c in small.contracts for link in range(len(c.options))})
    parts = [CarriedBatch.of(program, uncertain, DrawKey(1, Purpose.FIT, place), days) for place in range(4)]
    places = {item.id: place for place, item in enumerate(program.instance.contracts)}
    for contract in small.contracts:
        place = places[contract.id]
        yield [seen(parts, contract.last_day_to_decide(link), place) for link in range(len(contract.options))]


def seen(parts: Sequence[CarriedBatch], day: int, place: int) -> Days:
    asked = {(day, level): {place} for level in range(len(LEVELS))}
    answers = [part.seen(asked) for part in parts]
    return np.array([np.concatenate([answer[question][place] for answer in answers]) for question in asked])


def alike(found: Days, exact: Sequence[tuple[tuple[int, ...], float]]) -> bool:
    """The same triples of days, each with its probability."""
    wanted: Seen = {}
    for key, share in exact:
        wanted[key] = wanted.get(key, 0.0) + share
    keys, counts = np.unique(found, axis=1, return_counts=True)
    drawn_shares = {
        tuple(int(day) for day in key): count / found.shape[1] for key, count in zip(keys.T, counts, strict=True)
    }
    return all(abs(drawn_shares.get(key, 0.0) - wanted.get(key, 0.0)) <= ERROR for key in wanted.keys() | drawn_shares)
