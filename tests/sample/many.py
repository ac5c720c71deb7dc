"""The sample of any size: portfolios with a plan that keeps phases, options, flags and freezes of every kind in view.

Everything follows from the number of the department, so that the same size is always the same portfolio.
"""

from __future__ import annotations

from datetime import date, timedelta

from planner.domain.calendar import add_months
from planner.domain.clusters import Cluster, Milestone
from planner.domain.contracts import Contract, ExtensionOption, Notice, NoticeUnit, OptionState
from planner.domain.migrations import Demand, Migration, Phase, PhaseProfile
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Confidence, Provenance
from planner.domain.resources import CapacityStep, FreezePeriod, FreezeScope, Resource, WaveWindow
from planner.plan.entries import Plan, PlannedMigration

STATUS = date(2026, 11, 1)
CLUSTERS = ("North", "South", "East", "West", "Central")
PROVENANCE = Provenance(
    source="Register of contracts 2026", basis=Basis.ASSUMED, confidence=Confidence.MEDIUM, reason="days assumed"
)
PROFILE = PhaseProfile(
    id="medium",
    name="Medium",
    phases=(
        Phase(name="prepare", days=90, demands=(Demand("onboarding", 1),)),
        Phase(name="build", days=150, demands=(Demand("onboarding", 1),)),
        Phase(name="test", days=75, demands=(Demand("onboarding", 1),)),
        Phase(name="cutover", days=14, demands=(Demand("onboarding", 2),)),
        Phase(name="parallel run", days=60),
    ),
    cutover_phase="cutover",
    legacy_days=75,
)


def many(departments: int) -> tuple[Portfolio, Plan]:
    """Each department brings one contract of its own, one migration, and every third one a body; about 2.4 rows."""
    numbers = range(departments)
    portfolio = Portfolio(
        name="Synthetic portfolio",
        status_date=STATUS,
        horizon_date=date(2034, 4, 1),
        clusters=tuple(Cluster(id=name.lower(), name=f"{name} cluster") for name in CLUSTERS),
        organisations=tuple(
            organisation for number in numbers for organisation in _organisations(number)
        ),
        milestones=tuple(_milestone(number) for number in range(len(CLUSTERS))),
        contracts=tuple(contract for number in numbers for contract in _contracts(number)),
        options=tuple(option for number in numbers for option in _options(number)),
        profiles=(PROFILE,),
        migrations=tuple(_migration(number) for number in numbers),
        resources=(Resource(id="onboarding", name="Onboarding teams", capacity=max(2, departments // 2)),),
        capacity_steps=(CapacityStep(resource="onboarding", from_date=date(2028, 1, 1), capacity=departments),),
        freezes=(
            FreezePeriod(id="year-end", from_date=date(2027, 3, 15), until_date=date(2027, 4, 20), yearly=True,
                         explanation="Financial year end"),
            FreezePeriod(id="north-freeze", from_date=date(2028, 9, 1), until_date=date(2028, 10, 1),
                         scope=FreezeScope.CLUSTER, subject="north", explanation="Cluster upgrade"),
            FreezePeriod(id="census", from_date=date(2027, 9, 1), until_date=date(2027, 11, 1),
                         scope=FreezeScope.ORGANISATION, subject="d1", explanation="Census"),
        ),
        wave_windows=tuple(
            WaveWindow(id=f"south-{year}", cluster="south", from_date=date(year, 5, 1), until_date=date(year, 7, 1))
            for year in (2027, 2028, 2029)
        ),
    )  # fmt: skip
    return portfolio, _plan(portfolio)


def _organisations(number: int) -> list[Organisation]:
    commitment = Commitment.DECLINED if number % 11 == 10 else Commitment.COMMITTED
    name = (
        f"Department for {('Harbours', 'Forests and Rural Broadband', 'Weights', 'Lighthouses')[number % 4]} {number}"
    )
    department = Organisation(id=f"d{number}", name=name, cluster=_cluster(number), commitment=commitment)
    if number % 3:
        return [department]
    return [department, Organisation(id=f"b{number}", name=f"Office {number}", parent=department.id)]


def _cluster(number: int) -> str:
    return CLUSTERS[number % len(CLUSTERS)].lower()


def _milestone(number: int) -> Milestone:
    base = date(2027, 2, 1) + timedelta(days=45 * number)
    if number % 2:
        return Milestone(id=f"ready-{number}", name=f"{CLUSTERS[number]} service ready", cluster=_cluster(number),
                         achieved_date=STATUS - timedelta(days=40), provenance=PROVENANCE)  # fmt: skip
    return Milestone(id=f"ready-{number}", name=f"{CLUSTERS[number]} service ready", cluster=_cluster(number),
                     early_date=base - timedelta(days=60), likely_date=base, late_date=base + timedelta(days=150),
                     provenance=PROVENANCE)  # fmt: skip


def _contracts(number: int) -> list[Contract]:
    own = Contract(
        id=f"k{number}",
        name=f"Payroll and HR services call-off {number}",
        expiry_date=add_months(date(2027, 10, 31), (number * 5) % 30),
        buyer=f"d{number}",
        supplier="Supplier A",
        organisations=(f"d{number}",),
        annual_price_pounds=1_200_000 + 10_000 * number,
        notice=Notice(6, NoticeUnit.MONTHS),
        internal_lead_days=90,
        provenance=PROVENANCE,
    )
    if number % 3:
        return [own]
    shared = Contract(
        id=f"s{number}",
        name=f"Shared finance system {number}",
        expiry_date=date(2029, 3, 31),
        buyer=f"b{number}",
        organisations=(f"b{number}", f"d{number}"),
        annual_price_pounds=400_000,
    )
    return [own, shared]


def _options(number: int) -> list[ExtensionOption]:
    if number % 4 == 3:
        return []
    state = OptionState.LAPSED if number % 7 == 6 else OptionState.AVAILABLE
    return [
        ExtensionOption(id=f"o{number}.{place}", contract=f"k{number}", sequence=place, months=12, state=state,
                        fee_pounds=25_000, uplift_percent=10.0)
        for place in (1, 2)
    ]  # fmt: skip


def _migration(number: int) -> Migration:
    releases = (f"k{number}",) if number % 3 else (f"k{number}", f"s{number}")
    return Migration(
        id=f"m{number}",
        organisation=f"d{number}",
        cluster=_cluster(number),
        services=("HR", "payroll"),
        releases=releases,
        due_date=date(2028, 6, 1) if number % 5 == 0 else None,
        profile="medium",
        provenance=PROVENANCE,
    )


def _plan(portfolio: Portfolio) -> Plan:
    """Starts 37 days apart within a cluster; a contract whose need outruns its expiry takes the options it may."""
    from planner.domain.option_chain import usable_links
    from planner.domain.routes import planned_migrations

    moving = planned_migrations(portfolio)
    starts = {migration.id: 60 + 37 * (int(migration.id[1:]) % 20) for migration in moving}
    used: list[str] = []
    for contract in portfolio.contracts:
        need = max((starts[m.id] + 404 for m in moving if contract.id in m.releases), default=900)
        end = portfolio.day_of(contract.stated_expiry_date) + 1
        for link in usable_links(portfolio, contract):
            if end < need:
                used.append(link.option.id)
                end = portfolio.day_of(link.end.value) + 1
    entries = tuple(PlannedMigration(migration=id, start_day=start) for id, start in starts.items())
    return Plan(migrations=entries, options=tuple(used))
