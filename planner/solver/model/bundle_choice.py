"""Options that are used together or not at all, for quick choices: which they are, and what they bring along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.graph.union_find import UnionFind
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance

Link = tuple[int, int]
"""A contract by position, and the place of one of its options in the chain."""


@dataclass(frozen=True)
class Bundles:
    """The bundles of an instance that are not decided yet, and the bundle of every option in one."""

    sets: tuple[tuple[Link, ...], ...]
    of: dict[Link, int]

    @classmethod
    def find(cls, instance: Instance) -> Bundles:
        """What exact limits tie, put together where they share an option."""
        pairs = [tuple(limit.use) for limit in instance.limits if limit.exact]
        joined = UnionFind(sorted({link for pair in pairs for link in pair}))
        for pair in pairs:
            joined.join(pair)
        sets = tuple(tuple(sorted(links)) for links in joined.sets())
        return cls(sets, {link: b for b, links in enumerate(sets) for link in links})

    def longer(self, prefixes: Sequence[int], bundle: int) -> dict[int, int]:
        """The prefixes that taking a bundle makes longer, by contract: what stands before its options may bring others."""
        longer: dict[int, int] = {}
        waiting = [bundle]
        while waiting:
            for c, j in self.sets[waiting.pop()]:
                prefix = longer.get(c, prefixes[c])
                waiting += [self.of[c, k] for k in range(prefix, j + 1) if (c, k) in self.of]
                if prefix <= j:
                    longer[c] = j + 1
        return longer

    def shorter(self, prefixes: Sequence[int], bundle: int) -> dict[int, int]:
        """The prefixes that giving up a bundle makes shorter, by contract: what stands behind its options goes as well."""
        shorter: dict[int, int] = {}
        waiting = [bundle]
        while waiting:
            for c, j in self.sets[waiting.pop()]:
                prefix = shorter.get(c, prefixes[c])
                waiting += [self.of[c, k] for k in range(j, prefix) if (c, k) in self.of and k != j]
                if prefix > j:
                    shorter[c] = j
        return shorter

    def free_prefixes(self, c: int, contract: ContractCase, prefix: int) -> range:
        """The prefixes from this one on that take no bundle along."""
        until = next((j for j in range(prefix, contract.prefixes.stop - 1) if (c, j) in self.of), None)
        return range(prefix, contract.prefixes.stop if until is None else until + 1)

    def balanced_prices(self, instance: Instance, needs: Sequence[int], sweeps: int) -> list[float]:
        """Prices of the limits at which all options of a bundle save alike, given the days contracts are needed until.

        So each contract takes its part of the bundle where that pays for all of them together. Prices of other limits are
        0. With bundles behind each other it takes some sweeps.
        """
        surcharges: dict[Link, float] = defaultdict(float)
        for _ in range(sweeps):
            for links in self.sets:
                savings = {link: _saving(instance.contracts[link[0]], link, needs, surcharges) for link in links}
                mean = sum(savings.values()) / len(links)
                for link in links:
                    surcharges[link] += savings[link] - mean
        return _as_prices(instance, surcharges)


def _saving(contract: ContractCase, link: Link, needs: Sequence[int], surcharges: dict[Link, float]) -> float:
    """What a contract saves by the best prefix with an option against the best one without; 0 where that is decided."""
    c, j = link
    pounds, extra = {}, 0.0
    for prefix in range(contract.prefixes.stop):
        if prefix:
            extra += surcharges[c, prefix - 1]
        if prefix in contract.prefixes:
            pounds[prefix] = contract.pounds(prefix, needs[c]) + extra
    without, with_it = [pounds[k] for k in pounds if k <= j], [pounds[k] for k in pounds if k > j]
    return min(without) - min(with_it) if without and with_it else 0.0


def _as_prices(instance: Instance, surcharges: dict[Link, float]) -> list[float]:
    """The prices of the limits that lead to these surcharges: each limit ties an option to the next one of its bundle."""
    prices, carried = [], 0.0
    last: Link | None = None
    for limit in instance.limits:
        if not limit.exact:
            prices.append(0.0)
            continue
        one, other = limit.use
        carried = surcharges[one] + (carried if one == last else 0.0)
        prices.append(carried)
        last = other
    return prices
