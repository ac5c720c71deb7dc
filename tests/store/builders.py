"""A small portfolio with something in every kind of field, and runs of it that need no solver."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from planner.domain.clusters import Cluster
from planner.domain.contracts import Contract, ExtensionOption, Notice, NoticeUnit
from planner.domain.migrations import Demand, Migration, Phase, PhaseProfile
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.domain.resources import Resource
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.outcome import Outcome, Progress, Status
from planner.solver.settings import SolveSettings
from planner.store.portfolio_archive import PortfolioArchive, archive_portfolio
from planner.store.run_records import Run, RunNote, run_of

STATUS = date(2030, 1, 1)
PROFILE = PhaseProfile(
    id="p",
    name="Ten days",
    phases=(Phase(name="build", days=8, demands=(Demand("team", 1),)), Phase(name="cutover", days=2)),
    cutover_phase="cutover",
    legacy_days=0,
)


def day(number: int) -> date:
    """The date of a day number."""
    return STATUS + timedelta(days=number)


def small_portfolio(name: str = "small", moving: int = 2) -> Portfolio:
    """`moving` departments, each with a contract to day 14 inclusive and an option of a month, and one team for all."""
    numbers = range(1, moving + 1)
    return Portfolio(
        name=name,
        status_date=STATUS,
        horizon_date=day(200),
        organisations=tuple(Organisation(id=f"d{n}", name=f"Département {n}") for n in numbers),
        clusters=(Cluster(id="c", name="Cluster"),),
        profiles=(PROFILE,),
        resources=(Resource(id="team", name="Team", capacity=1),),
        contracts=tuple(
            Contract(
                id=f"k{n}",
                name=f"Contract {n}",
                organisations=(f"d{n}",),
                expiry_date=day(14),
                annual_price_pounds=3650,
                notice=Notice(5, NoticeUnit.WORKING_DAYS),
                internal_lead_days=0,
                exposure_pounds_per_day=1000 * n,
                provenance=Provenance(source="a letter", source_date=date(2029, 12, 1), basis=Basis.ASSUMED),
            )
            for n in numbers
        ),
        options=tuple(
            ExtensionOption(id=f"o{n}", contract=f"k{n}", sequence=1, months=1, uplift_percent=12.5, fee_pounds=100)
            for n in numbers
        ),
        migrations=tuple(
            Migration(id=f"m{n}", organisation=f"d{n}", cluster="c", releases=(f"k{n}",), profile="p") for n in numbers
        ),
    )


def small_plan(*starts: int) -> Plan:
    """m1, m2, ... start on these days; no option is used."""
    entries = enumerate(starts, 1)
    return Plan(migrations=tuple(PlannedMigration(migration=f"m{n}", start_day=start) for n, start in entries))


def small_outcome(plan: Plan | None = None, **changes: Any) -> Outcome:
    base = Outcome(
        status=Status.FEASIBLE,
        plan=plan or small_plan(0, 8),
        objective_pounds=6000,
        bound_pounds=4500,
        gap=0.25,
        seconds=1.5,
        log=(Progress(seconds=0.5, objective_pounds=6000, bound_pounds=None, stage="list schedule"),),
    )
    return replace(base, **changes)


def small_run(number: int = 0, portfolio: Portfolio | None = None, **note: Any) -> tuple[Run, PortfolioArchive]:
    """Run `number` is made `number` minutes after nine on 2 January 2030, with seed `number`."""
    portfolio = portfolio or small_portfolio()
    archive = archive_portfolio(portfolio)
    run = run_of(portfolio, archive, SolveSettings(seed=number), small_outcome(), RunNote(**note))
    return replace(run, created=datetime(2030, 1, 2, 9, number, tzinfo=UTC)), archive
