"""The two settings tables, portfolio and policy: one row for each setting that is stated."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from planner.domain.days.closed_days import DayCount
from planner.domain.policy import Priority, UndecidedPolicy
from planner.reading.cells.conversion import (
    Choice,
    Day,
    Days,
    JurisdictionCode,
    MonthOfYear,
    PercentDown,
    PercentUp,
    PositiveCount,
    PoundsPerDay,
    Probability,
    Text,
)
from planner.reading.rows.base import RowModel, column


class SettingRow(RowModel):
    """One setting and its value."""

    setting: Text = column("Name of the setting.", example="status_date")
    value: Text | None = column("Its value. Blank: the default holds.", example="2026-11-01", default=None)


class PortfolioSettings(BaseModel):
    """Settings that hold for the portfolio as a whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text | None = column(
        "Name of the portfolio; blank: the name of the folder or workbook.", example="Whitehall", default=None
    )
    status_date: Day | None = column(
        "The day planning counts as today; days are counted from it. Blank: the day of reading, with a warning.",
        example="2026-11-01",
        default=None,
    )
    horizon_date: Day | None = column(
        "First day after the planning horizon. Blank: the later of five years after the status date and two years after "
        "the latest expiry or milestone.",
        example="2032-04-01",
        default=None,
    )
    currency: Text = column("Label of the currency; amounts are whole units of it.", example="GBP", default="GBP")
    financial_year_start_month: MonthOfYear = column(
        "Month in which the financial year begins.", example="4", default=4
    )
    jurisdiction: JurisdictionCode = column(
        "ISO code of the public holidays that working days are counted with, unless a contract states its own.",
        example="GB-ENG",
        default="GB-ENG",
    )
    day_count: Annotated[DayCount, Choice(DayCount)] = column(
        "Whether phases and lags count calendar days, or working days: Monday to Friday without the public holidays of the "
        "jurisdiction and without the closed days.",
        example="working",
        default=DayCount.CALENDAR,
    )
    tables_version: PositiveCount | None = column(
        "Version of the meaning of months and blanks that the tables were checked for. Blank: `planner check` lists what "
        "is different from planner 0.1.0.",
        example="2",
        default=None,
    )
    marking: Text | None = column(
        "Protective marking that every page, picture and file carries. Blank: no marking.",
        example="OFFICIAL-SENSITIVE",
        default=None,
    )


class PolicySettings(BaseModel):
    """Prices and tolerances; those not stated are assumptions of the planner."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    buffer_days: Days = column("A contract left with fewer days to spare is tight.", example="90", default=90)
    alert_window_days: Days = column(
        "A last day to decide so close to the status date is urgent.", example="90", default=90
    )
    late_probability_tolerance: Probability = column(
        "Probability of being late above which a contract is tight.", example="0.1", default=0.1
    )
    undecided: Annotated[UndecidedPolicy, Choice(UndecidedPolicy)] = column(
        "Whether undecided organisations are planned as joining or as staying.",
        example="join",
        default=UndecidedPolicy.JOIN,
    )
    priority: Annotated[Priority, Choice(Priority)] = column(
        "price: one sum of pounds; cover: no uncovered day for any money, then the pounds.",
        example="price",
        default=Priority.PRICE,
    )
    exposure_low_pounds_per_day: PoundsPerDay = column(
        "Price of an uncovered day of a contract of low criticality.", example="1000", default=1_000
    )
    exposure_medium_pounds_per_day: PoundsPerDay = column(
        "Price of an uncovered day of a contract of medium criticality.", example="5000", default=5_000
    )
    exposure_high_pounds_per_day: PoundsPerDay = column(
        "Price of an uncovered day of a contract of high criticality.", example="20000", default=20_000
    )
    exposure_critical_pounds_per_day: PoundsPerDay = column(
        "Price of an uncovered day of a critical contract.", example="100000", default=100_000
    )
    negotiation_limit: PositiveCount | None = column(
        "Extension negotiations that can run at once. Blank: no limit.", example="4", default=None
    )
    bridge_lead_days: Days = column(
        "Time to award a bridge that is not among the options, or whose row states none.", example="180", default=180
    )
    unstated_notice_days: Days = column(
        "Notice that is assumed where neither the option nor the contract states one.", example="180", default=180
    )
    unstated_lead_days: Days = column(
        "Time for internal approval that is assumed where neither the option nor the contract states one.",
        example="60",
        default=60,
    )
    phase_early_percent: PercentDown = column(
        "Spread of phases before the cutover phase that state none: -10 means that one in ten is over in 90 per cent of its "
        "days (P10).",
        example="-10",
        default=0.0,
    )
    phase_late_percent: PercentUp = column(
        "The same for late phases: 30 means that nine in ten are over in 130 per cent of their days (P90).",
        example="30",
        default=0.0,
    )
    programme_share: Probability = column(
        "Share of the variance of dates and lengths that is common to the whole programme.", example="0.2", default=0.2
    )
    cluster_share: Probability = column(
        "Share of the variance that is common to a cluster, unless the cluster states its own.",
        example="0.3",
        default=0.3,
    )
    forecast_skill: Probability = column(
        "Share of the variance of a date that forecasts have taken away by its likely date; 0: nobody can forecast.",
        example="0.5",
        default=0.5,
    )
    warning_days: Days = column("How long before a date it is certain.", example="30", default=30)
