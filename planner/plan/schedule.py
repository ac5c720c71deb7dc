"""A plan laid on the calendar: phases and cutovers of every migration, need and cover of every contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.contracts import Contract
from planner.domain.days.day_axis import DayAxis
from planner.domain.migrations import Group, Migration, Mode, Phase, PhaseProfile
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes, has_no_route, planned_migrations, releasing_migrations
from planner.plan.entries import Plan


@dataclass(frozen=True, kw_only=True)
class ScheduledPhase:
    """A phase on its days `[from_day, until_day)`, from the first to the last on which work is done.

    Closed days between these belong to it; a phase of no days has none.
    """

    phase: Phase
    from_day: int
    until_day: int


@dataclass(frozen=True, kw_only=True)
class ScheduledMigration:
    """A migration on its days.

    `start_day` is that of the plan. The others are open days, counted from the first open day from it on: `finish_day` is
    the first one after the last phase. `legacy_until_day` is the first day it no longer needs the contracts it releases.
    """

    migration: Migration
    mode: Mode
    profile: PhaseProfile
    start_day: int
    cutover_day: int
    finish_day: int
    legacy_until_day: int
    phases: tuple[ScheduledPhase, ...]


@dataclass(frozen=True, kw_only=True)
class PaidOption:
    """An option in the plan and the days `[from_day, until_day)` it is paid for, at `pounds` with its fee."""

    link: ChainLink
    from_day: int
    until_day: int
    pounds: int


@dataclass(frozen=True, kw_only=True)
class ContractCover:
    """Need and cover of a contract under a plan.

    `chain` are all its options, `paid` those in the plan, both in sequence. `expiry_day` is the first day without cover
    when no option is used (nor any period that the contract goes on for). `covered_until_day` is the first day without cover
    (an option that can be ended early ends when it is no longer needed), `needed_until_day` the first day without need.
    `no_route`: nobody can leave it, so it is needed until the horizon.
    """

    contract: Contract
    chain: tuple[ChainLink, ...]
    paid: tuple[PaidOption, ...]
    expiry_day: int
    needed_until_day: int
    covered_until_day: int
    no_route: bool

    @property
    def used(self) -> tuple[ChainLink, ...]:
        """The links of the options in the plan, in sequence."""
        return tuple(paid.link for paid in self.paid)

    @property
    def uncovered_days(self) -> int:
        """Days of need without cover."""
        return max(0, self.needed_until_day - self.covered_until_day)

    @property
    def idle_days(self) -> int:
        """Days of cover nobody needs (idle cover)."""
        return max(0, self.covered_until_day - self.needed_until_day)

    @property
    def spare_days(self) -> int:
        """Covered until − needed until; negative when uncovered."""
        return self.covered_until_day - self.needed_until_day


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Everything a plan implies, by id, in the order of the portfolio."""

    migrations: Mapping[str, ScheduledMigration]
    contracts: Mapping[str, ContractCover]


def schedule_of(portfolio: Portfolio, plan: Plan) -> Schedule:
    """Lay a plan on the calendar.

    What a plan must not contain (unknown ids and modes, migrations of organisations that stay) is left out here; the
    judge reports it. A contract whose migrations are all missing from the plan is needed until the horizon.
    """
    migrations: dict[str, ScheduledMigration] = {}
    for migration in planned_migrations(portfolio):
        entry = plan.entry_by_migration.get(migration.id)
        mode = next((m for m in all_modes(portfolio, migration) if entry and m.id == entry.mode), None)
        if entry is not None and mode is not None:
            migrations[migration.id] = _scheduled(portfolio, migration, mode, entry.start_day)
    contracts = {contract.id: _cover(portfolio, plan, contract, migrations) for contract in portfolio.contracts}
    return Schedule(migrations=migrations, contracts=contracts)


def _scheduled(portfolio: Portfolio, migration: Migration, mode: Mode, start_day: int) -> ScheduledMigration:
    axis, profile = portfolio.axis, portfolio.profile_by_id[mode.profile]
    start = axis.position(start_day)
    cutover_day = axis.day(start + profile.cutover_offset_days)
    finish_day = axis.day(start + profile.duration_days)
    return ScheduledMigration(
        migration=migration,
        mode=mode,
        profile=profile,
        start_day=start_day,
        cutover_day=cutover_day,
        finish_day=finish_day,
        legacy_until_day=cutover_day + profile.legacy_days if profile.legacy_stated else finish_day,
        phases=tuple(_phases(axis, profile, start)),
    )


def _phases(axis: DayAxis, profile: PhaseProfile, start: int) -> Iterator[ScheduledPhase]:
    position = start
    for phase in profile.phases:
        from_day = axis.day(position)
        position += phase.days
        yield ScheduledPhase(
            phase=phase, from_day=from_day, until_day=axis.day(position - 1) + 1 if phase.days else from_day
        )


def _cover(
    portfolio: Portfolio, plan: Plan, contract: Contract, migrations: Mapping[str, ScheduledMigration]
) -> ContractCover:
    needed = needed_until_day(portfolio, contract, migrations)
    chain = portfolio.chain_by_contract[contract.id]
    paid = paid_options(portfolio, [link for link in chain if link.option.id in plan.option_set], needed)
    expiry_day = portfolio.day_of(portfolio.first_end_by_contract[contract.id]) + 1
    return ContractCover(
        contract=contract,
        chain=chain,
        paid=paid,
        expiry_day=expiry_day,
        needed_until_day=needed,
        covered_until_day=paid[-1].until_day if paid else expiry_day,
        no_route=has_no_route(portfolio, contract),
    )


def paid_options(portfolio: Portfolio, used: Sequence[ChainLink], needed_until_day: int) -> tuple[PaidOption, ...]:
    """The days and pounds of options used: all but the last run their whole length, the last ends early where it can."""
    paid = []
    for place, link in enumerate(used, start=1):
        begins = portfolio.day_of(link.extends_end_date) + 1
        needed = needed_until_day - begins
        days, pounds = link.length_days, link.full_price_pounds
        if place == len(used):
            days, pounds = link.days_paid(needed), link.price_pounds(needed)
        paid.append(PaidOption(link=link, from_day=begins, until_day=begins + days, pounds=pounds))
    return tuple(paid)


def needed_until_day(portfolio: Portfolio, contract: Contract, migrations: Mapping[str, ScheduledMigration]) -> int:
    """First day on which nobody needs the contract: the horizon where it has no route."""
    if has_no_route(portfolio, contract):
        return portfolio.horizon_day
    releasing = releasing_migrations(portfolio, contract)
    return max(
        (migrations[migration.id].legacy_until_day for migration in releasing if migration.id in migrations),
        default=portfolio.horizon_day,
    )


def cutover_days(group: Group, schedule: Schedule) -> list[int]:
    """Cutover days of the planned members of a group, in its order."""
    return [schedule.migrations[id].cutover_day for id in group.migrations if id in schedule.migrations]


def cutover_spread_days(group: Group, schedule: Schedule) -> int:
    """Days between the first and the last cutover of the planned members of a group; 0 with fewer than two."""
    days = cutover_days(group, schedule)
    return max(days) - min(days) if days else 0
