"""Freezes, wave windows and closed days within the shown range."""

from __future__ import annotations

from datetime import date, timedelta

from planner.domain.days.closed_days import ClosedDays, DayCount
from planner.domain.resources import FreezePeriod, FreezeScope, WaveWindow
from planner.plan.breaches.cutover_days import frozen_until
from planner.present.gantt.bands import bands_of, bands_of_row, occurrences
from tests.present.charts import chart, row_of
from tests.sample import day, portfolio


def freeze(**changes: object) -> FreezePeriod:
    base = {"id": "f", "from_date": date(2030, 3, 1), "until_date": date(2030, 3, 11), "yearly": True}
    return FreezePeriod(**{**base, **changes})  # type: ignore[arg-type]


def test_a_yearly_freeze_comes_again_each_year_within_the_range() -> None:
    # 1 March is day 59 of 2030; 2031 begins on day 365
    bands = bands_of(portfolio(freezes=(freeze(),)), 0, 500)
    assert [(band.from_day, band.until_day) for band in bands] == [(59, 69), (424, 434)]


def test_a_freeze_that_is_not_yearly_comes_once() -> None:
    assert len(bands_of(portfolio(freezes=(freeze(yearly=False),)), 0, 5000)) == 1


def test_bands_are_the_days_on_which_the_judge_finds_cutovers_frozen() -> None:
    leap = freeze(from_date=date(2032, 2, 29), until_date=date(2032, 3, 5))
    shown = {
        start + timedelta(days=step)
        for start, end in occurrences(leap, date(2036, 1, 1))
        for step in range((end - start).days)
    }
    days = (date(2032, 1, 1) + timedelta(days=step) for step in range(4 * 365))
    assert shown == {one for one in days if frozen_until(leap, one)}


def test_a_freeze_of_an_organisation_stands_behind_its_rows_only() -> None:
    frozen = freeze(scope=FreezeScope.ORGANISATION, subject="dep", from_date=day(5), until_date=day(9), yearly=False)
    gantt = chart(freezes=(frozen,))
    assert [band.id for band in bands_of_row(gantt.bands, row_of(gantt, "m1"))] == ["f"]


def test_a_wave_window_belongs_to_its_cluster() -> None:
    window = WaveWindow(id="w", cluster="c", from_date=day(3), until_date=day(8))
    (band,) = chart(wave_windows=(window,)).bands
    assert (band.cluster, band.from_day, band.until_day) == ("c", 3, 8)


def test_closed_days_of_a_portfolio_in_working_days_are_a_band_for_everyone() -> None:
    closed = (ClosedDays(from_date=day(3), until_date=day(8), name="shutdown"),)
    (band,) = chart(day_count=DayCount.WORKING, closed_days=closed).bands
    assert (band.cluster, band.organisation, band.from_day, band.until_day) == (None, None, 3, 8)
    assert band.stops_cutovers
    assert chart(closed_days=closed).bands == ()
