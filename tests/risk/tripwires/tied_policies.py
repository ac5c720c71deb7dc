"""The best policy of contracts that are tied together, by looking at every decision in every state of knowledge.

On each day one may ask for any options in any order, each after the answer to the one before. It shares no code with the
fit: what is known is which events are, talks are counted day by day, and pounds by financial year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from planner.domain.chains.link import ChainLink
from planner.domain.option_chain import usable_links
from tests.risk.tripwires.finite_futures import FiniteCase

Link = tuple[int, int]


@dataclass(frozen=True)
class Standing:
    """How many options of each contract are taken and can still be, who was asked, and what was granted."""

    taken: tuple[int, ...]
    possible: tuple[int, ...]
    asked: frozenset[Link] = frozenset()


class Policies:
    """All policies of these contracts of a portfolio."""

    def __init__(self, case: FiniteCase, contracts: Sequence[str]) -> None:
        self.case, portfolio = case, case.portfolio
        self.chains = [usable_links(portfolio, portfolio.contract_by_id[id]) for id in contracts]
        tables = [case.table(id).pounds for id in contracts]
        self.costs = [[[float(x) for x in row] for row in table] for table in tables]
        self.links = [(c, j) for c, chain in enumerate(self.chains) for j in range(len(chain))]
        self.bundles = self._bundles()
        self.day = {link: min(self._acting(mate) for mate in self._mates(link)) for link in self.links}
        self.days = sorted(set(self.day.values()))

    def _link(self, link: Link) -> ChainLink:
        return self.chains[link[0]][link[1]]

    def _acting(self, link: Link) -> int:
        return self.case.portfolio.day_of(self._link(link).acting_decision.value)

    def _bundles(self) -> list[set[Link]]:
        names = {self._link(link).option.bundle for link in self.links} - {None}
        return [
            {link for link in self.links if self._link(link).option.bundle == name} for name in sorted(map(str, names))
        ]

    def _mates(self, link: Link) -> set[Link]:
        return next((bundle for bundle in self.bundles if link in bundle), {link})

    @property
    def start(self) -> Standing:
        return Standing((0,) * len(self.chains), tuple(len(chain) for chain in self.chains))

    def best(self) -> float:
        """The least expected cost of all policies that use only what is known."""

        @cache
        def onwards(place: int, futures: tuple[int, ...], now: Standing) -> float:
            if place == len(self.days):
                return sum(self._pounds(future, now) for future in futures)
            return sum(today(place, part, now) for part in self._known(self.days[place], futures))

        @cache
        def today(place: int, futures: tuple[int, ...], now: Standing) -> float:
            left = [link for link in self.links if self.day[link] == self.days[place] and self._open(now, link)]
            after = now
            for link in left:
                after = self._fallen(after, link)
            options = [onwards(place + 1, futures, after)]
            for link in left:
                if (wanted := self._wanted(now, link)) is not None:
                    options.append(sum(p * today(place, futures, new) for p, new in self._asked(now, wanted) if p > 0))
            return min(options)

        return onwards(0, tuple(range(len(self.case.futures))), self.start)

    def following(self, order: Sequence[Link], says_yes: Sequence[Sequence[bool]]) -> float:
        """The expected cost of asking in this order wherever a rule says yes, future by future."""
        total = 0.0
        for future in range(len(self.case.futures)):
            standings = [(1.0, self.start)]
            for link, yes in zip(order, says_yes, strict=True):
                standings = [new for old in standings for new in self._answered(*old, link, yes=yes[future])]
            total += sum(chance * self._pounds(future, now) for chance, now in standings)
        return total

    def _answered(self, chance: float, now: Standing, link: Link, *, yes: bool) -> list[tuple[float, Standing]]:
        if not self._open(now, link):
            return [(chance, now)]
        wanted = self._wanted(now, link) if yes else None
        if wanted is None:
            return [(chance, self._fallen(now, link))]
        return [(chance * odds, new) for odds, new in self._asked(now, wanted)]

    def commitment(self) -> float:
        """The least expected cost of asking for the same options whatever happens."""
        found = []
        for prefixes in product(*(range(len(chain) + 1) for chain in self.chains)):
            whole = {link for link in self.links if link[1] < prefixes[link[0]]}
            if all(bundle <= whole or not bundle & whole for bundle in self.bundles) and self._fits(whole, whole):
                found.append(self._fixed(whole))
        return min(found)

    def _fixed(self, whole: set[Link]) -> float:
        order = sorted(self.links, key=lambda link: (self.day[link], -link[1], link[0]))
        return self.following(order, [[link in whole] * len(self.case.futures) for link in order])

    def _pounds(self, future: int, now: Standing) -> float:
        return self.case.shares[future] * sum(self.costs[c][k][future] for c, k in enumerate(now.taken))

    def _known(self, day: int, futures: tuple[int, ...]) -> list[tuple[int, ...]]:
        """The futures in parts that nobody can tell apart at the end of a day."""
        drivers = self.case.portfolio.risk_drivers
        seen = [place for place, d in enumerate(drivers) if self.case._is_known(d, day)]
        parts: dict[tuple[bool, ...], list[int]] = {}
        for future in futures:
            parts.setdefault(tuple(self.case.futures[future][place] for place in seen), []).append(future)
        return [tuple(part) for part in parts.values()]

    def _open(self, now: Standing, link: Link) -> bool:
        return all(now.taken[c] <= j < now.possible[c] for c, j in self._mates(link))

    def _wanted(self, now: Standing, link: Link) -> list[Link] | None:
        """What has to be agreed for an option, its bundle and what comes before; None where a limit forbids it."""
        wanted: set[Link] = set()
        waiting = [*self._mates(link)]
        while waiting:
            c, j = waiting.pop()
            for each in ((c, i) for i in range(now.taken[c], j + 1)):
                if each not in wanted:
                    wanted.add(each)
                    waiting += self._mates(each)
        if any(j >= now.possible[c] for c, j in wanted):
            return None
        granted = wanted | {(c, j) for c, k in enumerate(now.taken) for j in range(k)}
        return sorted(wanted, key=lambda x: (x[0], -x[1])) if self._fits(now.asked | wanted, granted) else None

    def _fits(self, asked: set[Link] | frozenset[Link], granted: set[Link]) -> bool:
        portfolio = self.case.portfolio
        for budget in portfolio.budgets:
            spent = sum(self._link(link).pounds_by_financial_year(4).get(budget.financial_year, 0) for link in granted)
            if spent > budget.pounds:
                return False
        most = portfolio.policy.negotiation_limit
        talks = [(self._link(link).decision.value, self._link(link).notice.value) for link in asked]
        return most is None or all(sum(a <= day <= b for a, b in talks) <= most for day, _ in talks)

    def _asked(self, now: Standing, wanted: list[Link]) -> Iterator[tuple[float, Standing]]:
        so_far = 1.0
        for c, j in wanted:
            now = replace(now, asked=now.asked | {(c, j)})
            agreement = self._link((c, j)).option.agreement_probability
            if agreement < 1.0:
                yield so_far * (1.0 - agreement), self._fallen(now, (c, j))
            so_far *= agreement
        taken = list(now.taken)
        for c, j in wanted:
            taken[c] = max(taken[c], j + 1)
        yield so_far, replace(now, taken=tuple(taken))

    def _fallen(self, now: Standing, link: Link) -> Standing:
        """Without an option, those behind it, and the bundles these are in."""
        possible, waiting = list(now.possible), [*self._mates(link)]
        while waiting:
            c, j = waiting.pop()
            gone = [(c, i) for i in range(j, possible[c])]
            possible[c] = min(possible[c], j)
            waiting += [mate for each in gone for mate in self._mates(each) if mate != each]
        return replace(now, possible=tuple(possible))
