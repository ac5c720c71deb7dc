"""A plan with the open options that it is asked about, and its draws."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from planner.domain.portfolio import Portfolio
from planner.risk.draws import DrawKey, Purpose
from planner.risk.execution.program import Program
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.reading_ahead import CarriedBatch
from planner.risk.uncertainty import Uncertainty

THREADS = 2
"""Batches carried out side by side; they are added up in order, so their number changes no figure."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class AskedPlan:
    """A plan with the open options it is asked about. `more_days`: those that are asked about besides acting days."""

    portfolio: Portfolio
    uncertainty: Uncertainty
    program: Program
    chains: tuple[OpenChain, ...]
    seed: int
    more_days: tuple[int, ...] = ()
    threads: int = THREADS

    @property
    def days(self) -> list[int]:
        """All days on which something is decided, and those that are asked about besides."""
        return sorted({day for chain in self.chains for day in chain.acting_days} | set(self.more_days))

    def batch(self, purpose: Purpose, place: int) -> CarriedBatch:
        """One batch, carried out."""
        return CarriedBatch.of(self.program, self.uncertainty, DrawKey(self.seed, purpose, place), self.days)

    def side_by_side(self, find: Callable[[int], Found], count: int) -> Generator[Found, None, None]:
        """What is found for each of so many places, in their order; where nobody takes the rest, it is not looked for."""
        with ThreadPoolExecutor(self.threads) as pool:
            try:
                yield from pool.map(find, range(count))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
