"""Random decision trees with other features: one event behind two gates, signals that can be wrong, dates announced early.

A world is one outcome of everything. A fact is told on a day to all: it parts the worlds. A gate that has come, or comes
within the warning, is known. A re-forecast at a level is that level of a gate in the worlds that are still possible for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.rules import LEVELS
from tests.risk.tripwires.decision_trees import LEAST_WORTH, NEVER, best_cost

MOST_WORLDS = 1500
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Fact:
    """What is told on a day, as a label of each world, and of which gates it tells something."""

    day: int
    labels: Labels
    gates: frozenset[int]


@dataclass(frozen=True)
class Offer:
    """An option: its acting day, its days, its price a day and its fee, its least days, how sure the supplier is."""

    acting_day: int
    days: int
    pounds_per_day: float
    fee: float
    least_days: int
    agreement: float


@dataclass(frozen=True)
class World:
    """All worlds with their probabilities. `gates`: the day of each gate, a row for each. `exposure`: pounds a day."""

    shares: Floats
    gates: Days
    facts: tuple[Fact, ...]
    warning: int
    end: int
    exposure: float
    offers: tuple[Offer, ...]

    @cached_property
    def needed(self) -> Days:
        return np.asarray(self.gates.max(axis=0))

    def known(self, day: int) -> Labels:
        told = [fact.labels for fact in self.facts if fact.day <= day]
        return _joined([*self._come(day), *told])

    def _come(self, day: int) -> list[Labels]:
        return [np.where(row <= day + self.warning, row, -1) for row in self.gates]

    def seen(self, day: int, level: float) -> Days:
        return np.asarray(np.max([self._seen(place, day, level) for place in range(len(self.gates))], axis=0))

    def _seen(self, gate: int, day: int, level: float) -> Days:
        told = [fact.labels for fact in self.facts if fact.day <= day and gate in fact.gates]
        known, days = _joined([self._come(day)[gate], *told]), self.gates[gate]
        found = np.empty(len(days), dtype=np.int64)
        for node in np.unique(known):
            here = np.flatnonzero(known == node)
            order = here[np.argsort(days[here], kind="stable")]
            sums = np.cumsum(self.shares[order]) / self.shares[order].sum()
            found[here] = days[order[np.searchsorted(sums, level - 1e-12)]]
        return found

    def cost(self) -> Floats:
        return np.array([[self._pounds(k, int(day)) for day in self.needed] for k in range(len(self.offers) + 1)])

    def _pounds(self, taken: int, needed: int) -> float:
        pounds, end = 0.0, self.end
        for place, offer in enumerate(self.offers[:taken]):
            used = offer.days if place + 1 < taken else min(offer.days, max(offer.least_days, needed - end))
            pounds += offer.fee + used * offer.pounds_per_day
            end += offer.days
        return pounds + self.exposure * max(0, needed - end)

    def chain(self) -> ChainDraws:
        return ChainDraws(
            cost=self.cost(),
            seen=tuple(np.array([self.seen(o.acting_day, level) for level in LEVELS]) for o in self.offers),
            acting_days=tuple(offer.acting_day for offer in self.offers),
            agreement=tuple(offer.agreement for offer in self.offers),
            shares=self.shares,
        )

    def sampled(self, draws: int, seed: int) -> ChainDraws:
        """The same from so many draws."""
        pick, chain = np.random.default_rng(seed).choice(len(self.shares), draws, p=self.shares), self.chain()
        seen = tuple(rows[:, pick] for rows in chain.seen if rows is not None)
        return replace(chain, cost=chain.cost[:, pick], seen=seen, shares=None)


def _joined(columns: list[Labels]) -> Labels:
    return np.asarray(np.unique(np.array(columns), axis=1, return_inverse=True)[1]).ravel()


def drawn_world(seed: int) -> World:
    """A random tree in which waiting is worth something; draws again until it is."""
    rng = np.random.default_rng([seed, 19])
    while True:
        world = _world(rng)
        if len(world.shares) <= MOST_WORLDS and worth_of_waiting(world) >= LEAST_WORTH:
            return world


def worth_of_waiting(world: World) -> float:
    """By how much the best policy is below the best commitment."""
    best = best_cost(world)
    early = tuple(replace(offer, acting_day=offer.acting_day - 100_000) for offer in world.offers)
    blind = replace(world, offers=early, facts=tuple(replace(fact, day=NEVER) for fact in world.facts))
    return (best_cost(blind) - best) / max(best, 1.0)


@dataclass(frozen=True)
class _Chance:
    """Something with branches: its days late by branch, its probabilities, when it is told, which gates it delays."""

    delays: tuple[int, ...]
    chances: Floats
    day: int
    gates: tuple[int, ...]


def _world(rng: np.random.Generator) -> World:
    end, count = int(rng.integers(350, 600)), int(rng.integers(1, 4))
    bases = end - rng.integers(50, 350, count)
    parts = [_chance(rng, (gate,), NEVER, int(rng.integers(2, 5)), 300) for gate in range(count)]
    if count > 1 and rng.random() < 0.7:
        # As in the planner everybody knows of an event, at the latest, when the first gate it delays was due.
        parts.append(_chance(rng, (0, 1), int(rng.integers(0, bases[:2].min() + 1)), 2, 250))
    signals = [_signal(rng, place, part, int(bases.min())) for place, part in enumerate(parts[:count])]
    return _tabulated(rng, end, bases, parts, [signal for signal in signals if rng.random() < 0.6])


def _chance(rng: np.random.Generator, gates: tuple[int, ...], day: int, branches: int, most: int) -> _Chance:
    delays = (0, *sorted(int(d) for d in rng.integers(10, most, branches - 1)))
    return _Chance(delays, rng.dirichlet(np.full(branches, 2.0)), day, gates)


@dataclass(frozen=True)
class _Signal:
    """Good or bad news of a chance, right with a probability, told on a day."""

    part: int
    day: int
    right: float


def _signal(rng: np.random.Generator, part: int, chance: _Chance, base: int) -> _Signal:
    return _Signal(part, int(rng.integers(0, base)), float(rng.choice([0.7, 0.8, 0.95])))


def _tabulated(rng: np.random.Generator, end: int, bases: Days, parts: list[_Chance], signals: list[_Signal]) -> World:
    ways = [range(len(part.delays)) for part in parts] + [range(2) for _ in signals]
    table = np.array(list(product(*ways)))
    shares: Any = np.prod([part.chances[table[:, place]] for place, part in enumerate(parts)], axis=0)
    gates = np.repeat(np.asarray(bases)[:, None], len(table), axis=1)
    facts = []
    for place, part in enumerate(parts):
        for gate in part.gates:
            gates[gate] = gates[gate] + np.array(part.delays)[table[:, place]]
        facts.append(Fact(part.day, table[:, place], frozenset(part.gates)))
    for column, signal in enumerate(signals, len(parts)):
        late = table[:, signal.part] > 0
        shares = shares * np.where(late == (table[:, column] == 1), signal.right, 1 - signal.right)
        facts.append(Fact(signal.day, table[:, column], frozenset(parts[signal.part].gates)))
    exposure = float(rng.choice([400.0, 1000.0, 3000.0]))
    warning = int(rng.choice([0, 0, 30, 90]))
    return World(shares / shares.sum(), gates, tuple(facts), warning, end, exposure, _offers(rng, end, exposure))


def _offers(rng: np.random.Generator, end: int, exposure: float) -> tuple[Offer, ...]:
    offers, until = [], end
    for _ in range(rng.integers(1, 5)):
        days = int(rng.choice([30, 90, 120, 180, 365]))
        price = exposure * float(np.exp(rng.uniform(np.log(0.04), np.log(0.8))))
        fee = float(rng.choice([0.0, 0.0, 5.0, 20.0])) * price
        least = min(days, int(rng.choice([days, days, 1, 30, 90])))
        agreement = float(rng.choice([1.0, 1.0, 0.9, 0.7, 0.5]))
        offers.append(Offer(until - int(rng.integers(30, 330)), days, price, fee, least, agreement))
        until += days
    return tuple(offers)
