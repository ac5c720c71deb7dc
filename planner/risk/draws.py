"""Draws: scrambled Sobol points by sorted keys, in batches that can be made one by one, in any order.

Nothing here depends on the order of rows: quantities are sorted by kind and id. Where portfolios are compared the keys are
those of all of them together, so that all see the same numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from planner.risk.families import Floats, rounded_half_up, standard_normal
from planner.risk.uncertainty import Event, UncertainDate, Uncertainty

BATCH = 1024
"""Points of a batch; each batch has a scramble of its own, so batches are independent of each other."""
LEAST_BATCHES = 8
"""Fewer say too little about how far off a result is."""
FIT_BATCHES = 4
"""Batches that choices are made on, never reported: 4,096 draws."""
REPORTED_DRAWS = 20_480
"""Draws that are reported, unless asked otherwise."""
MOST_DRAWS = 1_000_000
"""More are refused: they would say nothing more, and take hours."""

Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int64]


class Purpose(IntEnum):
    """What a set of draws is for. Sets of different purposes are independent."""

    FIT = 1
    SELECT = 2
    EVALUATE = 3


@dataclass(frozen=True)
class Keys:
    """The uncertain quantities that have a dimension each, sorted; an event has two."""

    clusters: tuple[str, ...]
    dates: tuple[str, ...]
    events: tuple[str, ...]

    @classmethod
    def of(cls, *uncertainties: Uncertainty) -> Keys:
        """Those of all of these together."""
        return cls(
            clusters=_sorted(cluster for item in uncertainties for cluster in item.cluster_shares),
            dates=_sorted(date.id for item in uncertainties for date in item.dates if not date.achieved),
            events=_sorted(event.id for item in uncertainties for event in item.events),
        )

    @property
    def dimensions(self) -> int:
        """The programme, the clusters, the dates, and for each event whether it happens and by how many days."""
        return 1 + len(self.clusters) + len(self.dates) + 2 * len(self.events)

    @cached_property
    def cluster_place(self) -> dict[str, int]:
        """The dimension of every cluster."""
        return {id: 1 + place for place, id in enumerate(self.clusters)}

    @cached_property
    def date_place(self) -> dict[str, int]:
        """The dimension of every date."""
        return {id: 1 + len(self.clusters) + place for place, id in enumerate(self.dates)}

    @cached_property
    def event_place(self) -> dict[str, int]:
        """The first dimension of every event."""
        first = 1 + len(self.clusters) + len(self.dates)
        return {id: first + 2 * place for place, id in enumerate(self.events)}


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids)))


@dataclass(frozen=True)
class DrawKey:
    """Which draws are meant: a seed, a purpose, and the place of the batch."""

    seed: int
    purpose: Purpose
    batch: int

    def generator(self, table: str, id: str = "") -> np.random.Generator:
        """The random numbers of one record of a table; no other record has the same."""
        text = "\x1f".join([str(self.seed), str(int(self.purpose)), str(self.batch), table, id])
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "little")))


def batch_count(draws: int) -> int:
    """How many batches so many draws are: whole ones, and at least eight."""
    return max(LEAST_BATCHES, -(-draws // BATCH))


@dataclass(frozen=True)
class Batch:
    """The numbers of one batch, before anything is made of them: standard normal ones, and uniform ones of the events."""

    key: DrawKey
    keys: Keys
    uniform: Floats

    @classmethod
    def of(cls, keys: Keys, key: DrawKey, points: int = BATCH) -> Batch:
        """The batch of these keys; the same whenever it is asked for. `points`: its first ones, a power of two."""
        engine = qmc.Sobol(keys.dimensions, scramble=True, rng=key.generator("sobol"))
        return cls(key=key, keys=keys, uniform=engine.random(points))

    @property
    def points(self) -> int:
        return len(self.uniform)

    @cached_property
    def normal(self) -> Floats:
        """The standard normal number of every dimension."""
        return standard_normal(self.uniform)

    def latent(self, uncertainty: Uncertainty, date: UncertainDate) -> Floats:
        """The standard normal number behind the own date of a milestone."""
        own = self.normal[:, self.keys.date_place[date.id]]
        return self.mixed(uncertainty, date.cluster, own)

    def mixed(self, uncertainty: Uncertainty, cluster: str | None, own: Floats) -> Floats:
        """A number of its own, with what the programme and its cluster have in common."""
        programme, common = uncertainty.programme_share, uncertainty.cluster_share(cluster)
        mixed: Floats = np.sqrt(programme) * self.normal[:, 0] + np.sqrt(max(0.0, 1.0 - programme - common)) * own
        if cluster is not None and common:
            mixed = mixed + np.sqrt(common) * self.normal[:, self.keys.cluster_place[cluster]]
        return mixed

    def happens(self, event: Event) -> Flags:
        """In which draws an event happens: a smaller probability only takes draws away."""
        return self.uniform[:, self.keys.event_place[event.id]] < event.probability

    def event_days(self, uncertainty: Uncertainty, event: Event) -> Days:
        """By how many days an event delays what it affects, in each draw; 0 where it does not happen."""
        if uncertainty.spread == 0.0:
            return np.zeros(self.points, dtype=np.int64)
        size = event.days.quantile(self.normal[:, self.keys.event_place[event.id] + 1])
        return np.where(self.happens(event), np.maximum(0, rounded_half_up(event.share * size)), 0)

    def own_days(self, uncertainty: Uncertainty) -> Days:
        """The own day of every milestone, in the order of `Uncertainty.dates`, before milestones wait for each other."""
        delays = self._delays(uncertainty)
        found = np.empty((self.points, len(uncertainty.dates)), dtype=np.int64)
        for place, date in enumerate(uncertainty.dates):
            found[:, place] = self._own_day(uncertainty, date, delays.get(date.id))
        return found

    def _own_day(self, uncertainty: Uncertainty, date: UncertainDate, delay: Days | None) -> Days:
        fixed = np.full(self.points, date.planning_day, dtype=np.int64)
        if date.achieved or uncertainty.spread == 0.0:
            return fixed
        late = np.zeros(self.points, dtype=np.int64) if delay is None else delay
        if not date.varies or date.range is None:
            return np.where(late > 0, np.maximum(1, fixed + late), fixed)
        drawn = date.range.quantile(self.latent(uncertainty, date))
        base = date.planning_day + uncertainty.spread * (drawn - date.planning_day)
        return np.maximum(1, rounded_half_up(base + late))

    def _delays(self, uncertainty: Uncertainty) -> dict[str, Days]:
        return self._summed((event.milestones, self.event_days(uncertainty, event)) for event in uncertainty.events)

    def migration_delays(self, uncertainty: Uncertainty) -> dict[str, Days]:
        """By how many days the events lengthen the preparation of every migration that any of them affects."""
        return self._summed(
            (event.migrations, self.event_days(uncertainty, event)) for event in uncertainty.events if event.migrations
        )

    @staticmethod
    def _summed(delays: Iterable[tuple[tuple[str, ...], Days]]) -> dict[str, Days]:
        found: dict[str, Days] = {}
        for ids, days in delays:
            for id in ids:
                found[id] = found[id] + days if id in found else days
        return found
