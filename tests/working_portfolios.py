"""Seeded random portfolios that count working days, made from the tiny ones; brute force answers them too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from planner.domain.days.closed_days import ClosedDays, DayCount
from planner.domain.decisions_taken import AGREED_KINDS, DecisionTaken
from planner.domain.migrations import Migration, PhaseProfile, Precedence, PrecedenceKind
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep, FreezePeriod
from tests.tiny_portfolios import random_portfolio

LONGER = timedelta(days=9)
"""Added to the horizon and to deadlines: weekends and closed days take about as many days away."""


def working_portfolio(seed: int) -> Portfolio:
    """The tiny portfolio of a seed in working days, with closed days; freezes, steps and leads in most of them.

    Some stated dates fall on closed days, some profiles state their legacy days, and kinds of precedence are drawn anew.
    """
    return replace(in_working_days(Random(f"working days {seed}"), random_portfolio(seed)), name=f"working {seed}")


def in_working_days(random: Random, tiny: Portfolio) -> Portfolio:
    """A tiny portfolio in working days."""
    horizon = tiny.horizon_date + LONGER
    working = replace(
        tiny,
        day_count=DayCount.WORKING,
        jurisdiction=random.choice(("GB-ENG", "GB-SCT", "GB-NIR")),
        horizon_date=horizon,
        closed_days=_closed_days(random, tiny.status_date, horizon),
        profiles=tuple(_profile(random, profile) for profile in tiny.profiles),
        precedences=tuple(_precedence(random, item) for item in tiny.precedences),
        freezes=tiny.freezes or _freezes(random, tiny.status_date, horizon),
        capacity_steps=tiny.capacity_steps or _steps(random, tiny, horizon),
        migrations=tuple(_migration(item) for item in tiny.migrations),
    )
    return replace(working, decisions_taken=tuple(_decision(random, working, taken) for taken in tiny.decisions_taken))


def _day(random: Random, first: date, until: date) -> date:
    return first + timedelta(days=random.randrange((until - first).days))


def _closed_days(random: Random, first: date, until: date) -> tuple[ClosedDays, ...]:
    """One to three, some of them next to a weekend or over each other; one may lie before the status date."""
    begins = [_day(random, first - timedelta(days=4), until) for _ in range(random.choice((1, 2, 2, 3)))]
    return tuple(
        ClosedDays(from_date=day, until_date=day + timedelta(days=random.randint(1, 4)), name=f"closed {place}")
        for place, day in enumerate(begins)
    )


def _steps(random: Random, tiny: Portfolio, until: date) -> tuple[CapacityStep, ...]:
    """Two of one resource, so that both may come to count as one open day."""
    resource = random.choice(tiny.resources).id
    day = _day(random, tiny.status_date, until)
    return tuple(
        CapacityStep(resource=resource, from_date=day + timedelta(days=later), capacity=random.choice((1, 2, 3)))
        for later in (0, random.randint(1, 4))
    )


def _freezes(random: Random, first: date, until: date) -> tuple[FreezePeriod, ...]:
    day = _day(random, first, until)
    return (FreezePeriod(id="f", from_date=day, until_date=day + timedelta(days=random.randint(1, 6))),)


def _profile(random: Random, profile: PhaseProfile) -> PhaseProfile:
    return replace(profile, legacy_stated=random.random() < 0.5)


def _migration(migration: Migration) -> Migration:
    deadline = migration.deadline_date
    return replace(migration, deadline_date=None if deadline is None else deadline + LONGER)


def _decision(random: Random, portfolio: Portfolio, taken: DecisionTaken) -> DecisionTaken:
    """Agreed for an open day, but for a few."""
    if taken.agreed_date is None or taken.kind not in AGREED_KINDS or random.random() < 0.1:
        return taken
    day = portfolio.axis.open_day(portfolio.day_of(taken.agreed_date))
    return replace(taken, agreed_date=portfolio.date_of(day))


def _precedence(random: Random, item: Precedence) -> Precedence:
    """Any kind, every third a lead."""
    lag = -random.randint(1, 3) if random.random() < 0.3 else item.lag_days
    return replace(item, kind=random.choice(tuple(PrecedenceKind)), lag_days=lag)
