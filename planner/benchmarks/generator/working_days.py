"""Portfolios that count working days: the same lengths as five days for every week, and closed days of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from planner.benchmarks.generator.cluster_draft import STATUS_DATE
from planner.benchmarks.generator.scarcity import WINDOW_YEARS
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.domain.days.closed_days import ClosedDays, DayCount
from planner.domain.migrations import PhaseProfile, Precedence


def day_count(spec: GeneratorSpec) -> DayCount:
    """What the phases and lags of the portfolio count."""
    return DayCount.WORKING if spec.working_days else DayCount.CALENDAR


def profiles_in_days(spec: GeneratorSpec, profiles: Iterable[PhaseProfile]) -> tuple[PhaseProfile, ...]:
    """The profiles, their phases in working days where these are counted; legacy days stay calendar days."""
    if not spec.working_days:
        return tuple(profiles)
    return tuple(
        replace(profile, phases=tuple(replace(phase, days=-(-phase.days * 5 // 7)) for phase in profile.phases))
        for profile in profiles
    )


def precedences_in_days(spec: GeneratorSpec, precedences: Iterable[Precedence]) -> tuple[Precedence, ...]:
    """The precedences, their lags in working days where these are counted."""
    if not spec.working_days:
        return tuple(precedences)
    return tuple(replace(arc, lag_days=arc.lag_days * 5 // 7) for arc in precedences)


def draw_closed_days(spec: GeneratorSpec) -> tuple[ClosedDays, ...]:
    """The week between the years and one week of every summer, where working days are counted."""
    if not spec.working_days:
        return ()
    stream = Stream(spec.seed, "closed days")
    closed: list[ClosedDays] = []
    for year in range(STATUS_DATE.year, STATUS_DATE.year + WINDOW_YEARS):
        summer = date(year, 8, 1) + timedelta(days=stream.between(0, 20))
        closed.append(ClosedDays(from_date=summer, until_date=summer + timedelta(days=7), name="summer closure"))
        closed.append(ClosedDays(from_date=date(year, 12, 24), until_date=date(year + 1, 1, 2), name="year end"))
    return tuple(closed)
