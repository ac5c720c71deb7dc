"""What is scarce: resources sized by congestion, freezes, wave windows and budgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planner.benchmarks.generator.cluster_draft import STATUS_DATE, ClusterDraft, day_to_date
from planner.benchmarks.generator.profiles import CUTOVER_CREW, SPECIALISTS, TEAM
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.domain.calendar import add_months, financial_year
from planner.domain.contracts import Contract, ExtensionOption
from planner.domain.migrations import Group, PhaseProfile
from planner.domain.policy import ExtensionBudget
from planner.domain.resources import CapacityStep, FreezePeriod, FreezeScope, Resource, WaveWindow

FINANCIAL_YEAR_START_MONTH = 4
WINDOW_YEARS = 60
"""Wave windows are drawn for so many years; those beyond the horizon are dropped later."""


@dataclass(frozen=True, kw_only=True)
class Workload:
    """Profiles of the migrations that share a resource, and the groups among them that may not be split."""

    profile_by_migration: Mapping[str, PhaseProfile]
    groups: tuple[Group, ...]

    def part(self, members: Iterable[str]) -> Workload:
        """The same for some of the migrations; a group counts where it lies among them entirely."""
        profiles = {member: self.profile_by_migration[member] for member in members}
        groups = tuple(group for group in self.groups if profiles.keys() >= set(group.migrations))
        return Workload(profile_by_migration=profiles, groups=groups)

    def work_days(self, resource: str) -> int:
        """Demand × days of all migrations on a resource (or kind)."""
        return sum(
            phase.days * demand.amount
            for profile in self.profile_by_migration.values()
            for phase in profile.phases
            for demand in phase.demands
            if demand.resource == resource
        )

    def least_capacity(self, resource: str) -> int:
        """Capacity without which some migration, or some group that cuts over together, can never run."""
        apart = [(migration,) for migration in self.profile_by_migration]
        together = [group.migrations for group in self.groups if group.bridge_pounds_per_day is None]
        return max(self._peak(resource, members) for members in (*apart, *together))

    def _peak(self, resource: str, members: tuple[str, ...]) -> int:
        """Highest joint demand of migrations whose cutovers fall on one day."""
        changes: dict[int, int] = {}
        for profile in (self.profile_by_migration[member] for member in members):
            day = -profile.cutover_offset_days
            for phase in profile.phases:
                amount = sum(demand.amount for demand in phase.demands if demand.resource == resource)
                changes[day] = changes.get(day, 0) + amount
                day += phase.days
                changes[day] = changes.get(day, 0) - amount
        level, peak = 0, 0
        for day in sorted(changes):
            level += changes[day]
            peak = max(peak, level)
        return peak


def draw_resources(
    spec: GeneratorSpec, clusters: list[ClusterDraft], work: Workload
) -> tuple[tuple[Resource, ...], tuple[CapacityStep, ...]]:
    """A team and a cutover crew for every cluster, and the specialists all share where any profile needs them."""
    resources: list[Resource] = []
    steps: list[CapacityStep] = []
    for draft in clusters:
        stream = Stream(spec.seed, f"resources {draft.cluster.id}")
        own = work.part(migration.id for migration in draft.migrations)
        for kind in (TEAM, CUTOVER_CREW):
            days = draft.last_expiry_day - draft.ready_day
            capacity = _capacity(spec, own, kind, days)
            resource = Resource(
                id=f"{draft.cluster.id}-{kind.replace(' ', '-')}",
                name=f"{kind.capitalize()} of {draft.cluster.name}",
                kind=kind,
                clusters=(draft.cluster.id,),
                capacity=capacity,
            )
            ramped, step = _draw_ramp(stream, resource, draft.ready_day, own.least_capacity(kind))
            resources.append(ramped)
            steps += step
    if work.work_days(SPECIALISTS):
        days = max(draft.last_expiry_day for draft in clusters) - min(draft.ready_day for draft in clusters)
        capacity = _capacity(spec, work, SPECIALISTS, days)
        resources.append(Resource(id=SPECIALISTS, name="Specialists shared by all clusters", capacity=capacity))
    return tuple(resources), tuple(steps)


def _capacity(spec: GeneratorSpec, work: Workload, resource: str, days: int) -> int:
    wanted = -(-work.work_days(resource) * 100 // (spec.congestion_percent * days))
    return max(wanted, work.least_capacity(resource))


def _draw_ramp(
    stream: Stream, resource: Resource, ready_day: int, least: int
) -> tuple[Resource, tuple[CapacityStep, ...]]:
    """One resource in three begins with two thirds of its capacity and grows to the whole."""
    from_date = day_to_date(ready_day + stream.between(150, 330))
    first = max(least, resource.capacity * 2 // 3)
    if not stream.happens(33) or first == resource.capacity:
        return resource, ()
    ramped = Resource(
        id=resource.id, name=resource.name, kind=resource.kind, clusters=resource.clusters, capacity=first
    )
    return ramped, (CapacityStep(resource=resource.id, from_date=from_date, capacity=resource.capacity),)


def draw_freezes(spec: GeneratorSpec, clusters: list[ClusterDraft]) -> tuple[FreezePeriod, ...]:
    """Yearly: Christmas for everyone, the financial year end of every cluster, six weeks of some organisations.

    Together they leave June open for every set of organisations of one level, so that every group finds a day.
    """
    year = STATUS_DATE.year
    freezes = [_yearly("F-christmas", date(year - 1, 12, 15), date(year, 1, 8), FreezeScope.EVERYONE, None)]
    for draft in clusters:
        stream = Stream(spec.seed, f"freezes {draft.cluster.id}")
        begins = date(year - 1, 3, stream.between(10, 24))
        ends = date(year - 1, 4, stream.between(8, 22))
        freezes.append(_yearly(f"F-{draft.cluster.id}", begins, ends, FreezeScope.CLUSTER, draft.cluster.id))
        for organisation in draft.organisations:
            month = stream.pick((2, 7, 8, 9, 10))
            begins, ends = date(year - 1, month, 1), date(year - 1, month + 1, 12)
            if stream.happens(15):
                scope = FreezeScope.ORGANISATION
                freezes.append(_yearly(f"F-{organisation.id}", begins, ends, scope, organisation.id))
    return tuple(freezes)


def _yearly(id: str, begins: date, ends: date, scope: FreezeScope, subject: str | None) -> FreezePeriod:
    return FreezePeriod(id=id, from_date=begins, until_date=ends, scope=scope, subject=subject, yearly=True)


def draw_windows(spec: GeneratorSpec, clusters: list[ClusterDraft]) -> tuple[WaveWindow, ...]:
    """For a share of the clusters: the first half of every month."""
    stream = Stream(spec.seed, "windows")
    windows = []
    for draft in clusters:
        if not stream.happens(spec.windows_percent):
            continue
        for number in range(12 * WINDOW_YEARS):
            begins = add_months(STATUS_DATE, number)
            id = f"W-{draft.cluster.id}-{begins:%Y-%m}"
            until = begins.replace(day=16)
            windows.append(WaveWindow(id=id, cluster=draft.cluster.id, from_date=begins, until_date=until))
    return tuple(windows)


def draw_budgets(
    spec: GeneratorSpec, contracts: tuple[Contract, ...], options: tuple[ExtensionOption, ...]
) -> tuple[ExtensionBudget, ...]:
    """A share of what all options would cost, half in the financial year in which each begins, half in the next.

    A contract that goes on by itself costs as much as an option of two years.
    """
    if spec.budget_percent is None:
        return ()
    expiry = {contract.id: contract.stated_expiry_date for contract in contracts}
    months_before: dict[str, int] = {}
    demand: dict[int, int] = {}
    for option in options:
        elapsed = months_before.get(option.contract, 0)
        months_before[option.contract] = elapsed + (option.months or 0)
        year = financial_year(add_months(expiry[option.contract], elapsed), FINANCIAL_YEAR_START_MONTH)
        half = ((option.annual_price_pounds or 0) * (option.months or 0) // 12 + option.fee_pounds) // 2
        demand[year] = demand.get(year, 0) + half
        demand[year + 1] = demand.get(year + 1, 0) + half
    for contract in contracts:
        if contract.runs_on:
            year = financial_year(contract.stated_expiry_date, FINANCIAL_YEAR_START_MONTH)
            price = contract.renewal_annual_price_pounds or contract.annual_price_pounds or 0
            demand[year] = demand.get(year, 0) + price
            demand[year + 1] = demand.get(year + 1, 0) + price
    return tuple(
        ExtensionBudget(financial_year=year, pounds=demand[year] * spec.budget_percent // 100)
        for year in sorted(demand)
    )
