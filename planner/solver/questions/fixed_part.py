"""Some migrations of a plan as an instance of their own, all others fixed, limits on options included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.solver.model.candidate import Candidate, needed_until
from planner.solver.model.instance import Instance, OptionLimit
from planner.solver.model.neighbourhood import NeighbourhoodMaker
from planner.solver.model.parts import Part


def fixed_part(instance: Instance, plan: Candidate, free: Sequence[int]) -> Part:
    """The part in which only these migrations move, and only the contracts they release choose options.

    The plan must keep all rules. Every plan of the part, put into the whole, keeps them too.
    """
    return with_limits(instance, plan, NeighbourhoodMaker(instance).around(plan, free))


def with_limits(instance: Instance, plan: Candidate, part: Part) -> Part:
    """The part with the limits on options, less what the contracts outside take of them in the plan."""
    position = {c: k for k, c in enumerate(part.contracts)}
    needs = needed_until(instance, plan.starts, plan.modes)
    inside = [_inside(instance, limit, plan, position, needs) for limit in instance.limits]
    limits = tuple(limit for limit in inside if limit.use or limit.by_day)
    return replace(part, instance=replace(part.instance, limits=limits))


def _inside(
    instance: Instance, limit: OptionLimit, plan: Candidate, position: dict[int, int], needs: Sequence[int]
) -> OptionLimit:
    taken = sum(amount for (c, j), amount in limit.use.items() if c not in position and plan.prefixes[c] > j)
    for (c, j), pounds in limit.by_day.items():
        if c not in position:
            taken += pounds * instance.contracts[c].days_paid(j, plan.prefixes[c], needs[c])
    use = {(position[c], j): amount for (c, j), amount in limit.use.items() if c in position}
    by_day = {(position[c], j): pounds for (c, j), pounds in limit.by_day.items() if c in position}
    return replace(limit, most=limit.most - taken, use=use, by_day=by_day)
