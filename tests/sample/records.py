"""Single records of the sample, each with what most tests need; anything else is stated by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planner.domain.contracts import Contract, ExtensionOption, Notice
from planner.domain.migrations import Demand, Migration, Phase, PhaseProfile
from planner.plan.conflict import Conflict, ConflictRecord

STATUS = date(2030, 1, 1)


def day(number: int) -> date:
    """The date of a day number."""
    return STATUS + timedelta(days=number)


def profile(
    id: str = "p", build: int = 10, cutover: int = 2, after: int = 5, legacy: int = 3, resource: str = "slots"
) -> PhaseProfile:
    """Build, cutover, parallel run; the build takes one slot, so a start on day s cuts over on s + build + cutover."""
    phases = (
        Phase(name="build", days=build, demands=(Demand(resource, 1),)),
        Phase(name="cutover", days=cutover),
        *((Phase(name="parallel run", days=after),) if after else ()),
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


def conflict(*labels: str) -> Conflict:
    """A conflict of records with these words and no others."""
    records = (ConflictRecord(table="", key="", column=None, value=None, label=label) for label in labels)
    return Conflict(records=tuple(records))
