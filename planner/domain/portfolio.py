"""The whole instance: all records and the status date from which days are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Protocol, TypeVar

from planner.domain.canonical_order import ORDERS
from planner.domain.chains.bundles import decided_together, laid_together, options_by_bundle
from planner.domain.clusters import Cluster, Milestone
from planner.domain.contracts import Contract, ExtensionOption, OptionState
from planner.domain.days.closed_days import ClosedDays, DayCount, working_axis
from planner.domain.days.day_axis import DayAxis
from planner.domain.decisions_taken import BINDING_KINDS, CommitmentKind, DecisionTaken
from planner.domain.migrations import DEFAULT_PROFILE, Group, Migration, Mode, PhaseProfile, Precedence
from planner.domain.option_chain import ChainLink, build_chain, first_end_date
from planner.domain.organisations import Organisation
from planner.domain.policy import ExtensionBudget, Policy
from planner.domain.provenance import Record
from planner.domain.resources import CapacityStep, FreezePeriod, Resource, WaveWindow
from planner.domain.risks import ReferenceSlip, RiskDriver


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Identified)
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, kw_only=True)
class Portfolio(Record):
    """Everything a plan is made from.

    Day numbers count from `status_date` (day 0). `horizon_date` is the first day after the planning horizon.
    Records are kept in one order, whatever the order they are given in (`canonical_order`); relations are ids.
    `day_count`: the days that phases and lags count. `closed_days` are left out where these are working days.
    `marking` is the protective marking that every page, picture and file carries; None: there is none.
    """

    name: str
    status_date: date
    horizon_date: date
    currency: str = "GBP"
    financial_year_start_month: int = 4
    jurisdiction: str = "GB-ENG"
    marking: str | None = None
    policy: Policy = field(default_factory=Policy)
    organisations: tuple[Organisation, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    contracts: tuple[Contract, ...] = ()
    options: tuple[ExtensionOption, ...] = ()
    profiles: tuple[PhaseProfile, ...] = (DEFAULT_PROFILE,)
    migrations: tuple[Migration, ...] = ()
    modes: tuple[Mode, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    groups: tuple[Group, ...] = ()
    resources: tuple[Resource, ...] = ()
    capacity_steps: tuple[CapacityStep, ...] = ()
    freezes: tuple[FreezePeriod, ...] = ()
    wave_windows: tuple[WaveWindow, ...] = ()
    budgets: tuple[ExtensionBudget, ...] = ()
    risk_drivers: tuple[RiskDriver, ...] = ()
    decisions_taken: tuple[DecisionTaken, ...] = ()
    day_count: DayCount = DayCount.CALENDAR
    closed_days: tuple[ClosedDays, ...] = ()
    reference_slips: tuple[ReferenceSlip, ...] = ()

    def __post_init__(self) -> None:
        for name, key in ORDERS.items():
            object.__setattr__(self, name, tuple(sorted(getattr(self, name), key=key)))

    def day_of(self, calendar_date: date) -> int:
        """Day number of a date; negative before the status date."""
        return (calendar_date - self.status_date).days

    def date_of(self, day: int) -> date:
        """The date of a day number."""
        return self.status_date + timedelta(days=day)

    @property
    def horizon_day(self) -> int:
        """First day after the planning horizon."""
        return self.day_of(self.horizon_date)

    @cached_property
    def axis(self) -> DayAxis:
        """The days that phases and lags count, as positions."""
        if self.day_count is DayCount.CALENDAR:
            return DayAxis()
        spans = tuple((closed.from_date, closed.until_date) for closed in self.closed_days)
        return working_axis(self.status_date, self._years, self.jurisdiction, spans)

    def position_of(self, calendar_date: date) -> int:
        """The position of a date on the axis; of the next open day where it is closed."""
        return self.axis.position(self.day_of(calendar_date))

    @property
    def _years(self) -> tuple[int, int]:
        """The first and last year that a day of a plan that keeps the rules can fall in, with years to spare."""
        stated = (*(taken.agreed_date for taken in self.decisions_taken), self.status_date, self.horizon_date)
        days = [*filter(None, stated), *(milestone.planning_date for milestone in self.milestones)]
        spare = 2 + 2 * max((profile.duration_days for profile in self.profiles), default=0) // DAYS_OF_A_YEAR
        return max(date.min.year, min(days).year - spare), min(date.max.year, max(days).year + spare)

    @cached_property
    def organisation_by_id(self) -> Mapping[str, Organisation]:
        return _by_id(self.organisations)

    @cached_property
    def cluster_by_id(self) -> Mapping[str, Cluster]:
        return _by_id(self.clusters)

    @cached_property
    def milestone_by_id(self) -> Mapping[str, Milestone]:
        return _by_id(self.milestones)

    @cached_property
    def contract_by_id(self) -> Mapping[str, Contract]:
        return _by_id(self.contracts)

    @cached_property
    def option_by_id(self) -> Mapping[str, ExtensionOption]:
        return _by_id(self.options)

    @cached_property
    def profile_by_id(self) -> Mapping[str, PhaseProfile]:
        return _by_id(self.profiles)

    @cached_property
    def migration_by_id(self) -> Mapping[str, Migration]:
        return _by_id(self.migrations)

    @cached_property
    def resource_by_id(self) -> Mapping[str, Resource]:
        return _by_id(self.resources)

    @cached_property
    def options_by_contract(self) -> Mapping[str, tuple[ExtensionOption, ...]]:
        """Options of every contract in their sequence; contracts without options have an empty tuple."""
        chains: dict[str, list[ExtensionOption]] = {contract.id: [] for contract in self.contracts}
        for option in sorted(self.options, key=lambda option: option.sequence):
            chains.setdefault(option.contract, []).append(option)
        return MappingProxyType({contract: tuple(chain) for contract, chain in chains.items()})

    @cached_property
    def chain_by_contract(self) -> Mapping[str, tuple[ChainLink, ...]]:
        """The options of every contract laid on the calendar, in sequence, available or not; built once."""
        chains = {contract.id: build_chain(self, contract) for contract in self.contracts}
        if self.options_by_bundle:
            return MappingProxyType(laid_together(chains, self.options_by_bundle, self.status_date))
        return MappingProxyType(chains)

    @cached_property
    def options_by_bundle(self) -> Mapping[str, tuple[ExtensionOption, ...]]:
        """The options of every bundle; a portfolio without bundles has none."""
        return options_by_bundle(self.options)

    @cached_property
    def first_end_by_contract(self) -> Mapping[str, date]:
        """The last day in force of every contract where no link of its chain is used: its expiry, if it states one."""
        chains = self.chain_by_contract
        return MappingProxyType({c.id: first_end_date(c, chains[c.id]) for c in self.contracts})

    @cached_property
    def bound_options(self) -> frozenset[str]:
        """Options that a decision taken puts in force: exercised, or notice served; and those their bundles take along."""
        bound = frozenset(taken.subject for taken in self.decisions_taken if taken.kind in BINDING_KINDS)
        if not self.options_by_bundle:
            return bound
        exercised = {option.id for option in self.options if option.state is OptionState.EXERCISED}
        return decided_together(bound | exercised, self.options_by_bundle.values(), self.options_by_contract.values())

    @cached_property
    def stop_by_contract(self) -> Mapping[str, DecisionTaken]:
        """The stop that has been served of every contract of which one has."""
        stops = (taken for taken in self.decisions_taken if taken.kind is CommitmentKind.STOP_SERVED)
        return MappingProxyType({taken.subject: taken for taken in stops})

    @cached_property
    def link_by_option(self) -> Mapping[str, ChainLink]:
        """Every option, and every period for which a contract goes on by itself, in its place in its chain, by its id."""
        return MappingProxyType({link.option.id: link for chain in self.chain_by_contract.values() for link in chain})

    @cached_property
    def migrations_by_contract(self) -> Mapping[str, tuple[Migration, ...]]:
        """The migrations that release a contract, whether or not their organisations join."""
        releasing: dict[str, list[Migration]] = {contract.id: [] for contract in self.contracts}
        for migration in self.migrations:
            for contract in dict.fromkeys(migration.releases):
                releasing.setdefault(contract, []).append(migration)
        return MappingProxyType({contract: tuple(found) for contract, found in releasing.items()})

    @cached_property
    def modes_by_migration(self) -> Mapping[str, tuple[Mode, ...]]:
        """The modes a migration has beside the standard one."""
        modes: dict[str, list[Mode]] = {migration.id: [] for migration in self.migrations}
        for mode in self.modes:
            modes.setdefault(mode.migration, []).append(mode)
        return MappingProxyType({migration: tuple(found) for migration, found in modes.items()})


def _by_id(records: Sequence[T]) -> Mapping[str, T]:
    return MappingProxyType({record.id: record for record in records})
