"""The periods for which a contract goes on by itself, as links of its chain: owed first, then those that can be stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY, DerivedDate, derived_end_of_months, financial_year, financial_year_label
from planner.domain.chains.link import ChainLink, Obstacle
from planner.domain.chains.prices import annual_part_pounds, running_pounds_per_day
from planner.domain.chains.stopping import Stopping
from planner.domain.contracts import Contract, ExtensionOption, OptionKind
from planner.domain.wording import calendar_day

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio

OWED = "rolling owed"
"""What the days of a rolling contract are called that no stop can end any more."""
BEYOND = "rolling further"
"""What the days are called on which it is in force no more."""
OVER = "periods over"
"""What the periods behind an exercised option are called that were over before the status date; they cost nothing."""


@dataclass(frozen=True)
class Tail:
    """What follows on a chain so far: the last day in force, and from which day its months count, and how many there are."""

    end: date
    begins: date
    months: int


@dataclass(frozen=True)
class _Period:
    """One period: its id, its days, and its price; `extends` is the last day in force before it."""

    id: str
    extends: date
    end: DerivedDate
    pounds: int
    ends_early: bool = False

    @property
    def begins(self) -> date:
        return self.extends + ONE_DAY


def running_links(portfolio: Portfolio, contract: Contract, tail: Tail | None) -> Iterator[ChainLink]:
    """The links of a contract that goes on by itself after `tail`; None: no end is stated, so it has begun already."""
    links = _Links(portfolio, contract, Stopping.of(portfolio, contract))
    if contract.rolling:
        found = links.rolling(None if tail is None else tail.end)
    else:
        assert tail is not None, contract.id  # only a rolling contract may state no end
        found = links.renewing(tail)
    first = next(found)
    if tail is not None and tail.end != contract.expiry_date and first.extends_end_date > tail.end:
        yield links.over(tail.end, first.extends_end_date)
    yield first
    yield from found


@dataclass(frozen=True)
class _Links:
    portfolio: Portfolio
    contract: Contract
    stopping: Stopping

    def renewing(self, tail: Tail) -> Iterator[ChainLink]:
        """The periods that are not over, up to the first that cannot begin, which says why."""
        ends = self.stopping.stopped_end(_ends(self.contract, tail))
        for period in self._periods(tail):
            obstacle = self._obstacle(period, ends, may_pass=False)
            if obstacle is not None:
                yield self._link(period, obstacle=obstacle)
                return
            if period.end.value >= self.portfolio.status_date:
                owed = ends is not None or not self.stopping.possible(period.extends)
                yield self._link(period, owed=owed)

    def over(self, end: date, until: date) -> ChainLink:
        """What went on from the end of an exercised option until the first period that is not over."""
        went_on = DerivedDate(until, (f"it went on by itself until {calendar_day(until)}",))
        return self._link(_Period(f"{self.contract.id}:{OVER}", end, went_on, pounds=0), owed=True)

    def _periods(self, tail: Tail) -> Iterator[_Period]:
        """Every period there would be, without an end; its months count from the original day on."""
        end, each, number = tail.end, self.contract.renewal_months or 0, 0
        if each < 1:
            raise ValueError(f"contract {self.contract.id} renews by {each} months, which is no period")
        while True:
            number += 1
            new_end = derived_end_of_months(tail.begins, tail.months + number * each)
            option = self._option(f"{self.contract.id}:renewal {number}")
            pounds = annual_part_pounds(self.contract, option, end + ONE_DAY, new_end.value)
            yield _Period(option.id, end, new_end, pounds)
            end = new_end.value

    def rolling(self, end: date | None) -> Iterator[ChainLink]:
        """The days that are owed, then what follows by financial years, each of which can end on any day.

        A contract that states no end is in force on the status date.
        """
        stopped = self.stopping.stopped_day(end)
        cap = min((day for day in (stopped, self.contract.maximum_end_date) if day is not None), default=date.max)
        ran_until = min(self.portfolio.status_date - ONE_DAY, cap)
        extends = ran_until if end is None else max(end, ran_until)
        owed_until = min(cap, stopped or self.stopping.earliest_end() or self.portfolio.horizon_date - ONE_DAY)
        if owed_until > extends:
            owed = self._days(OWED, extends, owed_until)
            yield self._link(owed, owed=True)
            extends = owed_until
        while extends < cap and extends + ONE_DAY < self.portfolio.horizon_date:
            period = self._year(extends, cap)
            yield self._link(period, owed=False)
            extends = period.end.value
        period = self._days(BEYOND, extends, self._year(extends, date.max).end.value, ends_early=True)
        yield self._link(period, obstacle=self._obstacle(period, stopped, may_pass=True) or Obstacle.BEYOND_MAXIMUM)

    def _year(self, extends: date, until: date) -> _Period:
        """The days up to the end of the financial year or `until`, at most up to the horizon where it lies ahead."""
        start = self.portfolio.financial_year_start_month
        year = financial_year(extends + ONE_DAY, start)
        end = min(date(year + 1, start, 1) - ONE_DAY, until)
        if extends + ONE_DAY < self.portfolio.horizon_date:
            end = min(end, self.portfolio.horizon_date - ONE_DAY)
        return self._days(f"rolling {financial_year_label(year, start)}", extends, end, ends_early=True)

    def _days(self, name: str, extends: date, end: date, *, ends_early: bool = False) -> _Period:
        pounds = (end - extends).days * running_pounds_per_day(self.contract)
        derived = DerivedDate(end, (f"it rolls on until {calendar_day(end)} at the latest",))
        if not ends_early:
            derived = DerivedDate(end, (f"it cannot be stopped before {calendar_day(end)}",))
        return _Period(f"{self.contract.id}:{name}", extends, derived, pounds, ends_early)

    def _obstacle(self, period: _Period, stopped: date | None, *, may_pass: bool) -> Obstacle | None:
        """Why the period cannot begin; a contract that rolls on may pass its maximum end within a period."""
        maximum, reaches = self.contract.maximum_end_date, period.begins if may_pass else period.end.value
        if stopped is not None and period.extends >= stopped:
            return Obstacle.STOPPED
        if maximum is not None and reaches > maximum:
            return Obstacle.BEYOND_MAXIMUM
        return Obstacle.AFTER_HORIZON if period.begins >= self.portfolio.horizon_date else None

    def _link(self, period: _Period, *, owed: bool = False, obstacle: Obstacle | None = None) -> ChainLink:
        days = self.stopping.days(period.extends)
        length_days = (period.end.value - period.extends).days
        return ChainLink(
            option=self._option(period.id),
            extends_end_date=period.extends,
            end=period.end,
            notice=days.notice,
            opens=days.opens,
            decision=days.decision,
            exercised=owed,
            obstacle=obstacle,
            unavailable_reason=None if obstacle is None else self._reason(period, obstacle),
            jurisdiction=self.stopping.jurisdiction,
            annual_part_pounds=period.pounds,
            minimum_days=1 if period.ends_early else length_days,
            assumed=self.stopping.terms.assumed,
            notice_assumed=self.stopping.terms.notice_assumed,
        )

    def _option(self, id: str) -> ExtensionOption:
        return ExtensionOption(
            id=id,
            contract=self.contract.id,
            sequence=1,
            kind=OptionKind.RENEWAL,
            months=self.contract.renewal_months,
            annual_price_pounds=self.contract.renewal_annual_price_pounds,
            provenance=self.contract.provenance,
        )

    def _reason(self, period: _Period, obstacle: Obstacle) -> str:
        if obstacle is Obstacle.STOPPED:
            return f"{self.contract.id} is stopped and ends on {calendar_day(period.extends)}"
        if obstacle is Obstacle.AFTER_HORIZON:
            return f"{period.id} would begin after the planning horizon"
        maximum = calendar_day(self.contract.maximum_end_date)
        if self.contract.rolling:
            return f"{self.contract.id} rolls on until its maximum end {maximum} and no longer"
        return f"{period.id} would run beyond the maximum end {maximum}"


def _ends(contract: Contract, tail: Tail) -> Iterable[date]:
    """The end with which the contract can be stopped first, then that of every period."""
    yield tail.end
    each = contract.renewal_months or 0
    for number in count(1):
        yield derived_end_of_months(tail.begins, tail.months + number * each).value
