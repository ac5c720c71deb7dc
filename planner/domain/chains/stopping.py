"""Stopping a contract that goes on by itself: by when, whether it still can be, and when a stop that is served ends it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.chains.notice_days import NoticeDays, notice_days
from planner.domain.chains.notice_terms import NoticeTerms, stop_terms
from planner.domain.contracts import Contract, OptionKind
from planner.domain.decisions_taken import DecisionTaken

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio


@dataclass(frozen=True)
class Stopping:
    """The terms of a stop, the day from which one can be decided, and the stop that has been served, if any."""

    terms: NoticeTerms
    jurisdiction: str
    status_date: date
    served: DecisionTaken | None

    @classmethod
    def of(cls, portfolio: Portfolio, contract: Contract) -> Stopping:
        """That of a contract."""
        return cls(
            terms=stop_terms(portfolio.policy, contract),
            jurisdiction=contract.jurisdiction or portfolio.jurisdiction,
            status_date=portfolio.status_date,
            served=portfolio.stop_by_contract.get(contract.id),
        )

    def days(self, end: date) -> NoticeDays:
        """The days of the stop with which the contract ends on `end`."""
        return notice_days(OptionKind.RENEWAL, self.terms, end, self.jurisdiction)

    def possible(self, end: date) -> bool:
        """Whether it can still be decided to stop the contract with this end."""
        days = self.days(end)
        return not days.never_open and days.decision.value >= self.status_date

    def stopped_end(self, ends: Iterable[date]) -> date | None:
        """The first of these ends for which the stop that has been served is in time; None where none is served.

        A stop without a day counts as in time for the first end that is not past.
        """
        if self.served is None:
            return None
        return next(end for end in ends if self._in_time(end))

    def _in_time(self, end: date) -> bool:
        assert self.served is not None
        if self.served.agreed_date is None:
            return end >= self.status_date
        return self.days(end).notice.value >= self.served.agreed_date

    def stopped_day(self, expiry: date | None) -> date | None:
        """The day on which a rolling contract ends after the stop that has been served, not before its expiry."""
        if self.served is None:
            return None
        if self.served.agreed_date is None and expiry is not None and expiry >= self.status_date:
            return expiry
        ends = self._first_end(self.served.agreed_date or self.status_date, lead=False)
        return ends if expiry is None else max(expiry, ends)

    def earliest_end(self) -> date | None:
        """The first day with which a stop that is decided on the status date ends a rolling contract; None: no stop can."""
        end = self._first_end(self.status_date, lead=True)
        return None if self.days(end).never_open else end

    def _first_end(self, acted: date, *, lead: bool) -> date:
        """The first day for which what is done on `acted` is in time: the decision with its lead, or the notice itself."""

        def in_time(ahead: int) -> bool:
            days = self.days(acted + timedelta(days=ahead))
            return (days.decision if lead else days.notice).value >= acted

        most = 64
        while not in_time(most):
            most *= 2
        return acted + timedelta(days=bisect_left(range(most), True, key=in_time))
