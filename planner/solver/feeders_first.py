"""A look at those who are bound to an end, and at what they wait for, before everybody is searched."""

from __future__ import annotations

from dataclasses import dataclass

from planner.solver.model.asked import Asked
from planner.solver.model.candidate import Wish
from planner.solver.model.exact import Proof, build, limits_of, search
from planner.solver.model.feeders import bound_migrations, feeders_of
from planner.solver.model.instance import Instance
from planner.solver.model.objective import TERM_EXPRESSIONS
from planner.solver.model.parts import Part, alone
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
    """Look whether the migrations that are bound to an end, with what they wait for, can be in time without all others.

    Most of what cannot be is seen here within a second, and the conflict stays small. What can be in time for a question is
    a good beginning: who must be in time is placed first. `instance`: without what is asked.
    """
    limited = asked.applied(instance)
    members = feeders_of(limited, bound_migrations(limited))
    of_members = Asked(asked.must_be_off, frozenset(instance.migrations[i].id for i in members))
    if asked.kept_needed(instance):
        return FeedersFirst(refuted=of_members)
    if not members or (not asked.must_be_off and len(members) > monitor.tuning.questions.look_migrations):
        return FeedersFirst()
    return _looked(alone(limited, members), of_members, monitor)


def _looked(part: Part, asked: Asked, monitor: Monitor) -> FeedersFirst:
    wished = bool(asked.must_be_off)
    exact = build(part.instance, monitor.tuning.exact, terms=TERM_EXPRESSIONS if wished else {})
    seconds = monitor.tuning.questions.look_share * monitor.settings.time_limit_seconds
    limits = limits_of(monitor.settings, monitor.tuning.exact, seconds)
    minimise = exact.objective if wished else None
    result = search(exact, limits, minimise=minimise, should_stop=lambda: monitor.out_of_time)
    if result.proof is Proof.INFEASIBLE:
        return FeedersFirst(refuted=asked)
    if result.candidate is None or not wished:
        return FeedersFirst()
    found = zip(part.migrations, zip(result.candidate.starts, result.candidate.modes, strict=True), strict=True)
    return FeedersFirst(wishes=tuple(found))
