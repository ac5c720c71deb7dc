"""Drawn portfolios with a lawful plan each, and futures of them: dates and lengths at random."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.risk.execution.carrying_out import starts_of
from planner.risk.execution.flat_program import Shorts
from planner.risk.execution.program import Program, program_of
from planner.risk.families import Range
from planner.risk.uncertainty import Event, UncertainDate, Uncertainty, uncertainty_of
from planner.solver import SolveSettings, solve
from tests.risk.execution.oracle import Key, Oracle

SHORT = SolveSettings(time_limit_seconds=0.5, workers=1, deterministic=True)


def lawful_plan(portfolio: Portfolio) -> Plan | None:
    """A plan that keeps every rule, if the solver finds one at once."""
    plan = solve(portfolio, SHORT).plan
    return None if plan is None or judge(PlanCase(portfolio, plan)) else plan


@dataclass(frozen=True)
class Future:
    """A plan with what is uncertain about it, and what happens in one draw."""

    portfolio: Portfolio
    plan: Plan
    uncertainty: Uncertainty
    early: bool
    own_days: dict[str, int]
    lengths: dict[Key, int]
    program: Program

    @classmethod
    def drawn(cls, portfolio: Portfolio, plan: Plan, random: Random, most: int) -> Future:
        """A future in which milestones slip by up to `most` days."""
        asked = uncertain(portfolio, random)
        early = random.random() < 0.5
        program = program_of(portfolio, plan, asked, as_early_as_possible=early)
        days = {date.id: date.planning_day for date in asked.dates}
        days |= {
            date.id: max(1, days[date.id] + random.randint(-most // 5, most)) for date in asked.dates if date.varies
        }
        lengths = {}
        for item in program.varying:
            low = max(item.least, item.activity.length * 7 // 10)
            lengths[item.activity.member.id, item.activity.phase] = random.randint(low, low + 1 + item.activity.length)
        return cls(portfolio, plan, asked, early, days, lengths, program)

    def compiled(self) -> dict[Key, int]:
        """The starts as the compiled simulator has them."""
        own = np.array([[self.own_days[date.id] for date in self.uncertainty.dates]], dtype=np.int64)
        starts = starts_of(self.program, self.program.net.positions(own), self.columns())[0]
        return {
            (activity.member.id, activity.phase): int(day)
            for activity, day in zip(self.program.activities, starts, strict=True)
            if day < self.program.instance.horizon_position
        }

    def columns(self) -> Shorts:
        items = self.program.varying
        row = [self.lengths[item.activity.member.id, item.activity.phase] for item in items]
        return np.array([row], dtype=np.int32).reshape(1, len(items))

    def by_day(self) -> dict[Key, int]:
        """The starts as the oracle has them."""
        moving = self.program.net.moving(self.uncertainty)
        return Oracle(
            portfolio=self.portfolio,
            plan=self.plan,
            dates=self.own_days,
            lengths=self.lengths,
            moving=frozenset(self.uncertainty.dates[place].id for place in moving),
            warning=self.portfolio.axis.position(self.uncertainty.warning_days),
            early=self.early,
            delayed=frozenset(id for event in self.uncertainty.events for id in event.migrations),
        ).begin()


def uncertain(portfolio: Portfolio, random: Random) -> Uncertainty:
    """Most milestones and all phases vary; an event delays some migrations; the warning is short."""
    found, warning = uncertainty_of(portfolio), random.choice((0, 2, 4, 30))

    def drawn(date: UncertainDate) -> bool:
        return not date.achieved and random.random() < 0.8

    dates = tuple(
        replace(date, range=Range(0.0, 5.0, 9.0) if drawn(date) else None, warning_days=warning) for date in found.dates
    )
    phases = {(profile.id, phase.name): phase for profile in portfolio.profiles for phase in profile.phases}
    lengths = {key: Range(0.0, phase.days, 2.0 * phase.days) for key, phase in phases.items()}
    hit = tuple(sorted(item.id for item in portfolio.migrations if random.random() < 0.4))
    event = Event("late", 0.5, Range(1.0, 2.0, 3.0), (), hit)
    return replace(found, dates=dates, events=(event,), lengths=lengths, warning_days=warning)
