"""What is uncovered in each financial quarter of the sampled futures: with the plan's options, and with nothing decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.domain.calendar import FinancialQuarter, financial_quarter
from planner.domain.portfolio import Portfolio
from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.intervals import mean_of
from planner.risk.measuring import Measured, Prefixes, percentile
from planner.risk.records import Answer, QuarterRisk


def quarter_rows(measured: Measured) -> Iterator[QuarterRisk]:
    """A row for each quarter, from that of the status date to the last with any exposure in any draw."""
    spans = _Spans(measured.portfolio)
    plan = _by_quarter(measured, spans, measured.prefixes(Answer.PLAN))
    nothing = _by_quarter(measured, spans, measured.prefixes(Answer.NOTHING))
    none = np.zeros(measured.sample.draws)
    for place in _places({0, *plan, *nothing}):
        pounds, undecided = plan.get(place, none), nothing.get(place, none)
        mean = mean_of(measured.sample.by_batch(pounds), span=float(np.ptp(pounds)))
        yield QuarterRisk(
            quarter=spans.quarter(place),
            mean_pounds=round(mean.value),
            error=round(mean.half_width),
            p10_pounds=percentile(pounds, 0.1),
            p50_pounds=percentile(pounds, 0.5),
            p90_pounds=percentile(pounds, 0.9),
            nothing_mean_pounds=round(float(np.mean(undecided))),
            nothing_p50_pounds=percentile(undecided, 0.5),
        )


def _places(used: set[int]) -> range:
    return range(min(used), max(used) + 1)


@dataclass(frozen=True)
class _Spans:
    """The quarters of a portfolio by their place: 0 is that of the status date."""

    portfolio: Portfolio

    @cached_property
    def first(self) -> FinancialQuarter:
        return financial_quarter(self.portfolio.status_date, self.portfolio.financial_year_start_month)

    def quarter(self, place: int) -> FinancialQuarter:
        years, number = divmod(self.first.number - 1 + place, 4)
        return FinancialQuarter(self.first.year + years, number + 1, self.first.start_month)

    def days(self, place: int) -> tuple[int, int]:
        """Its first day, and the first day after it."""
        quarter = self.quarter(place)
        return self.portfolio.day_of(quarter.from_date), self.portfolio.day_of(quarter.until_date)

    def touched(self, from_day: int, until_day: int) -> Iterator[int]:
        """The quarters that days lie in."""
        place = self._place_of(from_day)
        while self.days(place)[0] < until_day:
            yield place
            place += 1

    def _place_of(self, day: int) -> int:
        quarter = financial_quarter(self.portfolio.date_of(day), self.portfolio.financial_year_start_month)
        return 4 * (quarter.year - self.first.year) + quarter.number - self.first.number


def _by_quarter(measured: Measured, spans: _Spans, prefixes: Prefixes) -> Mapping[int, Floats]:
    """The pounds of exposure in each draw by quarter; contracts that nobody can leave are left out."""
    found: dict[int, Floats] = {}
    for place, costs in enumerate(measured.costs):
        if measured.no_route[place]:
            continue
        covered = measured.covered_until(place, prefixes[costs.contract.id])
        needed = measured.sample.needed[place].astype(np.int64)
        late = np.flatnonzero(needed > covered)
        for quarter, days in _spread(spans, covered[late], needed[late]):
            there = found.setdefault(quarter, np.zeros(measured.sample.draws))
            there[late] += days * float(costs.exposure_pounds_per_day)
    return found


def _spread(spans: _Spans, from_days: Days, until_days: Days) -> Iterator[tuple[int, Days]]:
    """How many of these days lie in each quarter that any of them lies in."""
    if len(from_days):
        for quarter in spans.touched(int(from_days.min()), int(until_days.max())):
            begin, end = spans.days(quarter)
            yield quarter, np.maximum(0, np.minimum(until_days, end) - np.maximum(from_days, begin))
