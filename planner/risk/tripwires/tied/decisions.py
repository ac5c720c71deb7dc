"""What is decided in a coupling, in the order in which it is served: each option, and each bundle as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.risk.tripwires.rules import ALWAYS, NEVER, Kind, Rule
from planner.risk.tripwires.tied.couplings import Coupling, Link, Prefixes

Links = tuple[Link, ...]
"""Options that are decided as one."""


@dataclass(frozen=True)
class Decision:
    """An option, or the options of a bundle, decided on one day. `first`: the first day that each of its contracts adds.

    Yes takes `taking`, no leaves at most `ending`. Suppliers are `asked` in this order: each contract from its last option
    down; a refusal of one leaves at most `refusals` of it.
    """

    links: Links
    day: int
    first: Prefixes
    taking: Prefixes
    ending: Prefixes
    asked: Links
    refusals: tuple[Prefixes, ...]

    @classmethod
    def of(cls, coupling: Coupling, links: Links) -> Decision:
        """The decision on these options of a coupling."""
        taking = coupling.taking(links)
        asked = [(c, j) for c in sorted(taking) for j in reversed(range(taking[c]))]
        return cls(
            links=links,
            day=min(coupling.chains[c].acting_days[j] for c, j in links),
            first={c: coupling.adds_from((c, j)) for c, j in sorted(links, reverse=True)},
            taking=taking,
            ending=coupling.ending(links),
            asked=tuple(asked),
            refusals=tuple(coupling.ending([link]) for link in asked),
        )

    @cached_property
    def contracts(self) -> frozenset[int]:
        """The contracts that it looks at or changes."""
        return frozenset((*self.taking, *self.ending, *(c for each in self.refusals for c in each)))

    @property
    def is_bundle(self) -> bool:
        return len(self.links) > 1

    def rule_of(self, contract: int, rule: Rule) -> Rule:
        """The rule as one of its contracts reads it: for a bundle its days count from the first one that the option adds."""
        if not self.is_bundle or rule.kind is not Kind.DATE:
            return rule
        first = self.first[contract]
        return Rule(Kind.DATE, rule.level, rule.threshold + first, rule.flat_from + first, rule.flat_until + first)


Gain = Callable[[Decision], float]
"""What a decision gains in the mean where its rule says yes."""


def nothing_gained(decision: Decision) -> float:
    """For decisions whose order does not matter."""
    return 0.0


@dataclass(frozen=True)
class Decisions:
    """All decisions of a coupling in the order in which they are served."""

    coupling: Coupling
    order: tuple[Decision, ...]

    @classmethod
    def of(cls, coupling: Coupling, gain: Gain = nothing_gained) -> Decisions:
        """By day, then the greater gain, then the name; of one contract and day the later option comes first."""
        alone = [
            ((c, j),)
            for c, chain in enumerate(coupling.chains)
            for j in range(len(chain.links))
            if (c, j) not in coupling.bundle_of
        ]
        found = [Decision.of(coupling, links) for links in (*coupling.bundles, *alone)]
        gains = {decision.links: gain(decision) for decision in found}
        best = {place: max(gains[d.links] for d in found if place in _places(d)) for d in found for place in _places(d)}

        def key(decision: Decision) -> tuple[int, float, str, int]:
            contract, link = decision.links[0]
            together = max(best[place] for place in _places(decision))
            return decision.day, -together, coupling.chains[contract].id, -link

        return cls(coupling, tuple(sorted(found, key=key)))

    @cached_property
    def at(self) -> dict[Link, int]:
        """The place of the decision on every option."""
        return {link: place for place, decision in enumerate(self.order) for link in decision.links}

    def committing(self, prefixes: Sequence[int]) -> tuple[Rule, ...]:
        """Rules that ask for these numbers of options whatever is known."""
        return tuple(ALWAYS if all(j < prefixes[c] for c, j in decision.links) else NEVER for decision in self.order)


def _places(decision: Decision) -> set[tuple[int, int]]:
    """Its contracts, each with the day."""
    return {(contract, decision.day) for contract, _ in decision.links}
