"""Tables to a portfolio, with the defaults of what is not stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.calendar import add_months
from planner.domain.decisions_taken import AGREED_KINDS
from planner.domain.findings import Finding, Severity
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.reading.cells.located import Place, Tables
from planner.reading.checks.closed_days import agreed_on_closed_days, next_open_day
from planner.reading.checks.uncertain.shares import check_shares
from planner.reading.read_settings import Settings, read_settings
from planner.reading.records import profiles_of, record_of, same_named
from planner.reading.rows.contracts import ContractRow
from planner.reading.rows.decisions import CommitmentRow
from planner.reading.rows.organisations import MilestoneRow
from planner.reading.rows.settings import PolicySettings, PortfolioSettings
from planner.reading.schema.tables import TABLES

HORIZON_MONTHS_FROM_STATUS = 60
HORIZON_MONTHS_FROM_LATEST_DATE = 24


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The two settings tables, and the two dates everything is counted from and to, stated or not."""

    portfolio: Settings[PortfolioSettings]
    policy: Settings[PolicySettings]
    status_date: date
    horizon_date: date
    findings: tuple[Finding, ...]


def read_frame(tables: Tables, today: date) -> Frame:
    """The settings, with the status date and horizon that hold where none is stated."""
    portfolio = read_settings(PortfolioSettings, tables.sheets.get("portfolio"))
    policy = read_settings(PolicySettings, tables.sheets.get("policy"))
    status = portfolio.values.status_date or today
    horizon = portfolio.values.horizon_date or default_horizon(status, _latest_dates(tables))
    findings = (
        *portfolio.findings,
        *policy.findings,
        *_date_findings(tables, portfolio, status),
        *agreed_on_closed_days(tables, portfolio.values),
        *check_shares(tables, policy),
    )
    return Frame(portfolio=portfolio, policy=policy, status_date=status, horizon_date=horizon, findings=findings)


def default_horizon(status: date, latest: date | None) -> date:
    """The later of five years after the status date and two years after the latest expiry or milestone."""
    horizon = add_months(status, HORIZON_MONTHS_FROM_STATUS)
    return horizon if latest is None else max(horizon, add_months(latest, HORIZON_MONTHS_FROM_LATEST_DATE))


def _latest_dates(tables: Tables) -> date | None:
    expiries = [contract.value.expiry_date for contract in tables.rows(ContractRow)]
    milestones = [
        row.value.achieved_date or row.value.forecast_date or row.value.likely_date for row in tables.rows(MilestoneRow)
    ]
    return max((day for day in (*expiries, *milestones) if day is not None), default=None)


def _date_findings(tables: Tables, settings: Settings[PortfolioSettings], status: date) -> Iterator[Finding]:
    bad_rows = {finding.row for finding in settings.findings}
    place = settings.places.get("status_date")
    sheet = tables.sheets.get("portfolio")
    unread = "portfolio" in tables.unreadable or (sheet is not None and bool(sheet.missing))
    unread = unread or (place is not None and place.row in bad_rows)
    if settings.values.status_date is None and not unread:
        yield _no_status_date(tables.files["portfolio"], place, status)
    horizon = settings.values.horizon_date
    if horizon is not None and horizon <= status:
        message = f"the horizon {horizon} is not after the status date {status}"
        yield settings.places["horizon_date"].error(
            "period-order", "value", message, cure="write a later date", expected=f"a date after {status}"
        )
    else:
        first_beyond = horizon or default_horizon(status, _latest_dates(tables))
        yield from _agreed_beyond(tables, first_beyond, next_open_day(tables, settings.values, first_beyond))


def _agreed_beyond(tables: Tables, horizon: date, last: date) -> Iterator[Finding]:
    """Days agreed on which planning is over; what ends on the horizon itself, or the next open day, is in time."""
    for taken in tables.rows(CommitmentRow):
        agreed = taken.value.agreed_date
        if taken.value.kind in AGREED_KINDS and agreed is not None and agreed > last:
            message = f"{taken.value.kind} on {agreed}, after the horizon {horizon}"
            cure = f"correct the day, or state a later horizon_date in {tables.files['portfolio']}"
            yield taken.place.error("after-horizon", "agreed_date", message, cure=cure, expected="a day up to it")


def _no_status_date(file: str, place: Place | None, today: date) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="no-status-date",
        file=file,
        row=place.row if place else None,
        column="value" if place else None,
        message=f"no status date is stated; {today}, the day of reading, is taken, so the plan changes from day to day",
        expected="the day planning counts as today",
        cure=f"add a row with setting status_date and value {today}",
    )


def assemble(tables: Tables, frame: Frame, default_name: str) -> Portfolio:
    """The portfolio of tables without errors."""
    stated = frame.portfolio.values
    rows = {
        table.portfolio_field: tuple(record_of(row.value, table.record) for row in sheet.rows)
        for table in TABLES
        if table.record is not None and (sheet := tables.sheets.get(table.name)) is not None
    }
    policy: dict[str, Any] = same_named(frame.policy.values, Policy)
    return Portfolio(
        name=stated.name or default_name,
        status_date=frame.status_date,
        horizon_date=frame.horizon_date,
        currency=stated.currency,
        financial_year_start_month=stated.financial_year_start_month,
        jurisdiction=stated.jurisdiction,
        marking=stated.marking,
        day_count=stated.day_count,
        policy=Policy(**policy, provenance=frame.policy.provenance),
        profiles=profiles_of(tables, stated.day_count),
        provenance=frame.portfolio.provenance,
        **rows,  # type: ignore[arg-type]
    )
