"""What a coupling costs in each draw where all dates are known, but not what suppliers will say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np

from planner.risk.families import Floats
from planner.risk.tripwires.tied.couplings import Prefixes
from planner.risk.tripwires.tied.decisions import Decision
from planner.risk.tripwires.tied.joint_bound import joint_bound
from planner.risk.tripwires.tied.joint_play import Table

MOST_STATES = 3000
"""With more states than this a bound is given that may be lower still."""

Contract = tuple[int, int] | None
"""Links taken and links still possible; None once nothing more is decided about it."""
State = tuple[tuple[Contract, ...], tuple[int | None, ...]]
"""Where each contract stands, and what is used of each limit; None once nobody takes of it any more."""
Stage = tuple[int, ...]
"""Decisions whose order is free, by their places."""


def joint_clairvoyant(table: Table) -> Floats:
    """The expected cost of each draw under the best decisions, by backward steps over all states that can be reached.

    Who is asked first on a day is free, since an answer can matter to the next request. With too many states it is a
    bound that may not be reached.
    """
    game = _Game(table)
    if (states := game.states()) is None:
        return joint_bound(table)
    after = {state: np.zeros(table.draws.draws) for state in states[-1]}
    for stage in reversed(range(len(game.stages))):
        known: dict[tuple[State, Stage], Floats] = {}
        after = {state: game.value(stage, state, game.stages[stage], after, known) for state in states[stage]}
    (start,) = states[0]
    return np.asarray(after[start] + game.untouched)


@dataclass(frozen=True)
class _Game:
    """The states of a table and what the decisions of each stage make of them."""

    table: Table

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Decisions one by one in their order, but those of a day together where a supplier of the day may refuse."""
        found: list[Stage] = []
        order = self.table.decisions.order
        for _, day in groupby(range(len(order)), key=lambda place: order[place].day):
            together = tuple(day)
            unsure = any(link in self.table.draws.agreed for place in together for link in order[place].asked)
            found += [together] if unsure else [(place,) for place in together]
        return tuple(found)

    def decisions(self, stage: Stage) -> list[Decision]:
        """The decisions of a stage."""
        return [self.table.decisions.order[place] for place in stage]

    @property
    def start(self) -> State:
        chains = self.table.draws.chains
        return tuple((0, chain.links) for chain in chains), tuple(0 for _ in self.table.limits)

    @cached_property
    def last(self) -> list[int]:
        """The last stage that changes each contract."""
        found = [-1] * len(self.table.draws.chains)
        for place, stage in enumerate(self.stages):
            for d in self.decisions(stage):
                for c in {*d.taking, *d.ending, *(c for each in d.refusals for c in each)}:
                    found[c] = place
        return found

    @cached_property
    def last_use(self) -> list[int]:
        """The last stage that takes of each limit."""
        return [
            max(
                (
                    n
                    for n, stage in enumerate(self.stages)
                    if any(link in limit.use for d in self.decisions(stage) for link in d.asked)
                ),
                default=-1,
            )
            for limit in self.table.limits
        ]

    @property
    def untouched(self) -> Floats:
        """What contracts cost about which nothing is decided."""
        chains = self.table.draws.chains
        return np.asarray(sum((chains[c].cost[0] for c, last in enumerate(self.last) if last < 0), start=np.zeros(1)))

    def states(self) -> list[list[State]] | None:
        """The states that can be reached before each stage and at the end; None where they are too many."""
        found = [[self.start]]
        for place, stage in enumerate(self.stages):
            seen: set[tuple[State, Stage]] = set()
            waiting: list[tuple[State, Stage]] = [(state, stage) for state in found[-1]]
            while waiting:
                node = waiting.pop()
                if node not in seen:
                    seen.add(node)
                    waiting += [(new, left) for _, _, new, left in self._requests(*node)]
                if len(seen) > MOST_STATES:
                    return None
            found.append(sorted({self.closed(place, self._refusing(*node)) for node in seen}, key=repr))
        return found

    def closed(self, stage: int, state: State) -> State:
        """A state after a stage, without what plays no part any more."""
        contracts, used = state
        return (
            tuple(None if self.last[c] <= stage else own for c, own in enumerate(contracts)),
            tuple(None if self.last_use[n] <= stage else amount for n, amount in enumerate(used)),
        )

    def _requests(self, state: State, left: Stage) -> Iterator[tuple[int, float, State, Stage]]:
        """Every request that can be made, by its number: each answer to it with its probability, and what is then left."""
        for number, decision in enumerate(self.decisions(left)):
            if self._asks(decision, state) and self._served(decision, state):
                for chance, new in self.after_yes(decision, state):
                    yield number, chance, new, (*left[:number], *left[number + 1 :])

    def _refusing(self, state: State, left: Stage) -> State:
        """Where no to all that is left leads."""
        for decision in self.decisions(left):
            if self._asks(decision, state):
                state = _cut(state, decision.ending)
        return state

    def value(
        self,
        stage: int,
        state: State,
        left: Stage,
        after: Mapping[State, Floats],
        known: dict[tuple[State, Stage], Floats],
    ) -> Floats:
        """What a state costs in which these decisions are left of a stage; `known` keeps what was found before."""
        if (state, left) not in known:
            end = self._refusing(state, left)
            best = after[self.closed(stage, end)] + self._settled(stage, end)
            answers: dict[int, Floats] = {}
            for number, chance, new, then in self._requests(state, left):
                answers[number] = answers.get(number, 0.0) + chance * self.value(stage, new, then, after, known)
            for cost in answers.values():
                best = np.minimum(best, cost)
            known[state, left] = best
        return known[state, left]

    def _settled(self, stage: int, state: State) -> Floats:
        """What contracts cost about which this was the last stage."""
        found = np.zeros(self.table.draws.draws)
        for c, own in enumerate(state[0]):
            if own is not None and self.last[c] == stage:
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
