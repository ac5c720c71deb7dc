"""What comes of looking for a plan that holds in drawn futures: the plans that were weighed, and the one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.risk.draws import REPORTED_DRAWS
from planner.risk.intervals import Estimate
from planner.risk.records import Start

GIVEN = "the plan given"
ORDER = "order search"


@dataclass(frozen=True, kw_only=True)
class RobustSettings:
    """How a plan is looked for. `seconds` are those of the order search; `moves` ends it after so many moves instead.

    `keep_order`: the plan given stays, and only when work may begin is chosen. `keep_starts`: nobody begins before the
    planned start, so that the order search is left out. `buffers`: also weigh plans made for later dates. `ways`: also
    compare ways to decide about extensions. `threads`: 0 takes all processors.
    """

    seconds: float = 60.0
    moves: int | None = None
    draws: int = REPORTED_DRAWS
    seed: int = 1
    keep_order: bool = False
    keep_starts: bool = False
    buffers: bool = True
    ways: bool = True
    threads: int = 0


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A plan carried out in one of two ways on the draws that the choice is made on.

    `mean`: extensions and exposure with the best done about every option when all is known, with delay and bridges; of
    contracts that have a way off. `gain`: how much less that is than of the plan given, carried out in the same way.
    `planned_pounds`: what the plan costs in all, begun on its planned starts, with every date as planned.
    """

    name: str
    begin: Start
    planned_pounds: int
    mean: Estimate
    gain: Estimate
    commit_now: Estimate
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The chosen plan and the plan given on draws that nothing was chosen on.

    `gain_in_order`: against the plan given carried out as the chosen one is. `gain`: against the plan given where nobody
    begins before the planned start.
    """

    chosen: Estimate
    given: Estimate
    given_as_chosen: Estimate
    gain: Estimate
    gain_in_order: Estimate
    chosen_commit_now: Estimate
    given_commit_now: Estimate


@dataclass(frozen=True, kw_only=True)
class SearchNote:
    """What the order search did: moves tried and taken, its seconds, and what it gained on its own draws."""

    draws: int
    moves: int
    taken: int
    seconds: float
    gained_pounds: int


class Way(StrEnum):
    """A way to decide about the extensions of one plan."""

    NOTHING = "extend nothing"
    REMINDER = "reminder 90 days before the end, by P50"
    PLAN = "the plan's options"
    EVERYTHING = "extend everything"
    COMMIT_NOW = "commit now"
    LAST_DAY = "P50 after the end of cover, on the last day"
    TRIPWIRES = "tripwires"
    CLAIRVOYANT = "everything known"


@dataclass(frozen=True, kw_only=True)
class WayRow:
    """What one way to decide costs: extensions and exposure of contracts that have a way off, over the draws.

    The answers of suppliers are averaged in every draw. `uncovered_contracts`: None where it depends on what is known.
    """

    way: Way
    mean: Estimate
    p50: int
    p80: int
    p95: int
    cvar: int
    uncovered_contracts: float | None


@dataclass(frozen=True, kw_only=True)
class Robust:
    """The plan that is chosen, as a case of its own, with what it was chosen from.

    `begin`: how it is to be carried out. `changed`: whether it is another plan than the one given.
    """

    given: PlanCase
    case: PlanCase
    begin: Start
    settings: RobustSettings
    draws: int
    candidates: tuple[Candidate, ...]
    comparison: Comparison
    search: SearchNote | None
    ways: tuple[WayRow, ...]
    ways_draws: int
    seconds: float

    @property
    def changed(self) -> bool:
        return self.case.plan != self.given.plan

    @property
    def outcome(self) -> Outcome:
        """The plan as the outcome of a solve; nothing is proved about it."""
        return Outcome(
            status=Status.FEASIBLE,
            plan=self.case.plan,
            objective_pounds=self.case.pounds,
            bound_pounds=None,
            gap=None,
            seconds=self.seconds,
            start_pounds=self.given.pounds,
        )
