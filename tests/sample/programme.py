"""The sample as a programme of two clusters, with a record in nearly every table."""

from __future__ import annotations

from datetime import date

from planner.domain.clusters import Cluster, Milestone
from planner.domain.contracts import OptionKind
from planner.domain.migrations import DEFAULT_PROFILE, Group, Mode, Precedence
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep, FreezePeriod, Resource
from tests.sample.base import portfolio
from tests.sample.records import contract, migration, option, profile


def programme() -> Portfolio:
    """Department `dep` with body `body` moves to cluster `north`, department `far` to `south`.

    Each cluster has a milestone that gates its migrations, and a team. Contract `k` (supplier Acme) serves `dep` and `body`
    and has two options, contract `f` (supplier Other) serves `far` and has one. It reads back from its tables as itself.
    """
    return portfolio(
        name="programme",
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
            contract(
                "k",
                supplier="Acme",
                organisations=("dep", "body"),
                expiry_date=date(2030, 6, 30),
                annual_price_pounds=3_650,
                exposure_pounds_per_day=100,
            ),
            contract(
                "f",
                supplier="Other",
                organisations=("far",),
                expiry_date=date(2030, 9, 30),
                annual_price_pounds=7_300,
                exposure_pounds_per_day=50,
            ),
        ),
        options=(
            option("k1", end_date=None, months=6, annual_price_pounds=1_200, fee_pounds=10),
            option(
                "k2",
                sequence=2,
                end_date=None,
                months=6,
                kind=OptionKind.BRIDGE,
                lead_days=0,
                annual_price_pounds=None,
                uplift_percent=10.0,
            ),
            option("f1", "f", end_date=None, months=12, annual_price_pounds=None),
        ),
        profiles=(DEFAULT_PROFILE, profile(build=60, cutover=10, after=0, legacy=20, resource="team")),
        migrations=(
            migration("m-dep", cluster="north", releases=("k",)),
            migration("m-body", "body", cluster="north", releases=("k",)),
            migration("m-far", "far", cluster="south", releases=("f",)),
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
