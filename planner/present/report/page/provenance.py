"""Where the report comes from: the foot of every page, and the last line."""

from __future__ import annotations

from datetime import date

from planner.present.report.board.view import ReportView
from planner.present.wording import day_of_year, long_day, shortened

LONGEST_TITLE = 44


def footer_of(view: ReportView) -> str:
    """What stands at the foot of every printed page."""
    return f"{shortened(view.title, LONGEST_TITLE)} · position at {long_day(view.portfolio.status_date)}"


def footnote_of(view: ReportView) -> str:
    """What the figures mean."""
    begins = date(view.portfolio.status_date.year, view.portfolio.financial_year_start_month, 1)
    return (
        f"Money in whole units of {view.currency}, without discounting; the financial year begins on "
        f"{day_of_year(begins)}. Days are counted from the position date. Exposure is the price of days without cover."
    )
