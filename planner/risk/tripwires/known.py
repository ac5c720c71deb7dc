"""What is known at the end of a day in every draw: the only thing that a decision may look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.risk.draws import BATCH, Batch, Days
from planner.risk.execution.carrying_out import drawn_lengths, starts_of
from planner.risk.execution.flat_program import Shorts
from planner.risk.execution.program import Program
from planner.risk.families import Floats
from planner.risk.uncertainty import Event, UncertainDate, Uncertainty

UNKNOWN = -(10**6)
"""Stands for a day, or a number of days, that nobody knows yet."""
LONGEST_SHARE = 0.999
"""No forecast ever knows a date entirely before it is certain."""
LEAST_LEAD = 30
"""A date that lies nearer than this is forecast as if it lay so many days away."""


@dataclass(frozen=True)
class Known:
    """What is known at the end of a day, a row for each draw; `UNKNOWN` is what is not.

    `dates`: the own days of milestones, in the order of `Uncertainty.dates`; those not known lie later than the warning
    reaches. `events`: by how many days each event delays what it affects. `forecasts`: what the programme knows of the
    standard normal number behind each date, and `shares` how much of its variance that is. `ended`: the lengths of
    activities, in the order of `Program.varying`, that have ended; `running`: how long those that have begun last so far.
    """

    day: int
    dates: Days
    events: Days
    forecasts: Floats
    shares: Floats
    ended: Days
    running: Days


@dataclass(frozen=True)
class Future:
    """What happens in the draws of a batch, and when it becomes known. Decisions never see it, only `known(day)`.

    `own_days` are those of milestones, `base_days` the same without events. `event_days` and `known_days` have a column for
    each event. `walk`: what the programme knows of each date on each day that somebody decides on.
    """

    uncertainty: Uncertainty
    program: Program
    own_days: Days
    event_days: Days
    known_days: Days
    lengths: Shorts
    walk: Mapping[int, Floats]

    @classmethod
    def of(cls, program: Program, uncertainty: Uncertainty, batch: Batch, days: Sequence[int]) -> Future:
        """The future of a batch, with forecasts for these days."""
        calm = uncertainty.without(events=frozenset(event.id for event in uncertainty.events))
        base = batch.own_days(calm)
        event_days = [batch.event_days(uncertainty, event) for event in uncertainty.events]
        known = [_known_days(program, uncertainty, batch, event, base) for event in uncertainty.events]
        return cls(
            uncertainty=uncertainty,
            program=program,
            own_days=batch.own_days(uncertainty),
            event_days=_columns(event_days),
            known_days=_columns(known),
            lengths=drawn_lengths(program, uncertainty, batch),
            walk=_walk(uncertainty, batch, days),
        )

    @cached_property
    def positions(self) -> Shorts:
        """The position of every milestone."""
        return self.program.net.positions(self.own_days)

    @cached_property
    def _starts(self) -> Days:
        """The start of each activity whose length varies."""
        starts = starts_of(self.program, self.positions, self.lengths)
        return np.asarray(starts[:, [item.place for item in self.program.varying]], dtype=np.int64)

    def known(self, day: int) -> Known:
        """What is known at the end of a day for which there are forecasts, or of today, day 0."""
        warnings = np.array([date.warning_days for date in self.uncertainty.dates], dtype=np.int64)
        today = self.program.instance.axis.position(day)
        begun, ends = self._starts <= today, self._starts + self.lengths
        return Known(
            day=day,
            dates=np.where(self.own_days <= day + warnings, self.own_days, UNKNOWN),
            events=np.where(self.known_days <= day, self.event_days, UNKNOWN),
            forecasts=self.walk[day] if day else np.zeros(self.own_days.shape),
            shares=np.array([known_share(date, day) for date in self.uncertainty.dates]),
            ended=np.where(ends <= today, self.lengths, UNKNOWN),
            running=np.where(begun & (ends > today), today - self._starts, UNKNOWN),
        )


def _columns(columns: Sequence[Days]) -> Days:
    return np.column_stack(columns) if columns else np.zeros((BATCH, 0), dtype=np.int64)


def known_share(date: UncertainDate, day: int) -> float:
    """How much of the variance of a date a forecast has taken away by a day."""
    if date.range is None or day <= 0:
        return 0.0
    return float(min(LONGEST_SHARE, date.skill * min(1.0, day / max(LEAST_LEAD, date.range.middle))))


def _known_days(program: Program, uncertainty: Uncertainty, batch: Batch, event: Event, base: Days) -> Days:
    """On which day everybody knows whether an event happens: never later than what it affects was due without it."""
    due = _due(program, uncertainty, event, base)
    if event.known_day is not None:
        return np.minimum(event.known_day, due)
    share = batch.key.generator("known_day", event.id).random(BATCH)
    return np.minimum(np.maximum(1, np.floor(share * due).astype(np.int64)), due)


def _due(program: Program, uncertainty: Uncertainty, event: Event, base: Days) -> Days:
    places = [place for place, date in enumerate(uncertainty.dates) if date.id in event.milestones]
    axis = program.instance.axis
    ends = [
        axis.day(item.activity.planned_start + item.activity.length)
        for item in program.varying
        if item.delayed and item.activity.member.id in event.migrations
    ]
    found = np.full(BATCH, min(ends, default=program.instance.horizon_day), dtype=np.int64)
    for place in places:
        found = np.minimum(found, base[:, place])
    return found


def _walk(uncertainty: Uncertainty, batch: Batch, days: Sequence[int]) -> Mapping[int, Floats]:
    """What the programme knows of every date, day by day: a walk that ends at the number that is drawn."""
    asked = sorted({day for day in days if day > 0})
    found = {day: np.zeros((BATCH, len(uncertainty.dates))) for day in asked}
    for place, date in enumerate(uncertainty.dates):
        if date.varies:
            for day, known in zip(asked, _steps(uncertainty, batch, date, asked), strict=True):
                found[day][:, place] = known
    return found


def _steps(uncertainty: Uncertainty, batch: Batch, date: UncertainDate, days: Sequence[int]) -> list[Floats]:
    """A Brownian bridge from 0, in the share that is known, to the number behind the date."""
    latent, found = batch.latent(uncertainty, date), []
    known, share = np.zeros(BATCH), 0.0
    for day in days:
        noise = batch.key.generator("forecasts", f"{date.id}\x1f{day}").standard_normal(BATCH)
        later = known_share(date, day)
        pull = (later - share) / (1.0 - share)
        known = known + pull * (latent - known) + np.sqrt(pull * (1.0 - later)) * noise
        share = later
        found.append(known)
    return found
