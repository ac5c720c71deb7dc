"""The distribution that was promised of a date, from what a run kept of it."""

from __future__ import annotations

from datetime import date

import numpy as np
from scipy.special import ndtr

from planner.domain.days.day_axis import DayAxis
from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.families import RangeFamily
from planner.plan.sureness import MilestoneSureness
from planner.risk.families import Range

FIRST_DAY = 1
"""No open milestone was drawn before this day."""


def transform(portfolio: Portfolio, promised: MilestoneSureness, status_date: date, achieved: date) -> float | None:
    """The promised probability of a date before the achieved one, with half of that of the date itself.

    None where nothing was promised. `status_date` is that of the run. A closed day counts as the last open day before it,
    since dates are drawn on open days.
    """
    upto, before = _open_days(portfolio, achieved)
    if promised.range_days:
        shares = [_by_range(promised, (day - status_date).days) for day in (before, upto)]
    elif promised.drawn_dates:
        shares = [_by_draws(promised, status_date, (day - status_date).days) for day in (before, upto)]
    else:
        return None
    return sum(shares) / 2


def _open_days(portfolio: Portfolio, day: date) -> tuple[date, date]:
    """The last open day that is not after a day, and the last open day that is before it."""
    axis, number = portfolio.axis, portfolio.day_of(day)
    return portfolio.date_of(_open_before(axis, number)), portfolio.date_of(_open_before(axis, number - 1))


def _open_before(axis: DayAxis, day: int) -> int:
    return axis.day(axis.position_before(day))


def _by_range(promised: MilestoneSureness, day: int) -> float:
    """The probability of a date not after this day of the run: days are drawn and then rounded, a half upwards."""
    if day < FIRST_DAY:
        return 0.0
    low, middle, high = promised.range_days
    drawn = Range(low, middle, high, RangeFamily(promised.family))
    return float(ndtr(drawn.latent(np.array([day + 0.5]))[0]))


def _by_draws(promised: MilestoneSureness, status_date: date, day: int) -> float:
    """The same from the draws: straight between two days that are kept, half of what is left beyond the outermost."""
    days, shares = [(found - status_date).days for found in promised.drawn_dates], promised.drawn_shares
    return float(np.interp(day, days, shares, left=shares[0] / 2, right=(1 + shares[-1]) / 2))
