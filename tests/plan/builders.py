"""Small portfolios for the tests of plans, judged by eye: status date 1 January 2030, so day 31 is 1 February."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planner.domain.clusters import Cluster
from planner.domain.contracts import Contract, ExtensionOption, Notice
from planner.domain.migrations import Demand, Migration, Phase, PhaseProfile
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.domain.rules import Rule
from planner.plan.breaches import Breach
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase

STATUS = date(2030, 1, 1)


def day(number: int) -> date:
    """The date of a day number."""
    return STATUS + timedelta(days=number)


def profile(id: str = "p", build: int = 10, cutover: int = 2, after: int = 5, legacy: int = 3) -> PhaseProfile:
    """Build, cutover, parallel run; the build takes one slot, so a start on day s cuts over on s + build + cutover."""
    phases = (
        Phase(name="build", days=build, demands=(Demand("slots", 1),)),
        Phase(name="cutover", days=cutover),
        Phase(name="parallel run", days=after),
    )
    return PhaseProfile(id=id, name=id, phases=phases, cutover_phase="cutover", legacy_days=legacy)


def migration(id: str, organisation: str = "dep", **changes: Any) -> Migration:
    """A migration of the cluster `c` with profile `p`."""
    return replace(Migration(id=id, organisation=organisation, cluster="c", profile="p"), **changes)


def contract(id: str, **changes: Any) -> Contract:
    """A contract in force to day 29 whose notice and internal lead are stated as none."""
    base = Contract(id=id, name=id.upper(), expiry_date=day(29), notice=Notice(), internal_lead_days=0)
    return replace(base, **changes)


def option(id: str, contract: str = "k", sequence: int = 1, **changes: Any) -> ExtensionOption:
    """An option that runs to a stated end at 354 a year, which is a pound a day.

    The first runs from 31 January to 31 March 2030, two months and a day: 354 x 2/12 + 354/365 = 59.97, so 60 for 60 days.
    The second runs over April: 354/12 = 29.50, so 30 for 30 days.
    """
    base = ExtensionOption(
        id=id, contract=contract, sequence=sequence, end_date=day(59 + 30 * sequence), annual_price_pounds=354
    )
    return replace(base, **changes)


def portfolio(**changes: Any) -> Portfolio:
    """One department, one cluster with one slot, migrations m1 and m2; m1 releases contract k, in force to day 29."""
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


def plan(*options: str, m1: int = 0, m2: int = 0, **others: int) -> Plan:
    """Starts by migration, all in the standard mode, and options used."""
    starts = {"m1": m1, "m2": m2, **others}
    return Plan(
        migrations=tuple(PlannedMigration(migration=id, start_day=start) for id, start in starts.items()),
        options=options,
    )


def breaches_of(rule: Rule, case: Portfolio, judged: Plan) -> tuple[Breach, ...]:
    """The breaches of a plan, all of which must be of this rule."""
    found = judge(PlanCase(case, judged))
    assert {breach.rule for breach in found} <= {rule}, found
    return found


def amounts(rule: Rule, case: Portfolio, judged: Plan) -> list[int]:
    """By how much a plan breaks this rule, breach by breach; it must break no other."""
    return [breach.amount for breach in breaches_of(rule, case, judged)]
