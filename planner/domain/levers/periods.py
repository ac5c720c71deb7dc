"""Levers that change when cutovers are allowed: freezes cut short at either end, wave windows widened."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.levers.changes import changing, later
from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, WaveWindow

SIGNS = {Way.EARLIER: -1, Way.LATER: 1}


def freeze_shorter(freeze: FreezePeriod, way: Way) -> Lever | None:
    """A freeze that begins later or ends earlier, every year where it comes back; None where it has one day only."""
    most = (freeze.until_date - freeze.from_date).days - 1
    if way is Way.LATER:
        return _moved("freezes", freeze.id, "from_date", f"beginning of freeze {freeze.id}", way, most)
    return _moved("freezes", freeze.id, "until_date", f"end of freeze {freeze.id}", way, most)


def window_wider(portfolio: Portfolio, window: WaveWindow, way: Way) -> Lever | None:
    """A wave window that opens earlier, back to the status date, or closes later, up to the horizon."""
    if way is Way.EARLIER:
        most = portfolio.day_of(window.from_date)
        return _moved("wave_windows", window.id, "from_date", f"opening of wave window {window.id}", way, most)
    most = portfolio.horizon_day - portfolio.day_of(window.until_date)
    return _moved("wave_windows", window.id, "until_date", f"close of wave window {window.id}", way, most)


def _moved(table: str, id: str, column: str, label: str, way: Way, most: int) -> Lever | None:
    """One end of a period by days; None where there is no room."""
    if most <= 0:
        return None
    return Lever(
        table=table,
        key=id,
        column=column,
        label=label,
        unit=Unit.DAYS,
        way=way,
        most=most,
        changed=changing(
            table,
            lambda record: record.id == id,
            lambda record, days: replace(record, **{column: later(getattr(record, column), SIGNS[way] * days)}),
        ),
    )
