"""Money at risk by financial quarter, or by financial year where there are too many quarters for one picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from planner.domain.calendar import FinancialQuarter, financial_quarter, financial_year_label
from planner.domain.rules import Term
from planner.plan.ledger import Charge
from planner.plan.quarters import TO_COMMIT, pounds_by_quarter
from planner.present.report.board.view import ReportView

MOST_QUARTERS = 20


@dataclass(frozen=True, kw_only=True)
class Period:
    """A quarter or a year, and the pounds in it: exposure if nobody acts and under the plan, and what is to be committed.

    `name` is `Q2` or blank for a year; `year` is the label of its financial year, `long_name` both of them.
    """

    name: str
    year: str
    if_nobody_acts: int
    exposure: int
    to_commit: int

    @property
    def long_name(self) -> str:
        """For instance `Q2 of 2026-27`, `2026-27`."""
        return f"{self.name} of {self.year}" if self.name else self.year


def money_at_risk(view: ReportView) -> tuple[Period, ...]:
    """Every period from that of the status date to the last with any pounds, counted as `PlanCase.quarters` counts them."""
    quarters = tuple(_quarters(view))
    return quarters if len(quarters) <= MOST_QUARTERS else tuple(_years(quarters))


def _quarters(view: ReportView) -> Iterator[Period]:
    portfolio = view.portfolio
    nobody = pounds_by_quarter(portfolio, _exposures(view.charges_if_nobody_acts))
    exposure = pounds_by_quarter(portfolio, _exposures(view.charges))
    commit = _to_commit(view)
    quarter = financial_quarter(portfolio.status_date, portfolio.financial_year_start_month)
    last = max([quarter, *nobody, *exposure, *commit])
    while quarter <= last:
        yield Period(
            name=f"Q{quarter.number}",
            year=financial_year_label(quarter.year, quarter.start_month),
            if_nobody_acts=nobody.get(quarter, 0),
            exposure=exposure.get(quarter, 0),
            to_commit=commit.get(quarter, 0),
        )
        quarter = financial_quarter(quarter.until_date, quarter.start_month)


def _exposures(charges: tuple[Charge, ...]) -> Iterator[Charge]:
    return (charge for charge in charges if charge.term is Term.EXPOSURE)


def _to_commit(view: ReportView) -> Mapping[FinancialQuarter, int]:
    pounds: dict[FinancialQuarter, int] = defaultdict(int)
    for act in view.acts:
        if act.act in TO_COMMIT:
            day = max(act.acting_date, view.portfolio.status_date)
            pounds[financial_quarter(day, view.portfolio.financial_year_start_month)] += act.pounds or 0
    return pounds


def _years(quarters: tuple[Period, ...]) -> Iterator[Period]:
    for year, found in groupby(quarters, key=lambda quarter: quarter.year):
        held = list(found)
        yield Period(
            name="",
            year=year,
            if_nobody_acts=sum(quarter.if_nobody_acts for quarter in held),
            exposure=sum(quarter.exposure for quarter in held),
            to_commit=sum(quarter.to_commit for quarter in held),
        )
