"""What the rules of one contract are fitted on, and what they do: its open options in sequence, on a set of draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.risk.draws import Days, Flags
from planner.risk.families import Floats

State = tuple[int, int]
"""Links taken, and the last link that is still possible."""


@dataclass(frozen=True)
class ChainDraws:
    """The open options of a contract, in sequence, on a set of draws. A link is the place of an option, from 0.

    `cost[k]`: what each draw costs where the first k links are taken. `seen[link]`: the re-forecast on its acting day, a
    row for each level; None where nothing about it is asked, so that it is decided by its mean. `agreement`: how probable
    it is that the supplier agrees to each link. `shares`: the weight of each draw, adding up to 1; None: all the same.
    """

    cost: Floats
    seen: tuple[Days | None, ...]
    acting_days: tuple[int, ...]
    agreement: tuple[float, ...]
    shares: Floats | None = None

    @property
    def links(self) -> int:
        return len(self.acting_days)

    @property
    def draws(self) -> int:
        return int(self.cost.shape[1])

    @cached_property
    def weight(self) -> Floats:
        """The weight of each draw."""
        return np.full(self.draws, 1.0 / self.draws) if self.shares is None else self.shares

    @cached_property
    def decisions(self) -> tuple[int, ...]:
        """The links in the order in which they are decided: by acting day, of one day the later link first."""
        return tuple(sorted(range(self.links), key=lambda link: (self.acting_days[link], -link)))

    def mean(self, values: Floats) -> float:
        """The expected value of something that each draw has."""
        return float(values @ self.weight)

    def first(self, links: int) -> ChainDraws:
        """The same contract as if it had only so many of its links."""
        return replace(
            self,
            cost=self.cost[: links + 1],
            seen=self.seen[:links],
            acting_days=self.acting_days[:links],
            agreement=self.agreement[:links],
        )

    def asks(self, link: int, state: State) -> bool:
        """Whether a link is decided at all in a state: it is neither taken nor impossible."""
        return state[0] <= link < state[1]

    def after_no(self, link: int, state: State) -> State:
        """Where "no" leads: the chain ends before the link."""
        return state[0], link

    def after_yes(self, link: int, state: State) -> Iterator[tuple[float, State]]:
        """Where "yes" leads, by probability: all links up to it are taken, if the supplier agrees to each of them.

        The supplier is asked from the last one down; the first one refused ends the chain before it.
        """
        so_far = 1.0
        for asked in range(link, state[0] - 1, -1):
            if self.agreement[asked] < 1.0:
                yield so_far * (1.0 - self.agreement[asked]), (state[0], asked)
            so_far *= self.agreement[asked]
        if so_far > 0.0:
            yield so_far, (link + 1, state[1])

    @cached_property
    def states(self) -> tuple[tuple[State, ...], ...]:
        """The states that can be reached before each decision, in order, and at the end."""
        found: list[tuple[State, ...]] = [((0, self.links),)]
        for link in self.decisions:
            after = {new for state in found[-1] for new in self._next(link, state)}
            found.append(tuple(sorted(after)))
        return tuple(found)

    def _next(self, link: int, state: State) -> Iterator[State]:
        if not self.asks(link, state):
            yield state
            return
        yield self.after_no(link, state)
        yield from (new for _, new in self.after_yes(link, state))

    def value_of_yes(self, link: int, state: State, after: Mapping[State, Floats]) -> Floats:
        """What "yes" costs in each draw, given what each state costs afterwards."""
        return np.asarray(sum(share * after[new] for share, new in self.after_yes(link, state)))

    def final_costs(self) -> dict[State, Floats]:
        """What each state costs once everything is decided."""
        return {state: self.cost[state[0]] for state in self.states[-1]}


def values_before(
    chain: ChainDraws, link: int, place: int, after: Mapping[State, Floats], yes: Flags
) -> dict[State, Floats]:
    """What each state before a decision costs, where "yes" is said in these draws."""
    found: dict[State, Floats] = {}
    for state in chain.states[place]:
        if chain.asks(link, state):
            no = after[chain.after_no(link, state)]
            found[state] = np.where(yes, chain.value_of_yes(link, state, after), no)
        else:
            found[state] = after[state]
    return found


@dataclass(frozen=True)
class Played:
    """What comes of answers to every decision, over what suppliers may say: probabilities in each draw.

    `taken[k]`: that exactly k links are taken. `asked[link]`: that the link is decided at all. `wanted[link]`: that it is
    and the answer is yes. `before[place]`: of every state before the decision at that place.
    """

    chain: ChainDraws
    taken: Floats
    asked: Floats
    wanted: Floats
    before: tuple[Mapping[State, Floats], ...]

    @property
    def cost(self) -> Floats:
        """The expected cost of each draw."""
        return self.of(self.chain.cost)

    @property
    def mean_cost(self) -> float:
        return self.chain.mean(self.cost)

    def of(self, table: Floats) -> Floats:
        """The expected value in each draw of something that is known for each number of links taken."""
        return np.asarray((self.taken * table).sum(axis=0))

    def exercised(self, link: int) -> Floats:
        """How probable it is in each draw that a link is in force at the end."""
        return np.asarray(self.taken[link + 1 :].sum(axis=0))


def play(chain: ChainDraws, answers: Sequence[Flags]) -> Played:
    """Carry out answers, one row of draws for each link."""
    now: dict[State, Floats] = {(0, chain.links): np.ones(chain.draws)}
    before: list[Mapping[State, Floats]] = []
    asked, wanted = np.zeros((chain.links, chain.draws)), np.zeros((chain.links, chain.draws))
    for link in chain.decisions:
        before.append(now)
        reached = [chance for state, chance in now.items() if chain.asks(link, state)]
        asked[link] = np.sum(reached, axis=0) if reached else 0.0
        wanted[link] = asked[link] * answers[link]
        now = _decided(chain, link, now, answers[link])
    taken = np.zeros((chain.links + 1, chain.draws))
    for state, chance in now.items():
        taken[state[0]] += chance
    return Played(chain, taken, asked, wanted, tuple(before))


def _decided(chain: ChainDraws, link: int, now: Mapping[State, Floats], yes: Flags) -> dict[State, Floats]:
    found: dict[State, Floats] = {}

    def add(state: State, chance: Floats) -> None:
        found[state] = found[state] + chance if state in found else chance

    for state, chance in now.items():
        if not chain.asks(link, state):
            add(state, chance)
            continue
        add(chain.after_no(link, state), chance * ~yes)
        for share, new in chain.after_yes(link, state):
            add(new, share * chance * yes)
    return found
