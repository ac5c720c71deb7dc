"""What a change of a portfolio reaches: components that are not the same any more, and contracts that belong to none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.rules import Rule
from planner.solver.model.instance import Instance
from planner.solver.model.parts import components

LimitFacts = tuple[Rule, int, bool, frozenset[tuple[str, int, int]]]


@dataclass(frozen=True)
class Touched:
    """Positions in the new instance: migrations of components that changed, and contracts of none that changed."""

    migrations: tuple[int, ...]
    contracts: tuple[int, ...]


def touched(old: Instance, new: Instance) -> Touched:
    """What differs between the two.

    A component is untouched where the old instance has the same one: the same migrations with the same windows, modes,
    prices, precedences, groups, capacities and contracts. A limit on options that changed reaches every contract it ties,
    and with it the whole component.
    """
    limited = _limited_anew(old, new)
    before = {tuple(case.id for case in part.instance.migrations): part.instance for part in components(old)}
    migrations: list[int] = []
    for part in components(new):
        same = before.get(tuple(case.id for case in part.instance.migrations)) == part.instance
        if not same or any(case.id in limited for case in part.instance.contracts):
            migrations += part.migrations
    known = {case.id: case for case in old.contracts}
    contracts = tuple(
        c
        for c, case in enumerate(new.contracts)
        if not case.releasing and (known.get(case.id) != case or case.id in limited)
    )
    return Touched(tuple(sorted(migrations)), contracts)


def _limited_anew(old: Instance, new: Instance) -> set[str]:
    """The contracts tied by limits that only one of the two has."""
    before, after = Counter(_limits(old)), Counter(_limits(new))
    changed = (before - after) + (after - before)
    return {contract for *_, use in changed for contract, _, _ in use}


def _limits(instance: Instance) -> Iterator[LimitFacts]:
    for limit in instance.limits:
        use = ((instance.contracts[c].id, j, amount) for (c, j), amount in limit.use.items())
        yield limit.rule, limit.most, limit.exact, frozenset(use)
