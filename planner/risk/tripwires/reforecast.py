"""The re-forecast of a contract: the plan carried out with every open date at a level of what is known on a day."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from planner.risk.draws import Days
from planner.risk.execution.carrying_out import carried_out, needed_until
from planner.risk.execution.flat_program import Shorts
from planner.risk.execution.program import Program
from planner.risk.execution.varying import Varying
from planner.risk.families import Floats, rounded_half_up
from planner.risk.tripwires.known import UNKNOWN, Known
from planner.risk.uncertainty import UncertainDate, Uncertainty

LEAST_TAIL = 1e-300
"""Probabilities of a tail are kept above this, where the inverse normal still has a value."""
ROUNDING = 1e-9
"""An event counts at a level from this much below its probability on: 1 - 0.95 is a little more than 0.05."""


def reforecast(program: Program, uncertainty: Uncertainty, known: Known, level: float) -> Days:
    """The day on which each contract is needed no more, with every open date at its level: a row for each contract.

    It is not the level of that day: it is what the planning office gets when it puts the dates of that level into the plan.
    """
    return needed_until(program, carried_out(program, *forecast_days(program, uncertainty, known, level)).cutovers)


def forecast_days(program: Program, uncertainty: Uncertainty, known: Known, level: float) -> tuple[Shorts, Shorts]:
    """The positions of milestones, and the lengths of activities, with all that is open at its level."""
    dates = program.net.positions(_dates_at(uncertainty, known, level))
    return dates, _lengths_at(program, uncertainty, known, level)


def _dates_at(uncertainty: Uncertainty, known: Known, level: float) -> Days:
    found = known.dates.copy()
    for place, date in enumerate(uncertainty.dates):
        happened = known.dates[:, place] != UNKNOWN
        if not happened.all():
            late = _delay(uncertainty, known, date.id, level)
            found[:, place] = np.where(
                happened, found[:, place], _date_at(uncertainty, known, place, date, late, level)
            )
    return found


def _date_at(
    uncertainty: Uncertainty, known: Known, place: int, date: UncertainDate, late: tuple[Days, Days], level: float
) -> Days:
    """The level of a date that has not come, and will not within the warning. `late`: days by events, known and not."""
    certain_until = known.day + date.warning_days
    happened, feared = late
    if not date.varies or date.range is None or uncertainty.spread == 0.0:
        return np.asarray(np.maximum(certain_until + 1, date.planning_day + happened + feared))
    share, forecast = float(known.shares[place]), known.forecasts[:, place]
    error = np.sqrt(1.0 - share)
    least = date.range.latent(_unspread(uncertainty, date, (certain_until - happened).astype(float)))
    tail = np.maximum(LEAST_TAIL, (1.0 - level) * ndtr(-(least - forecast) / error))
    drawn = date.range.quantile(forecast - error * ndtri(tail))
    day = date.planning_day + uncertainty.spread * (drawn - date.planning_day)
    return np.maximum(certain_until + 1, rounded_half_up(day + happened + feared))


def _unspread(uncertainty: Uncertainty, date: UncertainDate, day: Floats) -> Floats:
    """The day that a range itself would have where its spread is multiplied."""
    return np.asarray(date.planning_day + (day - date.planning_day) / uncertainty.spread)


def _delay(uncertainty: Uncertainty, known: Known, id: str, level: float) -> tuple[Days, Days]:
    """By how many days events delay a record: those that are known, and those that a level has to reckon with."""
    happened = np.zeros(len(known.dates), dtype=np.int64)
    feared = np.zeros(len(known.dates), dtype=np.int64)
    for column, event in enumerate(uncertainty.events):
        if id in event.milestones or id in event.migrations:
            days, told = known.events[:, column], known.events[:, column] != UNKNOWN
            happened += np.where(told, days, 0)
            if event.probability >= 1.0 - level - ROUNDING and uncertainty.spread:
                feared += np.where(told, 0, int(np.floor(event.share * event.days.middle + 0.5)))
    return happened, feared


def _lengths_at(program: Program, uncertainty: Uncertainty, known: Known, level: float) -> Shorts:
    found = np.empty((len(known.dates), len(program.varying)), dtype=np.int32)
    for column, item in enumerate(program.varying):
        found[:, column] = _length_at(uncertainty, known, column, item, level)
    return found


def _length_at(uncertainty: Uncertainty, known: Known, column: int, item: Varying, level: float) -> Days:
    """The true length of what has ended; the expected one of what runs, at least a day more; a level of what is to come.

    Events that a level has to reckon with count for what runs too: they strike until everybody knows that they do not.
    """
    planned = item.activity.length
    happened, feared = _delay(uncertainty, known, item.activity.member.id if item.delayed else "", level)
    to_come = np.maximum(item.least, _level_length(uncertainty, item, level) + happened + feared)
    ended, running = known.ended[:, column], known.running[:, column]
    expected = np.maximum(planned + happened + feared, running + 1)
    return np.where(ended != UNKNOWN, ended, np.where(running != UNKNOWN, expected, to_come))


def _level_length(uncertainty: Uncertainty, item: Varying, level: float) -> int:
    planned = item.activity.length
    if item.range is None:
        return planned
    drawn = float(item.range.quantile(np.array([ndtri(level)]))[0])
    return max(min(1, planned), int(np.floor(planned + uncertainty.spread * (drawn - planned) + 0.5)))
