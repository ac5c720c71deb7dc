"""The futures of a portfolio that has only a few: each then counts exactly by its probability, whatever is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from planner.risk.draws import BATCH, FIT_BATCHES, Batch, DrawKey, Keys, Purpose
from planner.risk.families import Floats
from planner.risk.uncertainty import Event, Uncertainty

FIT_DRAWS = FIT_BATCHES * BATCH
MOST_EVENTS = 8
"""With more events there are more futures than the draws can show."""


@dataclass(frozen=True)
class ExactFutures:
    """All futures of a portfolio that has only a few. `weight`: that of each fit draw, so that every future counts right.

    `places`: one fit draw of each future, with its probability in `shares`.
    """

    weight: Floats
    places: npt.NDArray[np.int64]
    shares: Floats


def exact_futures(uncertainty: Uncertainty, seed: int) -> ExactFutures | None:
    """The futures where nothing but a few events of fixed length and known day is uncertain.

    None where something else is, or where a future that is possible is in no draw.
    """
    if not _has_few_futures(uncertainty):
        return None
    keys = Keys.of(uncertainty)
    batches = [Batch.of(keys, DrawKey(seed, Purpose.FIT, place)) for place in range(FIT_BATCHES)]
    happens = [np.concatenate([batch.happens(event) for batch in batches]) for event in uncertainty.events]
    codes = sum((flags.astype(np.int64) << place for place, flags in enumerate(happens)), np.zeros(FIT_DRAWS, np.int64))
    shares = np.array([_share(uncertainty.events, future) for future in _futures(len(happens))])
    found, places, counts = np.unique(codes, return_index=True, return_counts=True)
    if not np.isin(np.flatnonzero(shares > 0.0), found).all():
        return None
    each = np.zeros(len(shares))
    each[found] = shares[found] / counts
    return ExactFutures(each[codes], places, shares[found])


def _has_few_futures(uncertainty: Uncertainty) -> bool:
    return (
        uncertainty.spread != 0.0
        and not uncertainty.lengths
        and len(uncertainty.events) <= MOST_EVENTS
        and not any(date.varies and not date.achieved for date in uncertainty.dates)
        and all(event.known_day is not None and not event.days.varies for event in uncertainty.events)
    )


def _futures(events: int) -> list[tuple[bool, ...]]:
    """Which events happen, the first event the one that changes fastest."""
    return [future[::-1] for future in product((False, True), repeat=events)]


def _share(events: tuple[Event, ...], future: tuple[bool, ...]) -> float:
    chances = [event.probability if hit else 1.0 - event.probability for event, hit in zip(events, future, strict=True)]
    return float(np.prod(chances))
