"""A small programme for the tests of scenarios, and scenarios written in a few lines.

Status date 1 January 2030. Department `dep` with body `body` moves to cluster `north`, department `far` to `south`; each
cluster has a milestone that gates its migrations and one team. Contract `k` (supplier Acme) serves `dep` and `body` and
has two options, contract `f` (supplier Other) serves `far` and has one.
"""

from __future__ import annotations

from datetime import date

from planner.domain.clusters import Cluster, Milestone
from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind
from planner.domain.migrations import DEFAULT_PROFILE, Demand, Group, Migration, Mode, Phase, PhaseProfile, Precedence
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep, FreezePeriod, Resource
from planner.futures import Scenario, apply_scenario, parse_scenarios
from planner.plan.entries import Plan, PlannedMigration

STATUS = date(2030, 1, 1)


def programme() -> Portfolio:
    """The whole programme; it reads back from its tables as itself."""
    return Portfolio(
        name="programme",
        status_date=STATUS,
        horizon_date=date(2033, 1, 1),
        organisations=(
            Organisation(id="dep", name="Department", cluster="north", users=900),
            Organisation(id="body", name="Body", parent="dep", users=50),
            Organisation(id="far", name="Far department", cluster="south", users=300, commitment=Commitment.UNDECIDED),
        ),
        clusters=(Cluster(id="north", name="North"), Cluster(id="south", name="South")),
        milestones=(
            Milestone(id="signed", name="Signed", cluster="north", achieved_date=date(2029, 6, 1)),
            Milestone(id="north-ready", name="North ready", cluster="north", forecast_date=date(2030, 1, 31)),
            Milestone(
                id="south-ready",
                name="South ready",
                cluster="south",
                early_date=date(2030, 2, 28),
                likely_date=date(2030, 3, 31),
                late_date=date(2030, 8, 31),
            ),
        ),
        contracts=(
            Contract(
                id="k",
                name="K",
                supplier="Acme",
                organisations=("dep", "body"),
                expiry_date=date(2030, 6, 30),
                annual_price_pounds=3_650,
                notice=Notice(),
                internal_lead_days=0,
                exposure_pounds_per_day=100,
            ),
            Contract(
                id="f",
                name="F",
                supplier="Other",
                organisations=("far",),
                expiry_date=date(2030, 9, 30),
                annual_price_pounds=7_300,
                notice=Notice(),
                internal_lead_days=0,
                exposure_pounds_per_day=50,
            ),
        ),
        options=(
            ExtensionOption(id="k1", contract="k", sequence=1, months=6, annual_price_pounds=1_200, fee_pounds=10),
            ExtensionOption(
                id="k2", contract="k", sequence=2, months=6, kind=OptionKind.BRIDGE, lead_days=0, uplift_percent=10.0
            ),
            ExtensionOption(id="f1", contract="f", sequence=1, months=12),
        ),
        profiles=(DEFAULT_PROFILE, _profile()),
        migrations=(
            Migration(id="m-dep", organisation="dep", cluster="north", releases=("k",), profile="p"),
            Migration(id="m-body", organisation="body", cluster="north", releases=("k",), profile="p"),
            Migration(id="m-far", organisation="far", cluster="south", releases=("f",), profile="p"),
        ),
        modes=(Mode(migration="m-far", id="fast", profile="p", extra_pounds=5_000),),
        precedences=(
            Precedence(predecessor="north-ready", successor="m-dep"),
            Precedence(predecessor="north-ready", successor="m-body"),
            Precedence(predecessor="south-ready", successor="m-far"),
        ),
        groups=(Group(id="g", migrations=("m-dep", "m-far"), bridge_pounds_per_day=1),),
        resources=(
            Resource(id="team-north", name="Team north", capacity=1, kind="team", clusters=("north",)),
            Resource(id="team-south", name="Team south", capacity=1, kind="team", clusters=("south",)),
        ),
        capacity_steps=(CapacityStep(resource="team-north", from_date=date(2030, 7, 1), capacity=3),),
        freezes=(FreezePeriod(id="close", from_date=date(2030, 3, 1), until_date=date(2030, 5, 1), yearly=True),),
    )


def _profile() -> PhaseProfile:
    """60 days of build with the team, 10 of cutover; the legacy is needed 20 days longer."""
    phases = (Phase(name="build", days=60, demands=(Demand("team", 1),)), Phase(name="cutover", days=10))
    return PhaseProfile(id="p", name="Plain", phases=phases, cutover_phase="cutover", legacy_days=20)


def scenario(body: str, name: str = "s") -> Scenario:
    """The scenario of the operations written, `[[slip]]` standing for `[[scenario.s.slip]]`."""
    text = body.replace("[[", f"[[scenario.{name}.")
    return parse_scenarios(f"[scenario.{name}]\n{text}")[name]


def under(body: str) -> Portfolio:
    """The programme under a scenario with these operations."""
    return apply_scenario(programme(), scenario(body))


def plan_of(**starts: int) -> Plan:
    """A plan that starts migrations on these days, `m_dep=31` for `m-dep`."""
    return Plan(
        migrations=tuple(
            PlannedMigration(migration=id.replace("_", "-"), start_day=start) for id, start in starts.items()
        )
    )
