"""Levers that change when cutovers are allowed: freezes cut short at either end, wave windows widened."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.levers.changes import changing, later
from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, WaveWindow


def freeze_shorter(freeze: FreezePeriod, way: Way) -> Lever | None:
    """A freeze that begins later or ends earlier, every year where it comes back; None where it has one day only."""
    most = (freeze.until_date - freeze.from_date).days - 1
    if most <= 0:
        return None
    column = "from_date" if way is Way.LATER else "until_date"
    sign = 1 if way is Way.LATER else -1
    return Lever(
        table="freezes",
        key=freeze.id,
        column=column,
        label=f"{'beginning' if way is Way.LATER else 'end'} of freeze {freeze.id}",
        unit=Unit.DAYS,
        way=way,
        most=most,
        changed=changing(
            "freezes",
            lambda record: record.id == freeze.id,
            lambda record, days: replace(record, **{column: later(getattr(record, column), sign * days)}),
        ),
    )


def window_wider(portfolio: Portfolio, window: WaveWindow, way: Way) -> Lever | None:
    """A wave window that opens earlier, back to the status date, or closes later, up to the horizon."""
    first, until = portfolio.day_of(window.from_date), portfolio.day_of(window.until_date)
    most = first if way is Way.EARLIER else portfolio.horizon_day - until
    if most <= 0:
        return None
    column = "from_date" if way is Way.EARLIER else "until_date"
    sign = -1 if way is Way.EARLIER else 1
    return Lever(
        table="wave_windows",
        key=window.id,
        column=column,
        label=f"{'opening' if way is Way.EARLIER else 'close'} of wave window {window.id}",
        unit=Unit.DAYS,
        way=way,
        most=most,
        changed=changing(
            "wave_windows",
            lambda record: record.id == window.id,
            lambda record, days: replace(record, **{column: later(getattr(record, column), sign * days)}),
        ),
    )
