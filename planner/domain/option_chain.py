"""The extension options of a contract laid on the calendar: ends, last days, prices, and which can still be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.domain.calendar import (
    ONE_DAY,
    DerivedDate,
    end_of_months,
    last_day_to_give_notice,
    missing_day_remark,
    notice_deadline,
)
from planner.domain.chains.link import ChainLink, Obstacle
from planner.domain.chains.notice_terms import NoticeTerms, notice_terms
from planner.domain.chains.prices import annual_part_pounds
from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionKind, OptionState
from planner.domain.wording import calendar_day, day_count

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio

__all__ = ["ChainLink", "Obstacle", "build_chain", "covered_until_date", "usable_links"]


def build_chain(portfolio: Portfolio, contract: Contract) -> tuple[ChainLink, ...]:
    """The options of a contract in sequence, available or not; ask `Portfolio.chain_by_contract`, which keeps them."""
    return tuple(_Chain(portfolio, contract).links())


def usable_links(portfolio: Portfolio, contract: Contract) -> tuple[ChainLink, ...]:
    """The links that can be used, in sequence: a plan takes a prefix of these."""
    chain = portfolio.chain_by_contract[contract.id]
    return tuple(link for link in chain if link.obstacle is None)


def covered_until_date(contract: Contract, links: tuple[ChainLink, ...]) -> date:
    """First day no longer covered when exactly these links are used."""
    return (links[-1].end.value if links else contract.expiry_date) + ONE_DAY


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
        links: list[ChainLink] = []
        begins, months, end = self._contract.expiry_date + ONE_DAY, 0, self._contract.expiry_date
        blocked: _Unusable | None = None
        for place, option in enumerate(self._options, start=1):
            if option.end_date is not None:
                begins, months = option.end_date + ONE_DAY, 0
            else:
                months += option.months or 0
            blocked = blocked or _hole(place, option)
            link = self._link(option, end, _end(option, begins, months), blocked)
            links.append(link)
            if blocked is None and link.obstacle is not None:
                blocked = _Unusable(Obstacle.BEHIND_ANOTHER, f"{option.id} before it cannot be used")
            end = link.end.value
        return links

    def _link(self, option: ExtensionOption, extends: date, end: DerivedDate, blocked: _Unusable | None) -> ChainLink:
        terms = notice_terms(self._portfolio.policy, self._contract, option)
        notice = self._notice_day(option, terms, extends)
        decision = _decision_day(notice, terms)
        exercised = option.id in self._exercised
        unusable = None if exercised else self._unusable(option, end.value, decision.value, blocked)
        length_days = (end.value - extends).days
        minimum = option.minimum_commitment_days
        return ChainLink(
            option=option,
            extends_end_date=extends,
            end=end,
            notice=notice,
            decision=decision,
            exercised=exercised,
            obstacle=unusable.obstacle if unusable else None,
            unavailable_reason=unusable.reason if unusable else None,
            jurisdiction=self._jurisdiction,
            annual_part_pounds=annual_part_pounds(self._contract, option, extends + ONE_DAY, end.value),
            minimum_days=length_days if minimum is None else min(minimum, length_days),
            assumed=terms.assumed,
            notice_assumed=terms.notice_assumed or terms.award_assumed,
        )

    def _notice_day(self, option: ExtensionOption, terms: NoticeTerms, extends: date) -> DerivedDate:
        if option.kind is not OptionKind.BRIDGE:
            return notice_deadline(extends, terms.notice, self._jurisdiction, assumed=terms.notice_assumed)
        return self._bridge_start(terms, extends)

    def _bridge_start(self, terms: NoticeTerms, extends: date) -> DerivedDate:
        """The last day to start the award of a bridge: the first bare day less the time to award it and its own notice."""
        bare = extends + ONE_DAY
        day = DerivedDate(extends, (f"in force until {calendar_day(extends)}",))
        day = day.then(bare, f"{calendar_day(bare)} is the first bare day")
        award = bare - timedelta(days=terms.award_days)
        assumed = " (assumed, none is stated)" if terms.award_assumed else ""
        if terms.award_days or terms.award_assumed:
            day = day.then(award, f"less {day_count(terms.award_days)} to award it{assumed}: {calendar_day(award)}")
        if terms.notice == Notice():
            return day
        to, remark = last_day_to_give_notice(award, terms.notice, self._jurisdiction)
        return day.then(to, f"less {terms.notice} of notice{remark}: {calendar_day(to)}")

    def _unusable(
        self, option: ExtensionOption, end: date, decision: date, blocked: _Unusable | None
    ) -> _Unusable | None:
        if blocked is not None:
            return blocked
        maximum = self._contract.maximum_end_date
        if option.state in (OptionState.LAPSED, OptionState.REFUSED):
            lapsed = option.state is OptionState.LAPSED
            return _Unusable(Obstacle.LAPSED if lapsed else Obstacle.REFUSED, f"{option.id} is {option.state.value}")
        if decision < self._portfolio.status_date:
            return _Unusable(Obstacle.TOO_LATE, f"the last day to decide on {option.id} was {calendar_day(decision)}")
        if maximum is not None and end > maximum:
            reason = f"{option.id} would run beyond the maximum end {calendar_day(maximum)}"
            return _Unusable(Obstacle.BEYOND_MAXIMUM, reason)
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
    end = end_of_months(begins, months)
    length = f"{months} month" if months == 1 else f"{months} months"
    remark = missing_day_remark(begins, months)
    return DerivedDate(end, (f"{length} from {calendar_day(begins)} on{remark}: in force until {calendar_day(end)}",))


def _decision_day(notice: DerivedDate, terms: NoticeTerms) -> DerivedDate:
    to = notice.value - timedelta(days=terms.lead_days)
    assumed = " (assumed, none is stated)" if terms.lead_assumed else ""
    approval = f"less {day_count(terms.lead_days)} of internal approval{assumed}"
    approval = approval if terms.lead_days or terms.lead_assumed else "no internal lead time"
    return notice.then(to, f"{approval}: decide by {calendar_day(to)}")
