"""The extension options of a contract laid on the calendar: ends, last days, prices, and which can still be used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY, DerivedDate, derived_end_of_months
from planner.domain.chains.link import ChainLink, Obstacle
from planner.domain.chains.notice_days import NoticeDays, notice_days
from planner.domain.chains.notice_terms import notice_terms
from planner.domain.chains.prices import annual_part_pounds
from planner.domain.chains.renewals import Tail, running_links
from planner.domain.contracts import Contract, ExtensionOption, OptionState
from planner.domain.wording import calendar_day

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio

__all__ = ["ChainLink", "Obstacle", "build_chain", "covered_until_date", "first_end_date", "usable_links"]


def build_chain(portfolio: Portfolio, contract: Contract) -> tuple[ChainLink, ...]:
    """The options of a contract in sequence, available or not; ask `Portfolio.chain_by_contract`, which keeps them.

    Of a contract that goes on by itself: the options exercised, then the periods that are not over before the status date.
    The last of these is the one that cannot begin, with the reason.
    """
    return tuple(_Chain(portfolio, contract).links())


def usable_links(portfolio: Portfolio, contract: Contract) -> tuple[ChainLink, ...]:
    """The links that can be used, in sequence: a plan takes a prefix of these."""
    chain = portfolio.chain_by_contract[contract.id]
    return tuple(link for link in chain if link.obstacle is None)


def first_end_date(contract: Contract, chain: tuple[ChainLink, ...]) -> date:
    """The last day in force where no link of the chain is used: the expiry, or the end of what is over already."""
    return chain[0].extends_end_date if chain else contract.stated_expiry_date


def covered_until_date(contract: Contract, links: tuple[ChainLink, ...]) -> date:
    """First day no longer covered when exactly these links are used."""
    return (links[-1].end.value if links else first_end_date(contract, links)) + ONE_DAY


@dataclass(frozen=True)
class _Unusable:
    obstacle: Obstacle
    reason: str


class _Chain:
    """The chain of one contract, built link by link."""

    def __init__(self, portfolio: Portfolio, contract: Contract) -> None:
        self._portfolio, self._contract = portfolio, contract
        self._options = portfolio.options_by_contract[contract.id]
        self._jurisdiction = contract.jurisdiction or portfolio.jurisdiction
        self._exercised = _exercised_options(portfolio, self._options)

    def links(self) -> list[ChainLink]:
        """Every link; one that cannot be used, or a hole in the sequence, blocks those behind it."""
        expiry = self._contract.expiry_date
        if expiry is None:
            return list(running_links(self._portfolio, self._contract, None))
        if self._contract.runs_on:
            exercised = tuple(option for option in self._options if option.id in self._exercised)
            links, tail = self._laid_out(exercised, Tail(end=expiry, begins=expiry + ONE_DAY, months=0))
            return [*links, *running_links(self._portfolio, self._contract, tail)]
        return self._laid_out(self._options, Tail(end=expiry, begins=expiry + ONE_DAY, months=0))[0]

    def _laid_out(self, options: tuple[ExtensionOption, ...], tail: Tail) -> tuple[list[ChainLink], Tail]:
        """The links of these options after the end of `tail`, and what follows on them."""
        links: list[ChainLink] = []
        blocked: _Unusable | None = None
        for place, option in enumerate(options, start=1):
            if option.end_date is not None:
                tail = replace(tail, begins=option.end_date + ONE_DAY, months=0)
            else:
                tail = replace(tail, months=tail.months + (option.months or 0))
            blocked = blocked or _hole(place, option)
            whole = _end(option, tail.begins, tail.months)
            link = self._link(option, tail.end, self._cut(option, tail.end, whole), whole, blocked)
            links.append(link)
            if blocked is None and link.obstacle is not None:
                blocked = _Unusable(Obstacle.BEHIND_ANOTHER, f"{option.id} before it cannot be used")
            tail = replace(tail, end=link.end.value)
        return links, tail

    def _cut(self, option: ExtensionOption, extends: date, whole: DerivedDate) -> DerivedDate:
        """The end of an option "up to" so many months: the maximum end, where it would pass it."""
        maximum = self._contract.maximum_end_date
        if not option.up_to or maximum is None or not extends < maximum < whole.value:
            return whole
        return whole.then(maximum, f"it stops at the maximum end {calendar_day(maximum)}")

    def _link(
        self, option: ExtensionOption, extends: date, end: DerivedDate, whole: DerivedDate, blocked: _Unusable | None
    ) -> ChainLink:
        terms = notice_terms(self._portfolio.policy, self._contract, option)
        days = notice_days(option.kind, terms, extends, self._jurisdiction)
        exercised = option.id in self._exercised
        unusable = None if exercised else self._unusable(option, end.value, days, blocked)
        length_days = (end.value - extends).days
        minimum = option.minimum_commitment_days
        begins, cut = extends + ONE_DAY, end != whole
        return ChainLink(
            option=option,
            extends_end_date=extends,
            end=end,
            notice=days.notice,
            opens=days.opens,
            decision=days.decision,
            exercised=exercised,
            obstacle=unusable.obstacle if unusable else None,
            unavailable_reason=unusable.reason if unusable else None,
            jurisdiction=self._jurisdiction,
            annual_part_pounds=annual_part_pounds(self._contract, option, begins, end.value, cut=cut),
            minimum_days=length_days if minimum is None else min(minimum, length_days),
            assumed=terms.assumed,
            notice_assumed=terms.notice_assumed or terms.award_assumed,
        )

    def _unusable(
        self, option: ExtensionOption, end: date, days: NoticeDays, blocked: _Unusable | None
    ) -> _Unusable | None:
        if blocked is not None:
            return blocked
        maximum, decision = self._contract.maximum_end_date, days.decision.value
        if option.state in (OptionState.LAPSED, OptionState.REFUSED):
            lapsed = option.state is OptionState.LAPSED
            return _Unusable(Obstacle.LAPSED if lapsed else Obstacle.REFUSED, f"{option.id} is {option.state.value}")
        if maximum is not None and end > maximum:
            reason = f"{option.id} would run beyond the maximum end {calendar_day(maximum)}"
            return _Unusable(Obstacle.BEYOND_MAXIMUM, reason)
        if days.never_open:
            assert days.opens is not None
            first, last = calendar_day(days.opens.value), calendar_day(days.notice.value)
            reason = f"notice of {option.id} can be given from {first} on, after its last day {last}"
            return _Unusable(Obstacle.NEVER_OPENS, reason)
        if decision < self._portfolio.status_date:
            return _Unusable(Obstacle.TOO_LATE, f"the last day to decide on {option.id} was {calendar_day(decision)}")
        return None


def _hole(place: int, option: ExtensionOption) -> _Unusable | None:
    """What blocks an option whose place in the chain comes before its sequence: one before it is missing."""
    if option.sequence <= place:
        return None
    return _Unusable(Obstacle.HOLE, f"{option.id} has the sequence {option.sequence} and there is no {place}")


def _exercised_options(portfolio: Portfolio, chain: tuple[ExtensionOption, ...]) -> frozenset[str]:
    """Options exercised, by their state or by a decision taken, and those before them, without which they could not be."""
    bound = portfolio.bound_options
    decided = [
        place for place, option in enumerate(chain) if option.state is OptionState.EXERCISED or option.id in bound
    ]
    last = max(decided, default=-1)
    return frozenset(
        option.id
        for place, option in enumerate(chain)
        if place in decided or (place < last and option.state is OptionState.AVAILABLE)
    )


def _end(option: ExtensionOption, begins: date, months: int) -> DerivedDate:
    """The last day in force: the stated one, or that of so many whole months from the day `begins` on."""
    if option.end_date is not None:
        return DerivedDate(option.end_date, (f"{option.id} runs until {calendar_day(option.end_date)} as stated",))
    return derived_end_of_months(begins, months)
