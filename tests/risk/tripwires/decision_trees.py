"""Random decision trees with the best policy of all: one contract, gates that become known little by little, options.

A gate happens on one of several days. Some of what delays it becomes known on a stated day; the rest only when it happens:
until then it is only known that it has not happened yet. A re-forecast at a level is that level of what is still possible;
the contract is needed until the last gate. `best_cost` takes the best of all policies that use only what is known, by
backward induction; it shares no code with the fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.rules import LEVELS

EXPOSURE = 1000.0
"""Pounds for one uncovered day."""
MOST_OUTCOMES = 1000
LEAST_WORTH = 0.005
"""Trees in which waiting is worth a smaller share of the cost are not looked at."""
NEVER = 10**9


@dataclass(frozen=True)
class Step:
    """By how many days a gate is late, by probability; known on a day, or, with `NEVER`, only when the gate happens."""

    known_day: int
    delays: tuple[int, ...]
    chances: tuple[float, ...]


@dataclass(frozen=True)
class Gate:
    """Its steps, and all of its outcomes: the branch taken of each step."""

    base_day: int
    steps: tuple[Step, ...]

    @cached_property
    def branches(self) -> npt.NDArray[np.int64]:
        return np.array(list(product(*(range(len(step.delays)) for step in self.steps))))

    @cached_property
    def days(self) -> Days:
        late = [np.array(step.delays)[self.branches[:, place]] for place, step in enumerate(self.steps)]
        return np.asarray(self.base_day + np.sum(late, axis=0))

    @cached_property
    def shares(self) -> Floats:
        chances = [np.array(step.chances)[self.branches[:, place]] for place, step in enumerate(self.steps)]
        return np.asarray(np.prod(chances, axis=0))

    def known(self, day: int) -> npt.NDArray[np.int64]:
        """For each outcome a number that stands for all that is known of the gate at the end of a day."""
        happened = np.where(self.days <= day, self.days, -1)
        seen = [self.branches[:, place] for place, step in enumerate(self.steps) if step.known_day <= day]
        seen = [np.where(happened >= 0, -1, column) for column in seen]
        return np.asarray(np.unique(np.column_stack([happened, *seen]), axis=0, return_inverse=True)[1]).ravel()

    def seen(self, day: int, level: float) -> Days:
        """The re-forecast of each outcome."""
        known, found = self.known(day), np.empty(len(self.days), dtype=np.int64)
        for node in np.unique(known):
            here = np.flatnonzero(known == node)
            order = here[np.argsort(self.days[here], kind="stable")]
            sums = np.cumsum(self.shares[order]) / self.shares[order].sum()
            found[here] = self.days[order[np.searchsorted(sums, level - 1e-12)]]
        return found


@dataclass(frozen=True)
class Offer:
    """An option: its acting day, how long it covers, its price a day, its minimum days, how sure the supplier is."""

    acting_day: int
    days: int
    pounds_per_day: float
    least_days: int
    agreement: float


@dataclass(frozen=True)
class Tree:
    """Gates, the end of cover, and options. Everything by outcome is in the order of `outcomes`."""

    gates: tuple[Gate, ...]
    end: int
    offers: tuple[Offer, ...]

    @cached_property
    def outcomes(self) -> npt.NDArray[np.int64]:
        """The outcome of each gate."""
        return np.array(list(product(*(range(len(gate.days)) for gate in self.gates))))

    def each(self, values: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """Something of each gate, by outcome of the tree: a row for each gate."""
        return np.array([row[self.outcomes[:, place]] for place, row in enumerate(values)])

    @cached_property
    def shares(self) -> Floats:
        return np.asarray(np.prod(self.each([gate.shares for gate in self.gates]), axis=0))

    def needed(self) -> Days:
        return np.asarray(np.max(self.each([gate.days for gate in self.gates]), axis=0))

    def seen(self, day: int, level: float) -> Days:
        return np.asarray(np.max(self.each([gate.seen(day, level) for gate in self.gates]), axis=0))

    def known(self, day: int) -> npt.NDArray[np.int64]:
        rows = self.each([gate.known(day) for gate in self.gates])
        return np.asarray(np.unique(rows, axis=1, return_inverse=True)[1]).ravel()

    def cost(self) -> Floats:
        """Pounds by links taken and outcome: every option at its full price but the last, which can be ended early."""
        return np.array([[self._pounds(k, int(day)) for day in self.needed()] for k in range(len(self.offers) + 1)])

    def _pounds(self, taken: int, needed: int) -> float:
        pounds, end = 0.0, self.end
        for place, offer in enumerate(self.offers[:taken]):
            used = offer.days if place + 1 < taken else min(offer.days, max(offer.least_days, needed - end))
            pounds += used * offer.pounds_per_day
            end += offer.days
        return pounds + EXPOSURE * max(0, needed - end)

    def chain(self) -> ChainDraws:
        return ChainDraws(
            cost=self.cost(),
            seen=tuple(np.array([self.seen(o.acting_day, level) for level in LEVELS]) for o in self.offers),
            acting_days=tuple(offer.acting_day for offer in self.offers),
            agreement=tuple(offer.agreement for offer in self.offers),
            shares=self.shares,
        )

    def sampled(self, draws: int, seed: int) -> ChainDraws:
        """The same from so many draws instead of all outcomes."""
        shares = self.shares / self.shares.sum()
        pick, chain = np.random.default_rng(seed).choice(len(shares), draws, p=shares), self.chain()
        seen = tuple(rows[:, pick] for rows in chain.seen if rows is not None)
        return replace(chain, cost=chain.cost[:, pick], seen=seen, shares=None)


class Timed(Protocol):
    """Something that is decided on a day."""

    @property
    def acting_day(self) -> int: ...

    @property
    def agreement(self) -> float: ...


class Decided(Protocol):
    """What the best policy is sought for: outcomes with their probabilities, costs, and what is known on a day."""

    @property
    def shares(self) -> Floats: ...

    @property
    def offers(self) -> Sequence[Timed]: ...

    def cost(self) -> Floats: ...

    def known(self, day: int) -> npt.NDArray[np.int64]: ...


def best_cost(tree: Decided) -> float:
    """The least expected cost of all policies that use only what is known on each acting day."""
    cost, shares = tree.cost(), tree.shares
    order = sorted(range(len(tree.offers)), key=lambda j: (tree.offers[j].acting_day, -j))

    def onwards(place: int, taken: int, possible: int) -> Floats:
        """What each outcome costs from a decision on, under the best decisions from there."""
        if place == len(order):
            return np.asarray(cost[taken])
        link = order[place]
        if not taken <= link < possible:
            return onwards(place + 1, taken, possible)
        no = onwards(place + 1, taken, link)
        yes, so_far = np.zeros_like(no), 1.0
        for asked in range(link, taken - 1, -1):
            sure = tree.offers[asked].agreement
            if sure < 1:
                yes = yes + so_far * (1 - sure) * onwards(place + 1, taken, asked)
            so_far *= sure
        yes = yes + so_far * onwards(place + 1, link + 1, possible)
        known = tree.known(tree.offers[link].acting_day)
        better = np.bincount(known, weights=shares * (yes - no)) < 0
        return np.where(better[known], yes, no)

    return float(onwards(0, 0, len(order)) @ shares)


def drawn_tree(seed: int) -> Tree:
    """A random tree in which waiting is worth something; draws again until it is."""
    rng = np.random.default_rng(seed)
    while True:
        tree = _tree(rng)
        if len(tree.outcomes) <= MOST_OUTCOMES and worth_of_waiting(tree) >= LEAST_WORTH:
            return tree


def worth_of_waiting(tree: Tree) -> float:
    """By how much the best policy is below the best commitment: the same tree, decided before anything is known."""
    best = best_cost(tree)
    early = tuple(replace(offer, acting_day=offer.acting_day - 100_000) for offer in tree.offers)
    return (best_cost(replace(tree, offers=early)) - best) / max(best, 1.0)


def _tree(rng: np.random.Generator) -> Tree:
    end = int(rng.integers(350, 600))
    gates = tuple(_gate(rng, end) for _ in range(rng.integers(1, 4)))
    return Tree(gates, end, _offers(rng, end))


def _gate(rng: np.random.Generator, end: int) -> Gate:
    base = end - int(rng.integers(50, 350))
    steps = [_step(rng, NEVER, int(rng.integers(2, 5)), 300)]
    if rng.random() < 0.5:
        steps.append(_step(rng, int(rng.integers(20, base)), 2, 200))
    return Gate(base, tuple(steps))


def _step(rng: np.random.Generator, known_day: int, branches: int, most: int) -> Step:
    delays = (0, *sorted(int(d) for d in rng.integers(10, most, branches - 1)))
    chances = rng.dirichlet(np.full(branches, 2.0))
    return Step(known_day, delays, tuple(float(c) for c in chances))


def _offers(rng: np.random.Generator, end: int) -> tuple[Offer, ...]:
    offers, until = [], end
    for _ in range(rng.integers(1, 4)):
        days = int(rng.choice([90, 120, 180, 365]))
        price = float(np.exp(rng.uniform(np.log(40), np.log(800))))
        least = min(days, int(rng.choice([days, days, 30, 90])))
        agreement = float(rng.choice([1.0, 1.0, 0.9, 0.7, 0.5]))
        offers.append(Offer(until - int(rng.integers(60, 330)), days, price, least, agreement))
        until += days
    return tuple(offers)
