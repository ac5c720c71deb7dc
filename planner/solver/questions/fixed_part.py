"""Some migrations of a plan as an instance of their own, all others fixed, limits on options included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.solver.model.candidate import Candidate
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
    limits = tuple(_inside(limit, plan, position) for limit in instance.limits)
    return replace(part, instance=replace(part.instance, limits=tuple(limit for limit in limits if limit.use)))


def _inside(limit: OptionLimit, plan: Candidate, position: dict[int, int]) -> OptionLimit:
    taken = sum(amount for (c, j), amount in limit.use.items() if c not in position and plan.prefixes[c] > j)
    use = {(position[c], j): amount for (c, j), amount in limit.use.items() if c in position}
    return replace(limit, most=limit.most - taken, use=use)
