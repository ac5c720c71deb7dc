"""What a solve leaves for later ones: one compile, one bound and one search for many questions about a portfolio."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from planner.solver.arrays import Pounds
from planner.solver.bound.carried_bound import carried_bound
from planner.solver.bound.record_prices import RecordPrices
from planner.solver.model.candidate import Wish
from planner.solver.model.instance import Instance, OptionLimit
from planner.solver.model.parts import Part
from planner.solver.search.component_search import ComponentSearch
from planner.solver.tuning import SearchTuning

MEGABYTE = 10**6
INSTANCES = 8
"""Instances whose prices of limits are remembered."""


@dataclass(frozen=True)
class PricedLimits:
    """The prices found for the limits of an instance, and the bound of the whole that they proved."""

    instance: Instance
    prices: tuple[float, ...]
    bound_pounds: int


class SolverMemory:
    """The components of the portfolios solved with it, compiled, with their prices, bounds and best plans.

    A portfolio falls apart into components. One that is the same as before is taken up where it was left. One that was
    edited is compiled anew and starts from the old prices, from what the old bound is still worth, and from its old plan.
    The caller holds the memory and gives it to each `solve`; nothing is remembered elsewhere. It may be shared between
    threads: what one solve has taken out another does not find. In deterministic mode the same calls in the same order give
    the same plans.

    `most_megabytes`: of arrays that are kept; the components used longest ago go first.
    """

    def __init__(self, most_megabytes: int = 300) -> None:
        self._most_bytes = most_megabytes * MEGABYTE
        self._kept: list[ComponentSearch] = []
        self._prices = RecordPrices()
        self._limits: list[PricedLimits] = []
        self._lock = threading.Lock()

    def search_of(self, part: Part, seed: int, tuning: SearchTuning) -> ComponentSearch:
        """The search of a component: the kept one of the same component, else a new one with all that is known for it."""
        kept = self._take(part, tuning)
        if kept is not None:
            return kept
        search = ComponentSearch(part, seed, tuning)
        with self._lock:
            alike = [kept for kept in self._kept if _ids(kept) == _ids(search)]
            prices = self._prices.lay_on(search.dual)
        if prices is not None:
            search.dual.go_on_from(prices)
        for old in alike:
            _carry_over(old, search)
        return search

    def keep(self, searches: Sequence[ComponentSearch]) -> None:
        """Keep searches that nobody works on any more."""
        with self._lock:
            for search in searches:
                if search.dual.bound_pounds is not None:
                    self._prices.learn(search.dual)
            self._kept += searches
            while self._kept and sum(map(_bytes, self._kept)) > self._most_bytes:
                del self._kept[0]

    def limits_of(self, instance: Instance) -> PricedLimits | None:
        """The prices found for the limits of the same instance."""
        with self._lock:
            return next((priced for priced in self._limits if priced.instance == instance), None)

    def limit_prices(self, instance: Instance) -> list[float] | None:
        """The last prices known for the limits of an instance that may be another; None where none is known."""
        with self._lock:
            known = {
                key: price
                for priced in self._limits
                for key, price in zip(_limit_keys(priced.instance), priced.prices, strict=True)
            }
        keys = _limit_keys(instance)
        return [known.get(key, 0.0) for key in keys] if known.keys() & set(keys) else None

    def keep_limits(self, instance: Instance, prices: Pounds, bound_pounds: int) -> None:
        """Keep the prices found for the limits of an instance."""
        with self._lock:
            others = [priced for priced in self._limits if priced.instance != instance]
            found = PricedLimits(instance, tuple(prices.tolist()), bound_pounds)
            self._limits = [*others, found][-INSTANCES:]

    def _take(self, part: Part, tuning: SearchTuning) -> ComponentSearch | None:
        with self._lock:
            for place, kept in enumerate(self._kept):
                if kept.instance == part.instance and kept.tuning == tuning:
                    del self._kept[place]
                    kept.part = part
                    return kept
        return None


def _carry_over(old: ComponentSearch, search: ComponentSearch) -> None:
    """What bound and plan of a component before an edit are worth after it."""
    if old.best is not None:
        search.try_own_wishes(_wishes(old, search))
    if old.bound is None:
        return
    carried = carried_bound(old.bound, (old.blocks, old.dual.flat), (search.blocks, search.dual.flat))
    if carried is not None:
        search.raise_exact_bound(carried)


def _wishes(old: ComponentSearch, search: ComponentSearch) -> list[Wish | None]:
    """The best plan of the old component for the migrations of the new one, whose order may be another."""
    assert old.best is not None
    wishes: dict[str, tuple[int, str]] = {}
    for migration, start, mode in zip(old.instance.migrations, old.best.starts, old.best.modes, strict=True):
        wishes[migration.id] = start, migration.modes[mode].id
    found: list[Wish | None] = []
    for migration in search.instance.migrations:
        start, name = wishes[migration.id]
        place = next((k for k, mode in enumerate(migration.modes) if mode.id == name), None)
        found.append(None if place is None else (start, place))
    return found


def _ids(search: ComponentSearch) -> frozenset[str]:
    return frozenset(migration.id for migration in search.instance.migrations)


def _bytes(search: ComponentSearch) -> int:
    """The arrays of a search, those of its parts included."""
    return search.dual.flat.pounds.nbytes + sum(map(_bytes, search.known_parts))


def _limit_keys(instance: Instance) -> list[object]:
    return [_limit_key(instance, limit) for limit in instance.limits]


def _limit_key(instance: Instance, limit: OptionLimit) -> object:
    links = frozenset(instance.contracts[c].links[j].id for c, j in limit.use)
    return limit.rule, limit.exact, links
