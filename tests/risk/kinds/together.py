"""Contracts that are decided together: a limit on negotiations, a tolerance for all of them, the worst futures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tests.risk.kinds.policies import Policies, Rule, Says

Choice = tuple[tuple[Rule, ...], ...]
"""The rules of every contract."""


@dataclass(frozen=True)
class Together:
    """Contracts with one option each, in the same futures; every supplier agrees."""

    contracts: tuple[Policies, ...]

    def mean(self, values: Sequence[float]) -> float:
        return self.contracts[0].mean(values)

    def pounds(self, says: Sequence[Says]) -> tuple[float, ...]:
        """The cost of all contracts in each future, by the answer of each."""
        rows = [each.costs([row]) for each, row in zip(self.contracts, says, strict=True)]
        return tuple(map(sum, zip(*rows, strict=True)))

    def late(self, says: Sequence[Says]) -> tuple[float, ...]:
        """1 in each future where a contract has uncovered days, else 0."""
        rows = [
            each.value([row], lambda taken, day, each=each: float(each.contract.bare(taken, day) > 0))  # type: ignore[misc]
            for each, row in zip(self.contracts, says, strict=True)
        ]
        return tuple(map(max, zip(*rows, strict=True)))

    def every_choice(self) -> Iterator[list[Says]]:
        """The answers of all combinations of rules."""
        for chosen in product(*(each.rules_of(0).values() for each in self.contracts)):
            yield list(chosen)

    # A limit of one negotiation, where all fall on the same days

    @property
    def best_under_the_limit(self) -> float:
        """The least cost of all policies that use only what is known: in each node none or one contract is served."""
        told = self.contracts[0].futures.known(self.contracts[0].days[0])
        every = range(len(told))
        served = [
            [[place == one for _ in every] for place in range(len(self.contracts))] for one in self._one_or_none()
        ]
        nodes: dict[object, list[float]] = defaultdict(lambda: [0.0] * len(served))
        for place, says in enumerate(served):
            rows = zip(told, self.contracts[0].futures.shares, self.pounds(says), strict=True)
            for node, share, pounds in rows:
                nodes[node][place] += share * pounds
        return sum(map(min, nodes.values()))

    def _one_or_none(self) -> range:
        return range(len(self.contracts) + 1)

    @property
    def committed_under_the_limit(self) -> float:
        """The least cost where one contract at most is extended, whatever is known."""
        every = [True] * len(self.contracts[0].needed)
        none = [False] * len(every)
        return min(
            self.mean(self.pounds([every if place == one else none for place in range(len(self.contracts))]))
            for one in self._one_or_none()
        )

    @property
    def asking(self) -> float:
        """Each contract asks by its own rule; of those who ask the one that gains most in the mean is served."""
        asks = [each.best_says[0] for each in self.contracts]
        order = sorted(range(len(asks)), key=lambda place: (-self._gain(place, asks[place]), place))
        served: list[list[bool]] = [[False] * len(row) for row in asks]
        for future in range(len(asks[0])):
            who = next((place for place in order if asks[place][future]), None)
            if who is not None:
                served[who][future] = True
        return self.mean(self.pounds(served))

    def _gain(self, place: int, says: Says) -> float:
        contract = self.contracts[place]
        gain = [no - yes for no, yes in zip(contract.cost[0], contract.cost[1], strict=True)]
        asked = contract.mean([float(yes) for yes in says])
        wins = contract.mean([won if yes else 0.0 for won, yes in zip(gain, says, strict=True)])
        return wins / asked if asked else 0.0

    # Tolerances and worst futures

    def cheapest_within(self, tolerance: float) -> float | None:
        """The least cost of rules that leave any contract uncovered with at most this probability; None: there are none."""
        return self._cheapest(lambda says: self.mean(self.late(says)) <= tolerance + 1e-9)

    def cheapest_each_within(self, tolerance: float) -> float | None:
        """The same where the tolerance holds for each contract alone."""

        def kept(says: Sequence[Says]) -> bool:
            alone = (Together((each,)).late([row]) for each, row in zip(self.contracts, says, strict=True))
            return all(self.mean(late) <= tolerance + 1e-9 for late in alone)

        return self._cheapest(kept)

    def _cheapest(self, kept: Callable[[Sequence[Says]], bool]) -> float | None:
        return min((self.mean(self.pounds(says)) for says in self.every_choice() if kept(says)), default=None)

    def least_tail_mean(self, level: float) -> float:
        """The least mean of the worst futures that any rules leave."""
        return min(self.tail_mean(self.pounds(says), level) for says in self.every_choice())

    def tail_mean(self, pounds: Sequence[float], level: float) -> float:
        """The mean of the worst `1 - level` of the futures; a part of a future counts by its part."""
        left = whole = 1.0 - level
        total = 0.0
        for value, share in sorted(zip(pounds, self.contracts[0].futures.shares, strict=True), reverse=True):
            used = min(left, share)
            total, left = total + used * value, left - used
        return total / whole
