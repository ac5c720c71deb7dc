"""What is known of each lever. Days count from the status date; amounts are in the unit of the lever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.levers.lever import Lever
from planner.plan.entries import Plan


class Verdict(StrEnum):
    """What a lever can do for a contract; five different things."""

    CLEARS = "clears"
    """With the amount a plan has the contract off by the day, and costs no more than today's."""
    IMPOSSIBLE = "impossible"
    """No amount is enough, whatever the plan."""
    DEARER = "dearer"
    """With the amount a plan has the contract off by the day, and costs more than today's."""
    OTHERS = "not with all others where they are"
    """Others keep the contract, and no amount is enough while these stay where they are."""
    NOT_FOUND = "not found in time"
    """Neither a plan nor a proof that there is none."""


class Refuted(StrEnum):
    """For which plans it is proved that one unit less is not enough."""

    ANY_PLAN = "any plan"
    OTHERS_FIXED = "with all others where they are"
    NOBODY = "not proved"


@dataclass(frozen=True, kw_only=True)
class Witness:
    """A plan of the changed portfolio that has the contract off by the day.

    `price_pounds`: what it costs more than today's plan, below 0 where it costs less. `moved`: who has another start or
    mode. `worse`: by contract the uncovered days it has more than today.
    """

    plan: Plan
    pounds: int
    price_pounds: int
    moved: tuple[str, ...]
    worse: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Dearer:
    """A smaller amount that is enough only where others pay for it."""

    amount: int
    witness: Witness


@dataclass(frozen=True, kw_only=True)
class LeverAnswer:
    """What a lever does for one contract and one day.

    `amount`: the least found that is enough; None where none is. `refuted`: for which plans one unit less is proved not to
    be enough. `left_days`: the days of need beyond the day that remain with one unit less, whatever the plan; None where
    that is not known. `dearer`: a smaller amount with a dearer plan. `late_days_at_most`: of an impossible lever the days
    that remain with all it has.
    """

    contract: str
    by_day: int
    lever: Lever
    verdict: Verdict
    amount: int | None = None
    refuted: Refuted = Refuted.NOBODY
    witness: Witness | None = None
    left_days: int | None = None
    dearer: Dearer | None = None
    late_days_at_most: int | None = None
