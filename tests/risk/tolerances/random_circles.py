"""Random contracts that a few common events delay, each with one or two options, in all futures with their probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.tolerances.circle import Circle
from planner.risk.tolerances.covered_chain import CoveredChain
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.rules import LEVELS

FIRST_NEED = 100


@dataclass(frozen=True)
class Futures:
    """Which events happen in each future, a row each, and when each is known. `chances`: of each event."""

    happens: npt.NDArray[np.int64]
    chances: Floats
    known_days: Days

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Futures:
        events = int(rng.integers(2, 5))
        return cls(
            happens=np.array(list(product((0, 1), repeat=events))),
            chances=rng.choice([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], events),
            known_days=rng.integers(1, 100, events),
        )

    @property
    def shares(self) -> Floats:
        return np.asarray(np.prod(np.where(self.happens, self.chances, 1.0 - self.chances), axis=1))

    def expected(self, day: int, level: float) -> npt.NDArray[np.int64]:
        """Which events a re-forecast reckons with, in each future."""
        return np.where(self.known_days <= day, self.happens, (self.chances >= 1.0 - level).astype(np.int64))


def drawn_circle(seed: int, *, refusals: bool = True) -> Circle:
    """One to three contracts that share a tolerance. `refusals`: suppliers may say no."""
    rng = np.random.default_rng(seed)
    futures = Futures.drawn(rng)
    chains = {str(place): _contract(rng, futures, refusals) for place in range(rng.integers(1, 4))}
    return Circle(chains, np.ones(len(futures.shares)), futures.shares)


def _contract(rng: np.random.Generator, futures: Futures, refusals: bool) -> CoveredChain:
    events, links = len(futures.chances), int(rng.integers(1, 3))
    delays = rng.choice([30, 60, 90, 120, 210], events) * (rng.random(events) < 0.7)
    lengths, prices = rng.choice([60, 90, 180], links), rng.choice([50, 110, 200, 400], links)
    ends = FIRST_NEED + int(rng.choice([0, 10, 30, 60])) + np.concatenate([[0], np.cumsum(lengths)])
    needed, exposure = FIRST_NEED + futures.happens @ delays, int(rng.choice([300, 500, 1000]))
    bare = np.array([np.maximum(0, needed - end) for end in ends])
    bought = np.concatenate([[0], np.cumsum(lengths * prices)])
    days = [int(day) for day in rng.integers(10, 90, links)]
    seen = tuple(np.array([FIRST_NEED + futures.expected(day, level) @ delays for level in LEVELS]) for day in days)
    agreement = (
        tuple(float(chance) for chance in rng.choice([1.0, 1.0, 0.8, 0.5], links)) if refusals else (1.0,) * links
    )
    chain = ChainDraws((bare * exposure + bought[:, None]).astype(float), seen, tuple(days), agreement, futures.shares)
    return CoveredChain(chain, (bare > 0).astype(float))
