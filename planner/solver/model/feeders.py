"""The feeders of contracts: the migrations that a contract's last day of need can depend on, and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from planner.solver.model.instance import Instance


def feeders(instance: Instance, contracts: Iterable[int]) -> tuple[int, ...]:
    """The migrations that release these contracts, what they wait for, and whom they must cut over with, and so on back.

    All are positions. Groups that may be split bind nobody to a day, so they add nobody. Resources do neither: whoever only
    competes is no feeder.
    """
    needs: dict[int, list[int]] = defaultdict(list)
    for arc in instance.arcs:
        needs[arc.successor].append(arc.predecessor)
    for group in instance.groups:
        if not group.may_split:
            for i in group.members:
                needs[i].extend(group.members)
    found: set[int] = set()
    waiting = [i for c in contracts for i in instance.contracts[c].releasing]
    while waiting:
        i = waiting.pop()
        if i not in found:
            found.add(i)
            waiting.extend(needs[i])
    return tuple(sorted(found))
