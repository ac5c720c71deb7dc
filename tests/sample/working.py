"""The sample in working days of England, from New Year's Day 2027 on: day 3 is Monday 4 January, day 10 the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planner.domain.days.closed_days import DayCount
from planner.domain.migrations import Demand, Phase, PhaseProfile
from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from tests.sample.base import portfolio
from tests.sample.records import contract, migration

NEW_YEAR = date(2027, 1, 1)


def day(number: int) -> date:
    return NEW_YEAR + timedelta(days=number)


def work(days: int, *, after: int = 0, legacy_days: int | None = None) -> PhaseProfile:
    """Some days that end in the cutover, some after it, and legacy days; one unit of `team` while it is built."""
    phases = [Phase(name="build", days=days, demands=(Demand("team", 1),))]
    if after:
        phases.append(Phase(name="parallel run", days=after))
    return PhaseProfile(
        id="work",
        name="Work",
        phases=tuple(phases),
        cutover_phase="build",
        legacy_days=after if legacy_days is None else legacy_days,
        legacy_stated=legacy_days is not None,
    )


def working(profile: PhaseProfile, **changes: Any) -> Portfolio:
    """The sample with m1 and m2 in this profile, a team of one, and working days of England."""
    base = portfolio(
        status_date=NEW_YEAR,
        horizon_date=day(400),
        day_count=DayCount.WORKING,
        profiles=(profile,),
        resources=(Resource(id="team", name="Team", capacity=2),),
        contracts=(contract("k", expiry_date=day(364)),),
        migrations=(migration("m1", releases=("k",), profile="work"), migration("m2", profile="work")),
    )
    return replace(base, **changes)
