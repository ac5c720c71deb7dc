"""Everything that can be decided about the options of one contract, tried out in every future.

A state is how many options are taken, and up to which one they are still possible. Decisions come in the order of their
days; of two on one day the later option comes first. Yes to an option asks for all before it that are not taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from tests.risk.kinds.futures import LEVELS, Futures
from tests.risk.kinds.small import Contract

State = tuple[int, int]
Says = Sequence[bool]
"""What a rule answers in each future."""
ALWAYS, NEVER = "always", "never"
Rule = str | tuple[int, int]
"""Always, never, or: yes where the re-forecast of this level is after this day."""


@dataclass(frozen=True)
class Policies:
    """A contract in the futures of its portfolio; `links`: how many of its options there are."""

    futures: Futures
    contract: Contract
    links: int

    @classmethod
    def of(cls, futures: Futures, contract: Contract) -> Policies:
        return cls(futures, contract, len(contract.options))

    @cached_property
    def days(self) -> tuple[int, ...]:
        return tuple(self.contract.last_day_to_decide(link) for link in range(self.links))

    @cached_property
    def needed(self) -> tuple[int, ...]:
        return self.futures.needed(self.contract.id)

    @cached_property
    def order(self) -> tuple[int, ...]:
        return tuple(sorted(range(self.links), key=lambda link: (self.days[link], -link)))

    @cached_property
    def seen(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """By option and level, what is seen in each future."""
        return tuple(self.futures.seen(self.contract.id, day) for day in self.days)

    @cached_property
    def cost(self) -> tuple[tuple[int, ...], ...]:
        """By options taken, pounds in each future."""
        return tuple(tuple(self.contract.cost(taken, day) for day in self.needed) for taken in range(self.links + 1))

    def mean(self, values: Sequence[float]) -> float:
        return sum(share * value for share, value in zip(self.futures.shares, values, strict=True))

    def after_yes(self, link: int, state: State) -> Iterator[tuple[float, State]]:
        """The states that yes leads to, by probability: the first supplier who refuses ends the chain there.

        They are asked from the last option down.
        """
        so_far = 1.0
        for asked in range(link, state[0] - 1, -1):
            agrees = self.contract.options[asked].agreement
            if agrees < 1:
                yield so_far * (1 - agrees), (state[0], asked)
            so_far *= agrees
        if so_far:
            yield so_far, (link + 1, state[1])

    def played(self, says: Sequence[Says]) -> list[dict[int, float]]:
        """For each future the probability of every number of options taken."""
        return [self._played([row[place] for row in says]) for place in range(len(self.needed))]

    def _played(self, says: Says) -> dict[int, float]:
        now: dict[State, float] = {(0, self.links): 1.0}
        for link in self.order:
            after: dict[State, float] = defaultdict(float)
            for state, chance in now.items():
                if not state[0] <= link < state[1]:
                    after[state] += chance
                elif not says[link]:
                    after[state[0], link] += chance
                else:
                    for share, new in self.after_yes(link, state):
                        after[new] += chance * share
            now = after
        found: dict[int, float] = defaultdict(float)
        for (taken, _), chance in now.items():
            found[taken] += chance
        return found

    def value(self, says: Sequence[Says], worth: Callable[[int, int], float]) -> tuple[float, ...]:
        """The expected value in each future of something by options taken and needed-until day."""
        return tuple(
            sum(chance * worth(taken, day) for taken, chance in found.items())
            for day, found in zip(self.needed, self.played(says), strict=True)
        )

    def costs(self, says: Sequence[Says]) -> tuple[float, ...]:
        return self.value(says, self.contract.cost)

    def constant(self, links: int) -> list[Says]:
        """Ask for so many options whatever is known."""
        return [[link < links] * len(self.needed) for link in range(self.links)]

    def rules_of(self, link: int) -> dict[Rule, Says]:
        """Every rule that answers differently."""
        every = len(self.needed)
        found: dict[Rule, Says] = {ALWAYS: (True,) * every, NEVER: (False,) * every}
        for level in range(len(LEVELS)):
            for date in sorted(set(self.seen[link][level]))[:-1]:
                says = self.says(link, (level, date))
                if says not in found.values():
                    found[level, date] = says
        return found

    def says(self, link: int, rule: Rule) -> Says:
        """What a rule answers in each future."""
        if isinstance(rule, str):
            return (rule == ALWAYS,) * len(self.needed)
        return tuple(day > rule[1] for day in self.seen[link][rule[0]])

    @cached_property
    def committed(self) -> int:
        """How many options are best asked for today; of equal costs the fewest."""
        costs = [self.mean(self.costs(self.constant(links))) for links in range(self.links + 1)]
        return costs.index(min(costs))

    @cached_property
    def best_rules(self) -> tuple[Rule, ...]:
        """The cheapest rules; of equally cheap ones those that are constant, then those nearest P50."""
        choices = [self.rules_of(link) for link in range(self.links)]
        ranked = product(*(rules.items() for rules in choices))
        best = min(ranked, key=lambda pairs: round(self.mean(self.costs([says for _, says in pairs])), 6))
        return tuple(rule for rule, _ in best)

    @cached_property
    def best_says(self) -> list[Says]:
        return [self.says(link, rule) for link, rule in enumerate(self.best_rules)]

    @cached_property
    def best(self) -> float:
        """The least expected cost of all policies that use only what is known."""
        return self.mean(self._onwards(0, (0, self.links), known=True))

    @cached_property
    def clairvoyant(self) -> tuple[float, ...]:
        """The least cost of each future where all is known but what suppliers answer."""
        return self._onwards(0, (0, self.links), known=False)

    def _onwards(self, place: int, state: State, *, known: bool) -> tuple[float, ...]:
        if place == self.links:
            return tuple(float(pounds) for pounds in self.cost[state[0]])
        link = self.order[place]
        if not state[0] <= link < state[1]:
            return self._onwards(place + 1, state, known=known)
        no = self._onwards(place + 1, (state[0], link), known=known)
        ways = [(share, self._onwards(place + 1, new, known=known)) for share, new in self.after_yes(link, state)]
        yes = tuple(sum(share * row[future] for share, row in ways) for future in range(len(no)))
        if not known:
            return tuple(map(min, yes, no))
        gain: dict[object, float] = defaultdict(float)
        told = self.futures.known(self.days[link])
        for share, node, one, other in zip(self.futures.shares, told, yes, no, strict=True):
            gain[node] += share * (one - other)
        return tuple(one if gain[node] < 0 else other for node, one, other in zip(told, yes, no, strict=True))

    def without(self, link: int) -> Policies:
        """The same contract without this option and those after it."""
        return Policies(self.futures, self.contract, link)

    def right_worth(self, link: int) -> float:
        """What the contract costs more without this option and those after it."""
        before, after = self.without(link), self
        return before.mean(before.costs(before.best_says)) - after.mean(after.costs(after.best_says))
