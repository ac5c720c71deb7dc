"""The decision register: what has to be decided for a plan to hold, by whom, by when, and what happens otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY, show_date
from planner.domain.contracts import OptionKind
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.plan.breaches.breach import days
from planner.plan.flagging.facts import begin_day, options_needed
from planner.plan.flagging.headroom import headroom_note
from planner.plan.flagging.owners import decision_owner, undecided_organisations
from planner.plan.flagging.words import money
from planner.plan.ledger import exposure_price
from planner.plan.register.records import Consequence, Decision
from planner.plan.schedule import ContractCover

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase

__all__ = ["Consequence", "Decision", "decision_register"]


def decision_register(case: PlanCase) -> tuple[Decision, ...]:
    """The options a plan uses and nobody has exercised yet, ordered by the last day to decide; ask `PlanCase.acts`."""
    covers = case.schedule.contracts.values()
    decisions = [decision for cover in covers for decision in _decisions(case.portfolio, cover)]
    return tuple(sorted(decisions, key=lambda decision: (decision.decide_by_date, decision.contract, decision.option)))


def _decisions(portfolio: Portfolio, cover: ContractCover) -> list[Decision]:
    link_of = {link.option.id: link for link in cover.used}
    return [
        Decision(
            contract=cover.contract.id,
            option=needed.option,
            kind=needed.kind,
            supplier=cover.contract.supplier,
            pounds=needed.pounds,
            full_price_pounds=link_of[needed.option].full_price_pounds,
            covers_from_date=link_of[needed.option].extends_end_date + ONE_DAY,
            covers_until_date=needed.until_date,
            notice_date=needed.notice_date,
            decide_by_date=needed.decide_by_date,
            days_left=needed.days_left,
            urgent=needed.days_left <= portfolio.policy.alert_window_days,
            owner=decision_owner(portfolio, cover.contract),
            derivation=needed.derivation,
            if_nobody_decides=_consequence(portfolio, cover, link_of[needed.option]),
            agreement_probability=link_of[needed.option].option.agreement_probability,
            negotiation=needed.kind is not OptionKind.OPTION,
            headroom=headroom_note(cover, link_of[needed.option]),
            undecided=undecided_organisations(portfolio, cover.contract),
        )
        for needed in options_needed(portfolio, cover)
    ]


def _consequence(portfolio: Portfolio, cover: ContractCover, link: ChainLink) -> Consequence:
    begins = begin_day(portfolio, link)
    uncovered = max(0, cover.needed_until_day - begins)
    pounds = uncovered * exposure_price(portfolio, cover.contract)
    place = cover.chain.index(link)
    lost = tuple(later.option.id for later in cover.chain[place + 1 :] if later.unavailable_reason is None)
    return Consequence(
        uncovered_from_date=portfolio.date_of(begins) if uncovered else None,
        uncovered_days=uncovered,
        exposure_pounds=pounds,
        options_lost=lost,
        sentence=_sentence(portfolio, cover, begins, uncovered, pounds, lost),
    )


def _sentence(
    portfolio: Portfolio, cover: ContractCover, begins: int, uncovered: int, pounds: int, lost: tuple[str, ...]
) -> str:
    if uncovered:
        first = show_date(portfolio.date_of(begins))
        gap = f"{cover.contract.id} is uncovered from {first} for {days(uncovered)}: {money(portfolio, pounds)} of exposure"
    else:
        gap = f"nothing is uncovered: {cover.contract.id} is not needed any more by then"
    return f"{gap}; {' and '.join(lost)} can then not be used either" if lost else gap
