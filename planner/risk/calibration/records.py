"""What was promised and what came: a row for each milestone and run, a row for each decision, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.plan.plan_case import PlanCase
from planner.plan.sureness import Sureness
from planner.risk.intervals import Estimate


@dataclass(frozen=True, kw_only=True)
class PastRun:
    """A run and what it promised. `case`: the portfolio and the plan of its day; None where only a plan file is left."""

    name: str
    sureness: Sureness
    case: PlanCase | None = None

    @property
    def status_date(self) -> date:
        """The day of its knowledge."""
        return self.sureness.status_date


class Standing(StrEnum):
    """What a prediction counts for."""

    POOLED = "counted"
    REPEATED = "not independent"
    """It lies between the first and the last of its milestone, or another run of the same day stands for it."""
    HELD_STILL = "held still"
    """It had no range, so nothing was promised of it."""
    KNOWN = "known on the day of the run"


@dataclass(frozen=True, kw_only=True)
class MilestoneOutcome:
    """What one run promised of one milestone that has been achieved since.

    `transform`: the probability of a date before the achieved one, and half of that of the date itself; where promises are
    right it is equally likely everywhere between 0 and 1. None where nothing was promised. `slip_days` counts from the P50.
    `spread`: by how much its range had been widened.
    """

    run: str
    status_date: date
    milestone: str
    family: str
    planning_date: date
    p10_date: date
    p50_date: date
    p90_date: date
    achieved_date: date
    slip_days: int
    transform: float | None
    inside: bool
    spread: float
    standing: Standing


class Taken(StrEnum):
    """What was done about an option."""

    EXTENDED = "extended"
    NOT_EXTENDED = "not extended"
    REFUSED = "refused"
    """The supplier said no."""


@dataclass(frozen=True, kw_only=True)
class DecisionOutcome:
    """A decision whose day has passed: what its rule said in the last run before it, what was done, and hindsight.

    `rule_extends`: what the rule said then. `needed_until_date`: the last day of need where the plan of the run is carried
    out with the dates that came; `settled`: all dates that the contract waits for have come. `worth_pounds`: what it saves
    to have the option, on that day; below 0 it costs so much. None where the portfolio of the run is not stored.
    `assumed`: the figures behind the acting day that nobody stated, in words.
    """

    run: str
    status_date: date
    option: str
    contract: str
    acting_date: date
    rule: str
    level: str | None
    threshold_date: date | None
    rule_extends: bool
    taken: Taken
    needed_until_date: date | None
    settled: bool
    worth_pounds: int | None
    assumed: tuple[str, ...] = ()

    @property
    def hindsight_extends(self) -> bool | None:
        """Whether it is better to have the option, once the day of need is known; None where that is not known."""
        return None if self.worth_pounds is None else self.worth_pounds > 0

    @property
    def rule_right(self) -> bool | None:
        """Whether the rule said what hindsight says."""
        return None if self.hindsight_extends is None else self.rule_extends is self.hindsight_extends

    @property
    def wrong_pounds(self) -> int | None:
        """What it cost to do what was done; 0 where that was right, None where that is not known."""
        if self.worth_pounds is None or self.taken is Taken.REFUSED:
            return None
        right = (self.taken is Taken.EXTENDED) is (self.worth_pounds > 0)
        return 0 if right else abs(self.worth_pounds)


@dataclass(frozen=True, kw_only=True)
class Kolmogorov:
    """The greatest distance between the shares found and the shares promised, and the chance of a greater one by luck."""

    distance: float
    chance: float


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """All predictions that count, together. `inside`: the share between P10 and P90, where 80 % should be.

    `late` and `early`: the shares above 0.9 and below 0.1, where 10 % should be. `second_half`: the share above 0.5, where
    half should be. `slip_days`: the mean after P50. `spread`:
    the least factor on the stated ranges that puts 80 % inside; None where none does. `kolmogorov`: None for fewer than 10.
    """

    predictions: int
    inside: Estimate
    late: Estimate
    early: Estimate
    second_half: Estimate
    slip_days: float
    spread: float | None
    kolmogorov: Kolmogorov | None


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """What runs promised of a portfolio, against what stands in it now. `pooled` is None where no prediction counts.

    `overdue`: milestones that have not come, although the P90 that was first promised of them has passed. They are not among
    the predictions, and will be among the late ones. `held_still`: milestones that have come, of which nothing was promised.
    `families`: the ranges of the predictions that count. `outside_view`: a run drew from past slips, so that it is a stress
    case and no promise.
    """

    status_date: date
    runs: tuple[str, ...]
    milestones: tuple[MilestoneOutcome, ...]
    decisions: tuple[DecisionOutcome, ...]
    pooled: Pooled | None
    overdue: tuple[str, ...]
    held_still: tuple[str, ...]
    families: tuple[str, ...]
    outside_view: bool

    @property
    def settled(self) -> tuple[DecisionOutcome, ...]:
        """The decisions whose dates have all come, and whose prices are known."""
        return tuple(row for row in self.decisions if row.settled and row.worth_pounds is not None)

    @property
    def wrong_pounds(self) -> int:
        """What those that were wrong cost; options of a contract stand one behind the other, so its dearest counts alone."""
        dearest: dict[str, int] = {}
        for row in self.settled:
            dearest[row.contract] = max(dearest.get(row.contract, 0), row.wrong_pounds or 0)
        return sum(dearest.values())
