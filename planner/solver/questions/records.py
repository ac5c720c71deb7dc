"""What the small questions give back. Days count from the status date; plans have passed the judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.plan.better_plan import BetterPlan
from planner.plan.entries import Plan
from planner.plan.outcome import Status


class Moving(StrEnum):
    """Who may move so that a contract is off earlier."""

    FEEDERS = "feeders"
    """Its feeders: the migrations that release it, what they wait for, whom they must cut over with, and so on back.
    Everybody else stays where the plan has them."""
    ALONE = "alone"
    """Its feeders as if nobody else were there: no capacity is taken by others."""
    ALL = "all"
    """Everybody."""


class Modes(StrEnum):
    """In which modes they may move."""

    PLANNED = "planned"
    """Each in the mode the plan has."""
    ANY = "any"
    """Each in any of its modes."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a question ended: after so many seconds, by Ctrl-C (`interrupted`), or by the caller's own stop (`stopped`)."""

    seconds: float
    interrupted: bool
    stopped: bool


@dataclass(frozen=True, kw_only=True)
class Earliest:
    """The earliest day a contract can be off.

    `day`: the first day without need in the `witness`, the earliest found; `planned_day`: the same in the plan given.
    `bound_day`: nobody who may move as asked gets it off before; two configurations of the solver agree, or no search was
    needed.

    The witness is the cheapest found of that day, where prices count. `price_pounds`: what it costs more than the plan
    given, below 0 where it costs less. `moved`: who has another start or mode in it. For `alone` it has the feeders only,
    and no price; in planned modes it is the soonest one: least sum of starts, then start by start in order of id.
    """

    contract: str
    moving: Moving
    modes: Modes
    day: int
    bound_day: int
    planned_day: int
    witness: Plan
    pounds: int | None
    price_pounds: int | None
    moved: tuple[str, ...]
    ending: Ending

    @property
    def proved(self) -> bool:
        """Whether no earlier day is possible."""
        return self.day <= self.bound_day

    @property
    def gained_days(self) -> int:
        """How many days earlier than planned."""
        return self.planned_day - self.day

    @property
    def better_plan(self) -> BetterPlan | None:
        """The witness where it costs less than the plan given: a better plan, found on the way."""
        return _better(self.witness, self.pounds, self.price_pounds)


@dataclass(frozen=True, kw_only=True)
class PartReplanned:
    """The best plan in which only some migrations move.

    `status` speaks of such plans alone: "optimal" is the best of them, "infeasible" says that none of them keeps the limits.
    `bound_pounds`: none of them costs less. `price_pounds`: what the plan costs more than the one given, below 0 where it is
    the better one. `moved`: who has another start or mode. `kept_needed`: contracts that others keep needed for too long.
    """

    free: tuple[str, ...]
    status: Status
    plan: Plan | None
    pounds: int | None
    bound_pounds: int | None
    price_pounds: int | None
    moved: tuple[str, ...]
    ending: Ending
    kept_needed: tuple[str, ...] = ()

    @property
    def better_plan(self) -> BetterPlan | None:
        """The plan where it costs less than the one given."""
        return _better(self.plan, self.pounds, self.price_pounds)


@dataclass(frozen=True, kw_only=True)
class Together:
    """Whether contracts can all be off by their days, their feeders taken alone.

    `status`: "infeasible" is a no for every plan, as two configurations agree. "feasible" is a yes for the feeders alone: it
    says nothing of the others. Else nothing was found in time. `witness`: their starts where it is a yes.
    `kept_needed`: contracts that nobody can leave by then, whatever moves.
    """

    days: Mapping[str, int]
    status: Status
    feeders: tuple[str, ...]
    witness: Plan | None
    ending: Ending
    kept_needed: tuple[str, ...] = ()

    @property
    def possible(self) -> bool | None:
        """Yes, no, or None where it is not known."""
        return {Status.FEASIBLE: True, Status.INFEASIBLE: False}.get(self.status)


def _better(plan: Plan | None, pounds: int | None, price_pounds: int | None) -> BetterPlan | None:
    if plan is None or pounds is None or price_pounds is None or price_pounds >= 0:
        return None
    return BetterPlan(plan=plan, pounds=pounds, saved_pounds=-price_pounds)
