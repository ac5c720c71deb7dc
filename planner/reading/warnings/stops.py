"""Stops that were served too late for the end that was meant, before their window opened, or without a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.chains.stopping import Stopping
from planner.domain.contracts import Contract
from planner.domain.findings import Finding
from planner.domain.option_chain import Obstacle
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day
from planner.reading.cells.located import Place, Tables


def odd_stops(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Every stop that has been served."""
    for subject, taken in portfolio.stop_by_contract.items():
        contract, place = portfolio.contract_by_id[subject], tables.place("commitments", taken.id)
        if taken.agreed_date is None:
            message = "it states no day, so it counts as served in time for the next end"
            yield place.warning("stop-without-day", "agreed_date", message, cure="write the day on which it was served")
        else:
            yield from _Stop(portfolio, contract, taken.agreed_date, place).findings()


@dataclass(frozen=True)
class _Stop:
    portfolio: Portfolio
    contract: Contract
    served: date
    place: Place

    def findings(self) -> Iterator[Finding]:
        """What does not fit its day; nothing where the maximum end comes before its effect."""
        chain = self.portfolio.chain_by_contract[self.contract.id]
        if not chain or chain[-1].obstacle is not Obstacle.STOPPED:
            return
        end = chain[-1].extends_end_date
        yield from self._before_window(end)
        missed = next((link.extends_end_date for link in chain if link.by_itself and link.end.value == end), None)
        if missed is not None and (not self.contract.rolling or missed == self.contract.expiry_date):
            yield from self._after_last_day(missed, end)

    def _before_window(self, end: date) -> Iterator[Finding]:
        days = Stopping.of(self.portfolio, self.contract).days(end)
        if days.opens is not None and self.served < days.opens.value:
            window = f"from {calendar_day(days.opens.value)} to {calendar_day(days.notice.value)}"
            message = f"{self._said}, before its window opened: {window}"
            cure = "check the day and the earliest notice; ask the supplier whether it accepts the early notice"
            yield self.place.warning("notice-before-window", "agreed_date", message, cure=cure)

    def _after_last_day(self, missed: date, end: date) -> Iterator[Finding]:
        stopping = Stopping.of(self.portfolio, self.contract)
        last = stopping.days(missed).notice.value
        if last < self.served <= missed:
            assumed = " (assumed)" if stopping.terms.notice_assumed else ""
            late = f"after the last day {calendar_day(last)}{assumed} for the end on {calendar_day(missed)}"
            message = f"{self._said}, {late}: the contract ends on {calendar_day(end)}"
            cure = "check the day and the notice; ask the supplier whether it accepts the late notice"
            yield self.place.warning("notice-after-last-day", "agreed_date", message, cure=cure)

    @property
    def _said(self) -> str:
        return f'the stop of "{self.contract.id}" was served on {calendar_day(self.served)}'
