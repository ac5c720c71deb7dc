"""A look at the feeders of contracts that must be off, before everybody is searched."""

from __future__ import annotations

from dataclasses import dataclass

from planner.solver.model.asked import Asked
from planner.solver.model.candidate import Wish
from planner.solver.model.exact import Proof, build, limits_of, search
from planner.solver.model.feeders import feeders
from planner.solver.model.instance import Instance
from planner.solver.model.parts import alone
from planner.solver.monitor import Monitor


@dataclass(frozen=True)
class FeedersFirst:
    """What the look has shown.

    `refuted`: what is asked of these migrations alone, where even without all others they cannot do it. `wishes`: else a
    start and mode for each of them (by position in the whole), with which a search may begin.
    """

    refuted: Asked | None = None
    wishes: tuple[tuple[int, Wish], ...] = ()

    def over(self, wishes: tuple[Wish | None, ...], count: int) -> tuple[Wish | None, ...]:
        """The wishes of a start, none for any of the `count` migrations without one, with these in their place."""
        if not self.wishes:
            return wishes
        found = list(wishes or (None,) * count)
        for i, wish in self.wishes:
            found[i] = wish
        return tuple(found)


def look_at_feeders(instance: Instance, asked: Asked, monitor: Monitor) -> FeedersFirst:
    """Look whether the feeders, with whoever is bound to a day, can do what is asked as if there were no others.

    Most of what cannot be is seen here within a second, and the conflict stays small. What can be is a good beginning: who
    must be in time is placed first. `instance`: without what is asked.
    """
    if not asked.must_be_off:
        return FeedersFirst()
    contracts = [c for c, contract in enumerate(instance.contracts) if contract.id in asked.must_be_off]
    bound = [i for i, m in enumerate(instance.migrations) if all(mode.fixed_start_day is not None for mode in m.modes)]
    members = sorted({*feeders(instance, contracts), *bound})
    of_members = Asked(asked.must_be_off, frozenset(instance.migrations[i].id for i in members))
    if asked.kept_needed(instance):
        return FeedersFirst(refuted=of_members)
    part = alone(asked.applied(instance), members)
    exact = build(part.instance, monitor.tuning.exact)
    seconds = monitor.tuning.questions.look_share * monitor.settings.time_limit_seconds
    limits = limits_of(monitor.settings, monitor.tuning.exact, seconds)
    result = search(exact, limits, minimise=exact.objective, should_stop=lambda: monitor.out_of_time)
    if result.proof is Proof.INFEASIBLE:
        return FeedersFirst(refuted=of_members)
    if result.candidate is None:
        return FeedersFirst()
    found = zip(part.migrations, zip(result.candidate.starts, result.candidate.modes, strict=True), strict=True)
    return FeedersFirst(wishes=tuple(found))
