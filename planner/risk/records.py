"""The rows of the answer: what each contract, department, migration, milestone and driver means in the sampled futures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.calendar import FinancialQuarter
from planner.plan.flagging.records import Flag


class Answer(StrEnum):
    """A way to decide about every extension."""

    NOTHING = "extend nothing"
    """Only what is exercised already is in force, and what goes on by itself."""
    PLAN = "the plan's options"
    EVERYTHING = "extend everything"
    """Everything that can still be bought."""
    COMMIT_NOW = "commit now"
    """For each contract what costs least in the mean if all is decided today."""


class Start(StrEnum):
    """When migrations may begin in a drawn future."""

    PLANNED = "not before the planned start"
    EARLY = "as early as possible"


class Held(StrEnum):
    """Whether a tolerance is kept, as far as the draws tell."""

    KEPT = "kept"
    MISSED = "missed"
    OPEN = "not distinguishable"


@dataclass(frozen=True, kw_only=True)
class ContractRisk:
    """A contract under one answer. Dates are last days; a probability or pounds stand with half their 95 % interval."""

    answer: Answer
    contract: str
    flag: Flag
    no_route: bool
    covered_until_date: date
    needed_until_planned_date: date
    p50_date: date
    p80_date: date
    p95_date: date
    uncovered_probability: float
    uncovered_probability_error: float
    uncovered_days_mean: float
    exposure_pounds_mean: int
    exposure_pounds_error: int
    p95_pounds: int
    horizon_share: float
    tolerance: float
    within: Held


@dataclass(frozen=True, kw_only=True)
class DepartmentRisk:
    """A department with the plan's options: whether any of its contracts that have a way off is uncovered."""

    department: str
    contracts: int
    any_uncovered_probability: float
    any_uncovered_probability_error: float
    exposure_pounds_mean: int
    tolerance: float
    within: Held


@dataclass(frozen=True, kw_only=True)
class MigrationRisk:
    """The cutover of a migration: its dates, how likely the planned one is, and what held it."""

    migration: str
    cutover_planned_date: date
    p10_date: date
    p50_date: date
    p80_date: date
    p90_date: date
    planned_percentile: float
    moved_by_queue_days_mean: float
    frozen_share: float
    deadline_missed_probability: float | None


@dataclass(frozen=True, kw_only=True)
class MilestoneRisk:
    """A milestone: the date the plan assumes, and how likely it is to be reached by then. `held_still`: it has no range."""

    milestone: str
    planning_date: date
    p10_date: date
    p50_date: date
    p90_date: date
    planned_percentile: float
    held_still: bool


@dataclass(frozen=True, kw_only=True)
class DriverRisk:
    """What it is worth if one thing were certain: expected cost less expected cost without it, on the same draws."""

    kind: str
    id: str
    pounds: int
    error: int
    uncovered_contracts: float
    days: float


@dataclass(frozen=True, kw_only=True)
class ContractDriver:
    """One of the strongest drivers of a contract: what it costs there, and for how many days more it keeps it needed."""

    contract: str
    rank: int
    kind: str
    id: str
    pounds: int
    error: int
    days: float


@dataclass(frozen=True, kw_only=True)
class MitigationRisk:
    """What a mitigation saves where it is paid for, with what is best decided now in both cases, and less its price.

    `at_most`: nobody stated what it achieves, so it stands as if the event could no longer happen.
    """

    event: str
    mitigation: str | None
    price_pounds: int | None
    saves_pounds: int
    error: int
    worth_pounds: int
    at_most: bool
    uncovered_contracts: float


@dataclass(frozen=True, kw_only=True)
class StartRisk:
    """What the plan costs with one of the two starts, of contracts that have a way off; delay and bridges apart.

    `saves_pounds`: less than with the other start, with the options of "commit now", delay and bridges; `earlier_days`:
    by how many days cutovers are earlier than with it.
    """

    start: Start
    draws: int
    plan_pounds: int
    plan_error: int
    commit_now_pounds: int
    commit_now_error: int
    delay_pounds: int
    bridges_pounds: int
    earlier_days: float
    saves_pounds: int
    saves_error: int


@dataclass(frozen=True, kw_only=True)
class AnswerRisk:
    """The cost of one way to decide, of the contracts that have a way off. Contracts that nobody can leave stand apart."""

    answer: Answer
    mean_pounds: int
    error: int
    p50: int
    p80: int
    p95: int
    cvar: int
    extensions_pounds: int
    exposure_pounds: int
    no_route_pounds: int
    delay_pounds: int
    bridges_pounds: int
    uncovered_contracts: float


@dataclass(frozen=True, kw_only=True)
class Convergence:
    """The expected cost with the plan's options after so many draws, with half of its 95 % interval."""

    draws: int
    mean_pounds: int
    error: int


@dataclass(frozen=True, kw_only=True)
class QuarterRisk:
    """Exposure in one financial quarter, of the contracts that have a way off: with the plan's options, and with nothing
    decided. Percentiles of quarters are not those of their sum."""

    quarter: FinancialQuarter
    mean_pounds: int
    error: int
    p10_pounds: int
    p50_pounds: int
    p90_pounds: int
    nothing_mean_pounds: int
    nothing_p50_pounds: int


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """In so many of the futures (`share`) a contract has cut over, and is needed no more, by these last days."""

    contract: str
    share: float
    last_cutover_date: date | None
    needed_until_date: date


@dataclass(frozen=True, kw_only=True)
class CoverEnd:
    """An end that the cover of a contract can have, and how likely the contract is needed beyond it.

    `option`: the option that ends there; None: the end as it stands. `in_plan`: the plan takes that option, or it is the
    end as it stands. `can_be_had`: it is in force, or can still be bought.
    """

    contract: str
    option: str | None
    end_date: date
    in_plan: bool
    can_be_had: bool
    needed_longer_probability: float
    needed_longer_error: float


@dataclass(frozen=True, kw_only=True)
class AssumptionRisk:
    """The same plan under one assumption, with the options of "commit now" chosen for it.

    `more_pounds`: by how much "commit now" is dearer than as stated, on the same random numbers. `horizon_share`: how often
    the contract is needed beyond the horizon that most often is; costs are understated where that is frequent.
    """

    assumption: str
    draws: int
    plan_pounds: int
    plan_error: int
    commit_now_pounds: int
    commit_now_error: int
    more_pounds: int
    more_error: int
    uncovered_contracts: float
    horizon_share: float
