"""What a coupling costs in each draw where all dates are known, but not what suppliers will say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.risk.families import Floats
from planner.risk.tripwires.answers import clairvoyant_cost
from planner.risk.tripwires.tied.couplings import Prefixes
from planner.risk.tripwires.tied.decisions import Decision
from planner.risk.tripwires.tied.joint_play import Table

MOST_STATES = 3000
"""With more states than this the bound is that of the contracts without what ties them, which is lower still."""

Contract = tuple[int, int] | None
"""Links taken and links still possible; None once nothing more is decided about it."""
State = tuple[tuple[Contract, ...], tuple[int | None, ...]]
"""Where each contract stands, and what is used of each limit; None once nobody takes of it any more."""


def joint_clairvoyant(table: Table) -> Floats:
    """The expected cost of each draw under the best decisions, by backward steps over all states that can be reached.

    With too many states it is what the contracts cost without what ties them: a bound that is not reached.
    """
    game = _Game(table)
    if (states := game.states()) is None:
        return np.asarray(np.sum([clairvoyant_cost(chain) for chain in table.draws.chains], axis=0))
    after = {state: np.zeros(table.draws.draws) for state in states[-1]}
    for place in reversed(range(len(table.decisions.order))):
        after = {state: game.value(place, state, after) for state in states[place]}
    (start,) = states[0]
    return after[start] + game.untouched


@dataclass(frozen=True)
class _Game:
    """The states of a table and what each decision makes of them."""

    table: Table

    @property
    def start(self) -> State:
        chains = self.table.draws.chains
        return tuple((0, chain.links) for chain in chains), tuple(0 for _ in self.table.limits)

    @cached_property
    def last(self) -> list[int]:
        """The last decision that changes each contract."""
        found = [-1] * len(self.table.draws.chains)
        for place, decision in enumerate(self.table.decisions.order):
            for c in {*decision.taking, *decision.ending, *(c for each in decision.refusals for c in each)}:
                found[c] = place
        return found

    @cached_property
    def last_use(self) -> list[int]:
        """The last decision that takes of each limit."""
        order = self.table.decisions.order
        return [
            max((place for place, d in enumerate(order) if any(link in limit.use for link in d.asked)), default=-1)
            for limit in self.table.limits
        ]

    @property
    def untouched(self) -> Floats:
        """What contracts cost about which nothing is decided."""
        chains = self.table.draws.chains
        return np.asarray(sum((chains[c].cost[0] for c, last in enumerate(self.last) if last < 0), start=np.zeros(1)))

    def states(self) -> list[list[State]] | None:
        """The states that can be reached before each decision and at the end; None where they are too many."""
        found = [[self.start]]
        for place in range(len(self.table.decisions.order)):
            after = {self.closed(place, new) for state in found[-1] for _, new in self._next(place, state)}
            found.append(sorted(after, key=repr))
            if sum(len(states) for states in found) > MOST_STATES:
                return None
        return found

    def closed(self, place: int, state: State) -> State:
        """A state after a decision, without what plays no part any more."""
        contracts, used = state
        return (
            tuple(None if self.last[c] <= place else own for c, own in enumerate(contracts)),
            tuple(None if self.last_use[n] <= place else amount for n, amount in enumerate(used)),
        )

    def _next(self, place: int, state: State) -> Iterator[tuple[float, State]]:
        decision = self.table.decisions.order[place]
        if not self._asks(decision, state):
            yield 1.0, state
            return
        yield 1.0, _cut(state, decision.ending)
        if self._served(decision, state):
            yield from self.after_yes(decision, state)

    def value(self, place: int, state: State, after: dict[State, Floats]) -> Floats:
        """What a state before a decision costs."""
        decision = self.table.decisions.order[place]

        def then(new: State) -> Floats:
            return after[self.closed(place, new)] + self._settled(place, new)

        if not self._asks(decision, state):
            return then(state)
        no = then(_cut(state, decision.ending))
        if not self._served(decision, state):
            return no
        yes = sum(chance * then(new) for chance, new in self.after_yes(decision, state))
        return np.minimum(no, yes)

    def _settled(self, place: int, state: State) -> Floats:
        """What contracts cost about which this was the last decision."""
        found = np.zeros(self.table.draws.draws)
        for c, own in enumerate(state[0]):
            if own is not None and self.last[c] == place:
                found += self.table.draws.chains[c].cost[own[0]]
        return found

    def _asks(self, decision: Decision, state: State) -> bool:
        return all((own := state[0][c]) is not None and own[0] <= j < own[1] for c, j in decision.links)

    def _served(self, decision: Decision, state: State) -> bool:
        for limit, uses, used in zip(self.table.limits, self.table.uses, state[1], strict=True):
            need = sum(
                int(uses[c][links] - uses[c][min(_taken(state, c), links)]) for c, links in decision.taking.items()
            )
            if need > 0 and used is not None and used + need > limit.most:
                return False
        return True

    def after_yes(self, decision: Decision, state: State) -> Iterator[tuple[float, State]]:
        """Where yes leads, by probability: suppliers are asked one by one, and the first refusal ends it."""
        so_far, asked = 1.0, state
        for (c, j), refusal in zip(decision.asked, decision.refusals, strict=True):
            if j < _taken(state, c):
                continue
            asked = self._used(asked, {(c, j)}, when_asked=True)
            agreement = self.table.draws.chains[c].agreement[j]
            if agreement < 1.0:
                yield so_far * (1.0 - agreement), _cut(asked, refusal)
            so_far *= agreement
        if so_far > 0.0:
            new = {(c, j) for c, j in decision.asked if j >= _taken(state, c)}
            yield so_far, _took(self._used(asked, new, when_asked=False), decision.taking)

    def _used(self, state: State, links: set[tuple[int, int]], *, when_asked: bool) -> State:
        used = tuple(
            amount
            if amount is None or limit.when_asked != when_asked
            else amount + sum(limit.use.get(x, 0) for x in links)
            for limit, amount in zip(self.table.limits, state[1], strict=True)
        )
        return state[0], used


def _taken(state: State, contract: int) -> int:
    own = state[0][contract]
    return 0 if own is None else own[0]


def _cut(state: State, ending: Prefixes) -> State:
    contracts = (
        own if own is None or c not in ending else (own[0], min(own[1], ending[c])) for c, own in enumerate(state[0])
    )
    return tuple(contracts), state[1]


def _took(state: State, taking: Prefixes) -> State:
    contracts = (
        own if own is None or c not in taking else (max(own[0], taking[c]), own[1]) for c, own in enumerate(state[0])
    )
    return tuple(contracts), state[1]
