"""From the records of a portfolio to the whole numbers of an `Instance`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.calendar import add_months
from planner.domain.contracts import Contract
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.graph.gates import Gate, migration_gates
from planner.domain.migrations import Migration, Mode, PhaseProfile
from planner.domain.option_chain import ChainLink
from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope, Resource
from planner.domain.routes import all_modes, has_no_route, planned_migrations, releasing_migrations
from planner.domain.rules import Term
from planner.solver.model.cover import ContractCase, LinkCase
from planner.solver.model.instance import Arc, GroupCase, Instance, MigrationCase, ModeCase, ResourceCase, Use
from planner.solver.model.option_limits import option_limits
from planner.solver.model.prices import DailyPrice, FixedPrice
from planner.solver.model.terms import TERM_PRICES, TermPrices


def compile_instance(portfolio: Portfolio, terms: TermPrices = TERM_PRICES) -> Instance:
    """The instance of a portfolio; positions follow the order of its records.

    `terms`: the prices its costs are made of; tests give others.
    """
    migrations = planned_migrations(portfolio)
    position = {migration.id: i for i, migration in enumerate(migrations)}
    gates = migration_gates(portfolio)
    lookup = _Lookup.of(portfolio)
    chains = [portfolio.chain_by_contract[contract.id] for contract in portfolio.contracts]
    return Instance(
        horizon_day=portfolio.horizon_day,
        axis=portfolio.axis,
        migrations=tuple(
            _migration_case(portfolio, lookup, migration, gates[migration.id], terms) for migration in migrations
        ),
        contracts=tuple(
            _contract_case(portfolio, contract, chain, position, terms)
            for contract, chain in zip(portfolio.contracts, chains, strict=True)
        ),
        arcs=tuple(_arcs(position, gates)),
        groups=tuple(_groups(portfolio, position, terms)),
        resources=tuple(_resource_case(portfolio, lookup, resource) for resource in portfolio.resources),
        limits=option_limits(portfolio, chains),
        cover_first=portfolio.policy.priority is Priority.COVER,
    )


@dataclass(frozen=True)
class _Lookup:
    """Relations gathered once, so that compiling stays linear in the size of the portfolio."""

    resource_position: dict[str, int]
    resources_by_kind: dict[tuple[str, str | None], int]
    steps: dict[str, dict[int, int]]
    closed: dict[tuple[FreezeScope, str | None], list[tuple[int, int]]]
    windows: dict[str, list[tuple[int, int]]]
    agreed: dict[str, list[DecisionTaken]]

    @classmethod
    def of(cls, portfolio: Portfolio) -> _Lookup:
        steps: dict[str, dict[int, int]] = defaultdict(dict)
        for step in sorted(portfolio.capacity_steps, key=lambda step: step.from_date):
            steps[step.resource][portfolio.position_of(step.from_date)] = step.capacity
        closed = defaultdict(list)
        for freeze in portfolio.freezes:
            closed[freeze.scope, freeze.subject].extend(_freeze_days(portfolio, freeze))
        windows = defaultdict(list)
        for window in portfolio.wave_windows:
            windows[window.cluster].extend(_span(portfolio, window.from_date, window.until_date))
        agreed = defaultdict(list)
        for taken in portfolio.decisions_taken:
            if taken.kind in (CommitmentKind.CUTOVER_AGREED, CommitmentKind.START_AGREED):
                agreed[taken.subject].append(taken)
        return cls(
            resource_position={resource.id: i for i, resource in enumerate(portfolio.resources)},
            resources_by_kind=_resources_by_kind(portfolio),
            steps=steps,
            closed=closed,
            windows=windows,
            agreed=agreed,
        )

    def resource(self, name: str, cluster: str) -> int:
        """Position of the resource a demand means: by id, else by kind for the cluster, else by kind shared by all."""
        if name in self.resource_position:
            return self.resource_position[name]
        own = self.resources_by_kind.get((name, cluster))
        return own if own is not None else self.resources_by_kind[name, None]


def _resources_by_kind(portfolio: Portfolio) -> dict[tuple[str, str | None], int]:
    found: dict[tuple[str, str | None], int] = {}
    for position, resource in enumerate(portfolio.resources):
        if resource.kind is not None:
            owners: Iterable[str | None] = resource.clusters or (None,)
            found.update({(resource.kind, owner): position for owner in owners})
    return found


def _freeze_days(portfolio: Portfolio, freeze: FreezePeriod) -> list[tuple[int, int]]:
    """The freeze in positions, repeated yearly up to the horizon where it recurs."""
    last = portfolio.horizon_date.year + 1 if freeze.yearly else freeze.from_date.year
    shifts = range(0, 12 * (last - freeze.from_date.year) + 1, 12)
    return [
        span
        for shift in shifts
        for span in _span(portfolio, _shifted(freeze.from_date, shift), _shifted(freeze.until_date, shift))
    ]


def _span(portfolio: Portfolio, begins: date, ends: date) -> list[tuple[int, int]]:
    """A period as positions, the second the first after it; nothing where all its days are closed."""
    first, until = portfolio.position_of(begins), portfolio.position_of(ends)
    return [(first, until)] if first < until else []


def _shifted(day: date, months: int) -> date:
    return add_months(day, months)


def _migration_case(
    portfolio: Portfolio, lookup: _Lookup, migration: Migration, gate: Gate, terms: TermPrices
) -> MigrationCase:
    agreed = lookup.agreed.get(migration.id, [])
    starts = _agreed_positions(portfolio, agreed, CommitmentKind.START_AGREED)
    cutovers = _agreed_positions(portfolio, agreed, CommitmentKind.CUTOVER_AGREED)
    named_modes = {taken.mode for taken in agreed if taken.mode is not None}
    unbound = tuple(_mode_case(portfolio, lookup, migration, mode, terms) for mode in all_modes(portfolio, migration))
    modes = tuple(bound for mode in unbound for bound in _bound_to(mode, starts, cutovers))
    closed = (
        lookup.closed.get((FreezeScope.EVERYONE, None), [])
        + lookup.closed.get((FreezeScope.CLUSTER, migration.cluster), [])
        + lookup.closed.get((FreezeScope.ORGANISATION, migration.organisation), [])
    )
    return MigrationCase(
        id=migration.id,
        modes=modes or unbound,
        release_day=0 if migration.release_date is None else portfolio.position_of(migration.release_date),
        gates=gate.days,
        deadline_day=_last_position(portfolio, migration.deadline_date),
        daily=tuple(
            (
                price.anchor,
                DailyPrice(
                    price.term, price.from_day(portfolio, migration), price.pounds_per_day(portfolio, migration)
                ),
            )
            for price in terms.days
        ),
        closed=tuple(sorted(closed)),
        open=tuple(sorted(lookup.windows[migration.cluster])) if migration.cluster in lookup.windows else None,
        agreed_mode=next(iter(sorted(named_modes)), None),
        impossible=len(named_modes) > 1 or not modes or _agreed_when_closed(portfolio, agreed),
    )


def _bound_to(mode: ModeCase, starts: set[int], cutovers: set[int]) -> tuple[ModeCase, ...]:
    """The mode with the one start that commitments leave; nothing where they contradict each other."""
    fixed = starts | {cutover - mode.cutover_offset for cutover in cutovers}
    if not fixed:
        return (mode,)
    return (replace(mode, fixed_start_day=fixed.pop()),) if len(fixed) == 1 else ()


def _agreed_positions(portfolio: Portfolio, agreed: Sequence[DecisionTaken], kind: CommitmentKind) -> set[int]:
    return {portfolio.position_of(taken.agreed_date) for taken in agreed if taken.agreed_date and taken.kind is kind}


def _agreed_when_closed(portfolio: Portfolio, agreed: Sequence[DecisionTaken]) -> bool:
    """Whether something was agreed for a closed day, which no plan can keep."""
    days = [portfolio.day_of(taken.agreed_date) for taken in agreed if taken.agreed_date]
    return not all(map(portfolio.axis.is_open, days))


def _last_position(portfolio: Portfolio, stated: date | None) -> int | None:
    """The position of a day, of the last open day before it where it is closed; None where it is not stated."""
    return None if stated is None else portfolio.axis.position_before(portfolio.day_of(stated))


def _mode_case(portfolio: Portfolio, lookup: _Lookup, migration: Migration, mode: Mode, terms: TermPrices) -> ModeCase:
    profile = portfolio.profile_by_id[mode.profile]
    uses: list[Use] = []
    offset = 0
    for phase in profile.phases:
        if phase.days:
            uses += [
                Use(lookup.resource(demand.resource, migration.cluster), offset, offset + phase.days, demand.amount)
                for demand in phase.demands
                if demand.amount
            ]
        offset += phase.days
    need_offset, need_days = _need(portfolio, profile)
    return ModeCase(
        id=mode.id,
        cutover_offset=profile.cutover_offset_days,
        need_offset=need_offset,
        need_days=need_days,
        duration=profile.duration_days,
        fixed=tuple(FixedPrice(price.term, price.pounds(portfolio, migration, mode)) for price in terms.modes),
        uses=tuple(uses),
    )


def _need(portfolio: Portfolio, profile: PhaseProfile) -> tuple[int, int]:
    """Where the need of contracts ends: an offset from the start in positions, and the calendar days after it."""
    if not profile.legacy_stated:
        return profile.duration_days, 0
    if portfolio.axis.is_calendar:
        return profile.cutover_offset_days + profile.legacy_days, 0
    return profile.cutover_offset_days, profile.legacy_days


def _contract_case(
    portfolio: Portfolio,
    contract: Contract,
    chain: Sequence[ChainLink],
    position: dict[str, int],
    terms: TermPrices,
) -> ContractCase:
    links = tuple(_link_case(portfolio, link) for link in chain)
    no_route = has_no_route(portfolio, contract)
    releasing = tuple(position[migration.id] for migration in releasing_migrations(portfolio, contract))
    stated = contract.exposure_pounds_per_day
    return ContractCase(
        id=contract.id,
        expiry_until_day=portfolio.day_of(portfolio.first_end_by_contract[contract.id]) + 1,
        exposure_pounds_per_day=portfolio.policy.exposure_pounds_per_day(contract.criticality)
        if stated is None
        else stated,
        links=links,
        exercised_count=max((i + 1 for i, link in enumerate(links) if link.exercised), default=0),
        releasing=() if no_route else releasing,
        no_route=no_route,
        daily=tuple(
            DailyPrice(
                Term.NO_ROUTE if no_route else price.term,
                price.from_day(portfolio, contract),
                price.pounds_per_day(portfolio, contract),
            )
            for price in terms.needs
        ),
    )


def _link_case(portfolio: Portfolio, link: ChainLink) -> LinkCase:
    return LinkCase(
        id=link.option.id,
        begin_day=portfolio.day_of(link.extends_end_date) + 1,
        end_day=portfolio.day_of(link.end.value) + 1,
        fee_pounds=link.option.fee_pounds,
        annual_part_pounds=link.annual_part_pounds,
        daily_pounds=link.daily_pounds,
        minimum_days=link.minimum_days,
        exercised=link.exercised,
        usable=link.unavailable_reason is None,
    )


def _arcs(position: dict[str, int], gates: dict[str, Gate]) -> Iterable[Arc]:
    for successor, gate in gates.items():
        for source in gate.sources:
            yield Arc(
                predecessor=position[source.migration],
                successor=position[successor],
                leaves=source.leaves,
                arrives=source.arrives,
                lag_days=source.lag_days,
            )


def _groups(portfolio: Portfolio, position: dict[str, int], terms: TermPrices) -> Iterable[GroupCase]:
    for group in portfolio.groups:
        members = tuple(sorted(position[migration] for migration in group.migrations if migration in position))
        if len(members) > 1:
            may_split = group.bridge_pounds_per_day is not None
            prices = tuple(FixedPrice(price.term, price.pounds_per_day(group)) for price in terms.spreads)
            yield GroupCase(members, may_split, prices if may_split else ())


def _resource_case(portfolio: Portfolio, lookup: _Lookup, resource: Resource) -> ResourceCase:
    """Steps before the status date fold into the capacity of day 0."""
    capacity, steps = resource.capacity, []
    for day, amount in sorted(lookup.steps.get(resource.id, {}).items()):
        if day <= 0:
            capacity = amount
        else:
            steps.append((day, amount))
    return ResourceCase(resource.id, ((0, capacity), *steps))
