"""Freezes, wave windows and closed days as bands behind the rows, yearly ones repeated within the shown range."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.calendar import add_months
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope
from planner.domain.routes import department_of
from planner.present.gantt.model import Band, BandKind, Row


def bands_of(portfolio: Portfolio, from_day: int, until_day: int) -> tuple[Band, ...]:
    """Every freeze, wave window and stretch of closed days that touches `[from_day, until_day)`; weekends have no band."""
    found = [*_freezes(portfolio, until_day), *_wave_windows(portfolio), *_closed_days(portfolio)]
    return tuple(band for band in found if band.from_day < until_day and band.until_day > from_day)


def _freezes(portfolio: Portfolio, until_day: int) -> Iterator[Band]:
    last_date = portfolio.date_of(until_day)
    for freeze in portfolio.freezes:
        organisation = freeze.subject if freeze.scope is FreezeScope.ORGANISATION else None
        for from_date, until_date in occurrences(freeze, last_date):
            yield Band(
                kind=BandKind.FREEZE,
                id=freeze.id,
                from_day=portfolio.day_of(from_date),
                until_day=portfolio.day_of(until_date),
                cluster=freeze.subject if freeze.scope is FreezeScope.CLUSTER else None,
                department=department_of(portfolio, organisation) if organisation else None,
                organisation=organisation,
                note=freeze.explanation or freeze.id,
            )


def occurrences(freeze: FreezePeriod, before: date) -> Iterator[tuple[date, date]]:
    """`[from, until)` of the freeze, and of its yearly repetitions that begin before a date."""
    year = 0
    from_date, until_date = freeze.from_date, freeze.until_date
    while from_date < before:
        yield from_date, until_date
        if not freeze.yearly:
            return
        year += 1
        from_date, until_date = (add_months(day, 12 * year) for day in (freeze.from_date, freeze.until_date))


def _wave_windows(portfolio: Portfolio) -> Iterator[Band]:
    for window in portfolio.wave_windows:
        yield Band(
            kind=BandKind.WAVE_WINDOW,
            id=window.id,
            from_day=portfolio.day_of(window.from_date),
            until_day=portfolio.day_of(window.until_date),
            cluster=window.cluster,
            note=window.id,
        )


def _closed_days(portfolio: Portfolio) -> Iterator[Band]:
    for closed in () if portfolio.axis.is_calendar else portfolio.closed_days:
        yield Band(
            kind=BandKind.CLOSED,
            id=closed.name or closed.from_date.isoformat(),
            from_day=portfolio.day_of(closed.from_date),
            until_day=portfolio.day_of(closed.until_date),
            note=closed.name or "nobody works",
        )


def bands_of_row(bands: tuple[Band, ...], row: Row) -> tuple[Band, ...]:
    """The bands that narrow to an organisation of this row."""
    return tuple(
        band for band in bands if band.organisation is not None and band.organisation in row.place.organisations
    )


def bands_of_cluster(bands: tuple[Band, ...], cluster: str) -> tuple[Band, ...]:
    """The bands that narrow to this cluster as a whole."""
    return tuple(band for band in bands if band.cluster == cluster)


def bands_of_everyone(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """The bands that narrow to nothing."""
    return tuple(band for band in bands if band.cluster is None and band.organisation is None)
