"""Which open contracts are tied together, and by what: bundles, budgets of a year, limits on negotiations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.rules import Rule
from planner.risk.tripwires.open_chains import OpenChain

Link = tuple[int, int]
"""A contract by its place among those of a coupling, and one of its open options, from 0."""
Prefixes = dict[int, int]
"""Numbers of links, by the contracts of a coupling."""


@dataclass(frozen=True)
class SharedLimit:
    """What is left of a limit for the open options of a coupling, and what each of them takes of it.

    `most` may be below 0: what is in force already takes too much. `year`: the financial year of a budget.
    """

    rule: Rule
    most: int
    use: Mapping[Link, int]
    year: int | None = None

    @property
    def when_asked(self) -> bool:
        """Whether asking alone takes of it: a negotiation is held even where the supplier refuses."""
        return self.rule is Rule.NEGOTIATIONS

    def used_by(self, contract: int, links: int) -> tuple[int, ...]:
        """What the first links of a contract take together, for every number of links up to this one."""
        found = [0]
        for link in range(links):
            found.append(found[-1] + self.use.get((contract, link), 0))
        return tuple(found)


@dataclass(frozen=True)
class Coupling:
    """Contracts tied together. `places`: where they stand among all open contracts. `limits`: those that can be reached."""

    places: tuple[int, ...]
    chains: tuple[OpenChain, ...]
    bundles: tuple[tuple[Link, ...], ...]
    limits: tuple[SharedLimit, ...]

    @cached_property
    def bundle_of(self) -> Mapping[Link, tuple[Link, ...]]:
        """The bundle of every option that is in one."""
        return {link: bundle for bundle in self.bundles for link in bundle}

    @cached_property
    def limit_sets(self) -> tuple[tuple[int, ...], ...]:
        """The limits as people name them, by place: each budget, and the limit on negotiations as one.

        That one is a limit for each set of negotiations that can run together.
        """
        found: dict[tuple[Rule, int | None], list[int]] = {}
        for place, limit in enumerate(self.limits):
            found.setdefault((limit.rule, limit.year), []).append(place)
        return tuple(tuple(places) for places in found.values())

    def option(self, link: Link) -> str:
        """The id of an option."""
        return self.chains[link[0]].links[link[1]].option.id

    def adds_from(self, link: Link) -> int:
        """The first day that an option adds."""
        chain = self.chains[link[0]]
        return chain.costs.covered_until(chain.in_force + link[1])

    def taking(self, links: Iterable[Link]) -> Prefixes:
        """The prefixes that come of taking these: those before them in their chains come along, and their bundles."""
        found: Prefixes = {}
        _lengthen(found, links)
        while hit := [b for b in self.bundles if 0 < sum(found.get(c, 0) > j for c, j in b) < len(b)]:
            _lengthen(found, (link for bundle in hit for link in bundle))
        return found

    def ending(self, links: Iterable[Link]) -> Prefixes:
        """The longest prefixes left without these, where there is such a limit: what is behind them falls, and bundles."""
        found: Prefixes = {}
        _shorten(found, links)
        while hit := [b for b in self.bundles if 0 < sum(j >= found.get(c, j + 1) for c, j in b) < len(b)]:
            _shorten(found, (link for bundle in hit for link in bundle))
        return found


def _lengthen(found: Prefixes, links: Iterable[Link]) -> None:
    for contract, link in links:
        found[contract] = max(found.get(contract, 0), link + 1)


def _shorten(found: Prefixes, links: Iterable[Link]) -> None:
    for contract, link in links:
        found[contract] = min(found.get(contract, link), link)
