"""What the fitted rules say: one record for each open option, and the totals of the three answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.rules import Rule as PlanRule
from planner.risk.assumptions import AS_STATED, Assumptions
from planner.risk.intervals import Estimate
from planner.risk.rules_followed.contracts import ContractAnswers
from planner.risk.rules_followed.departments import DepartmentRules
from planner.risk.tolerances.goal import LEAST_COST, Goal
from planner.risk.tolerances.records import GRAVEST_FIRST, AnswerFigures, Tolerance, ToleranceState
from planner.risk.tripwires.rules import Rule


class Reading(StrEnum):
    """What a rule would answer today."""

    EXTEND = "extend"
    DO_NOT = "do not extend"


@dataclass(frozen=True)
class Mate:
    """Another contract of a bundle, and the day after which its re-forecast says yes for all of them."""

    contract: str
    threshold: int


@dataclass(frozen=True)
class TiedLimit:
    """A limit that ties options. `most`: what is left of it; `year`: the financial year of a budget.

    `short`: how probable it is that somebody asks and does not get; `short_alone`: how probable that would be, on the draws
    of the fit, with rules that look at no limit.
    """

    rule: PlanRule
    most: int
    year: int | None
    options: tuple[str, ...]
    short: Estimate
    short_alone: float


@dataclass(frozen=True, kw_only=True)
class Tied:
    """Contracts tied together. `served`: their options in the order in which requests are served.

    `is_joint`: there is a bundle, or some draw uses a limit up; otherwise the contracts are as if alone, and the figures of
    their answers are None. `refitted`: the rules were fitted again under the limits. `limit_worth`: what the limits cost.
    """

    contracts: tuple[str, ...]
    served: tuple[str, ...]
    bundles: tuple[tuple[str, ...], ...]
    limits: tuple[TiedLimit, ...]
    is_joint: bool
    refitted: bool
    commit_now: Estimate | None
    tripwires: Estimate | None
    clairvoyant: Estimate | None
    limit_worth: Estimate | None


@dataclass(frozen=True, kw_only=True)
class Tripwire:
    """The rule of one open option, and what comes of it on draws that it was not fitted on. Days are day numbers.

    `asked`: how probable it is that the option is still to be decided on its acting day; `wanted`: that it is and the rule
    says yes; `exercised`: that it is in force in the end. `price_pounds` is that of the whole length; `mean_price_pounds`
    what is paid where the rule says yes, None where it cannot end early. `right_worth`: what missing the day costs.
    `waiting`: what it saves to follow the rule over deciding on this option today. `uncovered`: of the contract, when all
    its options follow their rules. `bundle`: the other options of its bundle, for which the rule is the same; `mates`: the
    dates that it sets the contracts of these. `unserved`: how probable it is that the rule says yes and a limit is used up;
    None where no limit that any draw uses up ties it. `yields`: its rule is never only because of limits. `assumed`: the
    figures behind its days that nobody stated, in words.
    `bridge_if_refused_day`: the last working day to begin a bridge where the supplier refuses; None where it always agrees.
    """

    option: str
    contract: str
    who_decides: str
    acting_day: int
    last_day: int
    rule: Rule
    asked: Estimate
    wanted: Estimate
    exercised: Estimate
    agreement: float
    price_pounds: int
    mean_price_pounds: float | None
    price_ceiling_today_pounds: float
    price_ceiling_on_the_day_pounds: float | None
    right_worth: Estimate
    waiting: Estimate
    uncovered: Estimate
    today: Reading
    by_itself: bool
    bundle: tuple[str, ...] = ()
    mates: tuple[Mate, ...] = ()
    unserved: Estimate | None = None
    assumed: tuple[str, ...] = ()
    bridge_if_refused_day: int | None = None
    yields: bool = False

    @property
    def tied(self) -> bool:
        """Whether a bundle, or a limit that is used up in some draw, ties the option to others."""
        return bool(self.bundle) or self.unserved is not None


@dataclass(frozen=True, kw_only=True)
class Tripwires:
    """The rules of all open options, by acting day, with the three answers over all contracts that have any.

    Rules were fitted on `fit_draws` draws and measured on `draws` others. `goal`: what they were fitted for. `tolerances`:
    the contracts that share one; without one in the goal each contract with that of the policy. `answers`: the three
    answers in the mean and where they are dear. `contracts`: every contract with a route by each way to decide, those
    without an open option too. `assumptions`: what the draws rest on besides the tables.
    """

    seed: int
    draws: int
    fit_draws: int
    family: str
    options: tuple[Tripwire, ...]
    commit_now: Estimate
    tripwires: Estimate
    clairvoyant: Estimate
    waiting: Estimate
    information: Estimate
    couplings: tuple[Tied, ...] = ()
    goal: Goal = LEAST_COST
    tolerances: tuple[Tolerance, ...] = ()
    answers: tuple[AnswerFigures, ...] = ()
    contracts: tuple[ContractAnswers, ...] = ()
    departments: tuple[DepartmentRules, ...] = ()
    assumptions: Assumptions = AS_STATED

    def tolerances_of(self, contract: str) -> tuple[Tolerance, ...]:
        """Those that a contract has a part in."""
        return tuple(each for each in self.tolerances if contract in each.contracts)

    def tolerance_state(self, contract: str) -> ToleranceState | None:
        """Whether the tolerances that a contract has a part in are kept: the gravest answer, None where there are none."""
        states = {each.state for each in self.tolerances_of(contract)}
        return next((state for state in GRAVEST_FIRST if state in states), None)

    @property
    def tied(self) -> tuple[Tripwire, ...]:
        """Options that a bundle, or a limit that is used up in some draw, ties to others."""
        return tuple(option for option in self.options if option.tied)
