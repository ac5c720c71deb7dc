"""The sample portfolio itself, and plans for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.clusters import Cluster
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.plan.entries import Plan, PlannedMigration
from tests.sample.records import STATUS, contract, day, migration, option, profile


def portfolio(**changes: Any) -> Portfolio:
    """One department, one cluster with two slots, migrations m1 and m2; m1 releases contract k, in force to day 29."""
    base = Portfolio(
        name="small",
        status_date=STATUS,
        horizon_date=day(400),
        organisations=(Organisation(id="dep", name="Department"), Organisation(id="body", name="Body", parent="dep")),
        clusters=(Cluster(id="c", name="Cluster"),),
        profiles=(profile(),),
        resources=(Resource(id="slots", name="Slots", capacity=2),),
        contracts=(contract("k", exposure_pounds_per_day=100),),
        migrations=(migration("m1", releases=("k",)), migration("m2")),
    )
    return replace(base, **changes)


def renamed(name: str) -> Portfolio:
    """The sample with an option `o1`, in which every text that people write is this one."""
    base = portfolio()
    return replace(
        base,
        name=name,
        clusters=tuple(replace(cluster, name=name) for cluster in base.clusters),
        organisations=tuple(replace(organisation, name=name) for organisation in base.organisations),
        contracts=(contract("k", name=name, supplier=name, buyer=name),),
        migrations=(migration("m1", releases=("k",), services=(name,)),),
        options=(option("o1"),),
    )


def plan(*options: str, m1: int = 0, m2: int = 0, **others: int) -> Plan:
    """Starts by migration, all in the standard mode, and options used."""
    starts = {"m1": m1, "m2": m2, **others}
    return Plan(
        migrations=tuple(PlannedMigration(migration=id, start_day=start) for id, start in starts.items()),
        options=options,
    )
