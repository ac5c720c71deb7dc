"""How sure the figures of a plan are, as sampled futures found it: kept with a plan, shown wherever the plan is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

NO_RANGE = "no range"
"""The family where nothing is drawn from a range."""


@dataclass(frozen=True, kw_only=True)
class Range:
    """A figure over all draws: its mean with half of the 95 % interval of the mean, and percentiles."""

    mean: float
    error: float
    p10: float
    p50: float
    p80: float
    p90: float
    p95: float


@dataclass(frozen=True, kw_only=True)
class ContractSureness:
    """A contract with the plan's options; dates are last days of need.

    `drivers`: the ids of the two events or milestones that its cost depends on most; empty where nobody asked.
    """

    contract: str
    p50_date: date
    p80_date: date
    p95_date: date
    uncovered_probability: float
    uncovered_probability_error: float
    exposure_pounds_mean: int
    drivers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MigrationSureness:
    """The dates of the cutover of a migration."""

    migration: str
    p10_date: date
    p50_date: date
    p80_date: date
    p90_date: date


@dataclass(frozen=True, kw_only=True)
class MilestoneSureness:
    """What was promised of an open milestone: the date that the plan assumes, and the dates that were drawn.

    `family` and `range_days` are its own range where that alone decides its date: P10, P50 and P90, or limits, in days from
    the status date. Where events, other milestones or past slips have a say too, `range_days` is empty. `drawn_shares` are
    then the shares of the draws that came by `drawn_dates`. `held_still`: it has no range of its own.
    """

    milestone: str
    planning_date: date
    family: str
    p10_date: date
    p50_date: date
    p90_date: date
    held_still: bool
    range_days: tuple[float, ...] = ()
    drawn_dates: tuple[date, ...] = ()
    drawn_shares: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OptionSureness:
    """The rule of an open option, and what comes of it; dates are last days.

    `rule` is `always`, `never` or `date`: exercise it unless, at `level` (P50, P80, P95), the contract is off by
    `threshold_date`; every date from `flat_from_date` to `flat_until_date` does as well. `waiting_pounds` is None where the
    draws show nothing. `price_ceiling_on_the_day_pounds` is None where the rule never says yes. `today`: what the rule says
    on today's re-forecast. `tolerance_state`: whether a tolerance that was asked for is kept. `assumed`: the figures behind
    the acting day that nobody stated, in words.
    """

    option: str
    contract: str
    acting_date: date
    rule: str
    level: str | None
    threshold_date: date | None
    flat_from_date: date | None
    flat_until_date: date | None
    exercised_probability: float
    price_ceiling_today_pounds: int
    price_ceiling_on_the_day_pounds: int | None
    right_worth_pounds: int
    waiting_pounds: int | None
    waiting_error: int
    uncovered_probability: float
    today: str
    sentence: str
    tolerance_state: str | None = None
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sureness:
    """What sampled futures say of one plan, from `planner risk` and `planner tripwires`.

    `options` are empty where only the risk was asked for. Where only tripwires were, the four ranges are None, and contracts
    and migrations are empty. `family`: the families of the ranges; `own_ranges`: they are those of the portfolio, in no
    other family. `held_still` names what has no range. `seed` and `draws` are those of the risk, `rules_seed` and
    `rules_draws` those of the rules, `rules_goal` what these were asked besides costing little. `basis` tells the portfolio,
    what is uncertain in it, and the plan from all others.
    """

    status_date: date
    seed: int
    draws: int
    family: str
    spread: float = 1.0
    outside_view: bool = False
    own_ranges: bool = True
    early_start: bool = False
    held_still: tuple[str, ...] = ()
    cost: Range | None = None
    extensions: Range | None = None
    exposure: Range | None = None
    uncovered_contracts: Range | None = None
    contracts: tuple[ContractSureness, ...] = ()
    migrations: tuple[MigrationSureness, ...] = ()
    milestones: tuple[MilestoneSureness, ...] = ()
    options: tuple[OptionSureness, ...] = ()
    rules_seed: int | None = None
    rules_draws: int | None = None
    rules_goal: str | None = None
    basis: str | None = None

    @property
    def assumptions(self) -> tuple[bool, float, bool, bool]:
        """What it assumes besides the portfolio: its ranges, how wide they are, the outside view, and early starts."""
        return self.own_ranges, self.spread, self.outside_view, self.early_start

    @property
    def as_stated(self) -> bool:
        """Whether it is the answer to the portfolio as it is, and not to a what-if about its ranges or its starts."""
        return self.assumptions == (True, 1.0, False, False)

    def with_rules(self, rules: Sureness) -> Sureness:
        """The same with the options of another answer to the same portfolio and plan."""
        return replace(
            self,
            options=rules.options,
            rules_seed=rules.rules_seed,
            rules_draws=rules.rules_draws,
            rules_goal=rules.rules_goal,
        )

    @property
    def has_risk(self) -> bool:
        """Whether contracts and migrations were asked about, not options alone."""
        return self.cost is not None

    @cached_property
    def contract_by_id(self) -> Mapping[str, ContractSureness]:
        """The contracts by id."""
        return {row.contract: row for row in self.contracts}

    @cached_property
    def migration_by_id(self) -> Mapping[str, MigrationSureness]:
        """The migrations by id."""
        return {row.migration: row for row in self.migrations}

    @cached_property
    def milestone_by_id(self) -> Mapping[str, MilestoneSureness]:
        """The milestones by id."""
        return {row.milestone: row for row in self.milestones}

    @cached_property
    def option_by_id(self) -> Mapping[str, OptionSureness]:
        """The rules by the id of their option."""
        return {row.option: row for row in self.options}


def together(newer: Sureness | None, older: Sureness | None) -> Sureness | None:
    """Two answers about one plan: of the risk and of the rules that which is newer and there.

    Answers under different assumptions are never mixed: then the newer one stands alone.
    """
    if newer is None or older is None:
        return newer if newer is not None else older
    if newer.assumptions != older.assumptions:
        return newer
    if not newer.has_risk and older.has_risk:
        return older.with_rules(newer)
    return newer.with_rules(older) if newer.rules_draws is None and older.rules_draws is not None else newer
