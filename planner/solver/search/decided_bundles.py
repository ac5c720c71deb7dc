"""Bundles decided before a search: each contract then chooses alone again, and what a plan costs there it costs in truth.

At prices a contract takes its part of a bundle as if the others did too, so a search may end between the two choices. With
the choice of the best plan fixed it does not. Then one bundle at a time is decided the other way, the closest call first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from planner.solver.model.bundle_choice import Bundles
from planner.solver.model.candidate import Candidate, needed_until
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance


class DecidedBundles:
    """Which bundles to decide how, turn by turn."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._bundles = Bundles.find(instance)
        self._base: Candidate | None = None
        self._untried: list[int | None] = []

    def next(self, best: Candidate) -> Instance | None:
        """The instance with its bundles as the best plan has them, then with one of them changed; None after the last.

        A plan that is new begins again.
        """
        if best is not self._base:
            self._base = best
            self._untried = [None, *self._by_closeness(best)]
        if not self._untried:
            return None
        changed = self._untried.pop(0)
        prefixes = list(best.prefixes) if changed is None else self._with_changed(best.prefixes, changed)
        return decided(self._instance, self._bundles, prefixes)

    def _by_closeness(self, best: Candidate) -> list[int]:
        """The bundles that a plan may decide, those first whose choice makes the least difference."""
        needs = needed_until(self._instance, best.starts, best.modes)
        difference = {
            b: abs(self._pounds(changed, needs) - self._pounds(best.prefixes, needs))
            for b in range(len(self._bundles.sets))
            if self._is_possible(changed := self._with_changed(best.prefixes, b))
        }
        return sorted(difference, key=lambda b: (difference[b], b))

    def _pounds(self, prefixes: Sequence[int], needs: Sequence[int]) -> int:
        cases = zip(self._instance.contracts, prefixes, needs, strict=True)
        return sum(contract.pounds(prefix, need) for contract, prefix, need in cases)

    def _is_possible(self, prefixes: Sequence[int]) -> bool:
        return all(k in contract.prefixes for contract, k in zip(self._instance.contracts, prefixes, strict=True))

    def _with_changed(self, prefixes: Sequence[int], bundle: int) -> list[int]:
        """The prefixes with a bundle taken that was not, or given up that was taken."""
        changed = list(prefixes)
        c, j = self._bundles.sets[bundle][0]
        changes = self._bundles.longer if prefixes[c] <= j else self._bundles.shorter
        for contract, prefix in changes(prefixes, bundle).items():
            changed[contract] = prefix
        return changed


def decided(instance: Instance, bundles: Bundles, prefixes: Sequence[int]) -> Instance:
    """The instance in which plans take exactly the bundles that these prefixes take; all else is as free as before."""
    places: dict[int, list[int]] = defaultdict(list)
    for c, j in bundles.of:
        places[c].append(j)
    contracts = list(instance.contracts)
    for c, bundled in places.items():
        contracts[c] = _decided_contract(contracts[c], prefixes[c], bundled)
    return replace(instance, contracts=tuple(contracts))


def _decided_contract(contract: ContractCase, prefix: int, bundled: Sequence[int]) -> ContractCase:
    """Options up to the last bundled one used are exercised, those from the first bundled one unused on cannot be used."""
    used = max((j + 1 for j in bundled if j < prefix), default=0)
    until = min((j for j in bundled if j >= prefix), default=len(contract.links))
    links = tuple(
        replace(link, exercised=link.exercised or j < used, usable=link.usable and j < until)
        for j, link in enumerate(contract.links)
    )
    return replace(contract, links=links, exercised_count=max(contract.exercised_count, used))
