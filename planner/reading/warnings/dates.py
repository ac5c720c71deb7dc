"""Dates that contradict the status date or each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Place, Tables
from planner.reading.rows.contracts import ContractRow
from planner.reading.rows.migrations import MigrationRow
from planner.reading.rows.organisations import MilestoneRow
from planner.reading.rows.resources import FreezeRow

LEAP_YEAR = timedelta(days=366)


def odd_dates(tables: Tables, status_date: date) -> Iterator[Finding]:
    """Forecasts in the past or out of their range, releases after due dates, endless freezes, sources from the future."""
    for contract in tables.rows(ContractRow):
        yield from _contract(contract)
    for milestone in tables.rows(MilestoneRow):
        yield from _milestone(milestone, status_date)
    for migration in tables.rows(MigrationRow):
        yield from _migration(migration)
    for freeze in tables.rows(FreezeRow):
        if freeze.value.yearly and freeze.value.until_date - freeze.value.from_date >= LEAP_YEAR:
            message = "a freeze that comes again every year and lasts a year leaves no day for a cutover"
            yield freeze.place.warning("endless-freeze", "until_date", message, cure="shorten it, or set yearly to no")
    for row in (row for sheet in tables.sheets.values() for row in sheet.rows):
        if row.value.source_date is not None and row.value.source_date > status_date:
            message = f"the source is dated {row.value.source_date}, after the status date {status_date}"
            cure = "check the date of the source, or move the status date on"
            yield row.place.warning("source-in-future", "source_date", message, cure=cure)


def _contract(contract: Located[ContractRow]) -> Iterator[Finding]:
    expiry, maximum = contract.value.expiry_date, contract.value.maximum_end_date
    if maximum is not None and expiry is not None and maximum < expiry:
        message = f"the maximum end {maximum} lies before the expiry {expiry}, so no option can be used"
        yield contract.place.warning("maximum-end-before-expiry", "maximum_end_date", message, cure="check both dates")


def _milestone(milestone: Located[MilestoneRow], status_date: date) -> Iterator[Finding]:
    value, place = milestone.value, milestone.place
    if value.achieved_date is not None:
        if value.achieved_date > status_date:
            message = f"it counts as achieved on {value.achieved_date}, after the status date {status_date}"
            yield place.warning("achieved-in-future", "achieved_date", message, cure="state it as forecast_date")
        return
    column = "likely_date" if value.forecast_date is None else "forecast_date"
    planned = value.forecast_date or value.likely_date
    if planned is not None and planned < status_date:
        message = f"it is forecast for {planned}, before the status date {status_date}, and not achieved"
        cure = "state the achieved_date, or forecast it anew"
        yield place.warning("forecast-in-past", column, message, cure=cure)
    else:
        yield from _out_of_range(value, place)


def _out_of_range(milestone: MilestoneRow, place: Place) -> Iterator[Finding]:
    forecast, early, late = milestone.forecast_date, milestone.early_date, milestone.late_date
    if forecast is None or ((early is None or early <= forecast) and (late is None or forecast <= late)):
        return
    points = (("early", early), ("likely", milestone.likely_date), ("late", late))
    shown = ", ".join(f"{name} {day}" for name, day in points if day is not None)
    message = f"the forecast {forecast} lies outside its own range ({shown}); plans use the forecast"
    cure = "forecast it inside the range, or state the range anew"
    yield place.warning("forecast-outside-range", "forecast_date", message, cure=cure)


def _migration(migration: Located[MigrationRow]) -> Iterator[Finding]:
    value = migration.value
    if value.release_date is not None and value.due_date is not None and value.release_date > value.due_date:
        message = f"it may start on {value.release_date} at the earliest, after its due date {value.due_date}"
        cure = "check both dates; the delay is priced from the due date on"
        yield migration.place.warning("release-after-due", "release_date", message, cure=cure)
    if value.due_date is not None and value.deadline_date is not None and value.due_date > value.deadline_date:
        message = f"it is due on {value.due_date}, after its deadline {value.deadline_date}"
        yield migration.place.warning("due-after-deadline", "due_date", message, cure="check both dates")
