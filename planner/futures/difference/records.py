"""A difference between two plans, every line of it shared out among its causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.futures.difference.causes import Cause
from planner.futures.difference.facts import DateKind
from planner.plan.better_plan import BetterPlan
from planner.plan.entries import Plan
from planner.solver import SolveSettings

UNPROMPTED = Cause(name="change of plan without a change of input", changes=())
"""The cause of what no change of the input explains: one of the plans was not the best known for its portfolio."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A portfolio and the plan made for it.

    Without a plan it is solved for. `proved`: the plan is known to be the best, so nothing better is looked for.
    """

    portfolio: Portfolio
    plan: Plan | None = None
    proved: bool = False


def quick_settings() -> SolveSettings:
    """Settings for the many short solves of a difference; the same input gives the same plan."""
    return SolveSettings(time_limit_seconds=2.0, workers=1, deterministic=True)


@dataclass(frozen=True, kw_only=True)
class DifferenceSettings:
    """How a difference is attributed.

    `solve`: how long every portfolio on the way is solved; None: nothing is solved, the plans given are only carried out
    in them. `both_orders`: the mean over the order of the causes and its reverse, else the order alone. `most_causes`:
    with more causes those of one table are put together.
    """

    solve: SolveSettings | None = field(default_factory=quick_settings)
    both_orders: bool = True
    most_causes: int = 8


@dataclass(frozen=True, kw_only=True)
class PoundsLine:
    """Pounds of one term at one contract, migration or group; `shares[i]` is the part of cause `i`; they add up."""

    term: Term
    record: str
    before: int
    after: int
    shares: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class DateLine:
    """A date that moved; `shares[i]` are the days cause `i` moved it (negative: earlier); they add up."""

    kind: DateKind
    record: str
    before: date
    after: date
    shares: tuple[int, ...]

    @property
    def days(self) -> int:
        """How far it moved; negative is earlier."""
        return (self.after - self.before).days


@dataclass(frozen=True, kw_only=True)
class ChoiceLine:
    """Something that is another thing, or a date that came (`before` is None) or went (`after` is None).

    `causes` are the places of the causes with which it took its new value for good: one, or one for each order.
    """

    kind: str
    record: str
    before: str | None
    after: str | None
    causes: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is different in a new plan, and because of what.

    `causes`, the last being `UNPROMPTED`; every list of shares has one for each. `kept_pounds`: what a cause costs where
    the plan before it is carried out with the new input (None: that would break a rule in one of the orders).
    `unsure_pounds`: by how much at most the pounds of a cause would change if all plans were the best possible. It is 0
    where they are proved, None where no bound is known. `better_plan`: the best plan known for the new portfolio, where the
    one given is not that.
    """

    currency: str
    marking: str | None = None
    terms_before: Mapping[Term, int]
    terms_after: Mapping[Term, int]
    causes: tuple[Cause, ...]
    kept_pounds: tuple[int | None, ...]
    unsure_pounds: tuple[int | None, ...]
    pounds: tuple[PoundsLine, ...]
    dates: tuple[DateLine, ...]
    choices: tuple[ChoiceLine, ...]
    better_plan: BetterPlan | None = None

    @property
    def total_pounds(self) -> int:
        """What the new plan costs more than the old."""
        return sum(self.terms_after.values()) - sum(self.terms_before.values())

    @property
    def is_empty(self) -> bool:
        """Whether no pound, date or choice is another, whatever was edited."""
        return not (self.pounds or self.dates or self.choices)

    @cached_property
    def pounds_by_cause(self) -> tuple[int, ...]:
        """The part of every cause; they add up to `total_pounds`."""
        return tuple(sum(line.shares[place] for line in self.pounds) for place in range(len(self.causes)))

    @cached_property
    def terms_by_cause(self) -> tuple[Mapping[Term, int], ...]:
        """The part of every cause by term."""
        return tuple(
            {term: sum(line.shares[place] for line in self.pounds if line.term is term) for term in Term}
            for place in range(len(self.causes))
        )

    @property
    def replanned_pounds(self) -> tuple[int | None, ...]:
        """What re-planning changes of the pounds a cause would cost if the plan before it were kept."""
        return tuple(
            None if kept is None else pounds - kept
            for kept, pounds in zip(self.kept_pounds, self.pounds_by_cause, strict=True)
        )

    def has_effect(self, place: int) -> bool:
        """Whether the cause at this place changes anything."""
        shares = [line.shares for line in self.pounds] + [line.shares for line in self.dates]
        return any(found[place] for found in shares) or any(place in line.causes for line in self.choices)
