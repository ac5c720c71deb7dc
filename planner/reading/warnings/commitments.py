"""Decisions already taken whose own date does not fit what they decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import BINDING_KINDS, STATED_ELSEWHERE, CommitmentKind, DecisionTaken
from planner.domain.findings import Finding
from planner.domain.option_chain import ChainLink
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day
from planner.reading.cells.located import Place, Tables

DATED_KINDS = (*BINDING_KINDS, CommitmentKind.STOP_SERVED, CommitmentKind.BRIDGE_BEGUN, *STATED_ELSEWHERE)
"""Kinds whose date is the day on which it happened."""


def odd_commitments(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Notices served after their last day or before their window, options exercised too late, and days in the future.

    Also refusals and answers that the state of the option, or the commitment of the organisation, does not say.
    """
    links = _links_of(portfolio)
    for taken in portfolio.decisions_taken:
        if taken.kind in BINDING_KINDS and taken.agreed_date is not None:
            link, place = links[taken.subject], tables.place("commitments", taken.id)
            yield from _late(taken, link, place)
            yield from _before_window(taken, link, place)
        if taken.kind in DATED_KINDS:
            yield from _in_future(portfolio, taken, tables.place("commitments", taken.id))
        if taken.kind in STATED_ELSEWHERE:
            yield from _not_stated(portfolio, taken, tables.place("commitments", taken.id))


def _links_of(portfolio: Portfolio) -> Mapping[str, ChainLink]:
    named = {taken.subject for taken in portfolio.decisions_taken if taken.kind in BINDING_KINDS}
    contracts = {option.contract for option in portfolio.options if option.id in named}
    chains = (portfolio.chain_by_contract[contract] for contract in sorted(contracts))
    return {link.option.id: link for chain in chains for link in chain}


def _late(taken: DecisionTaken, link: ChainLink, place: Place) -> Iterator[Finding]:
    given = taken.agreed_date
    assert given is not None
    if given > link.extends_end_date:
        end = calendar_day(link.extends_end_date)
        message = f'"{taken.subject}" was decided on {calendar_day(given)}, after the end it extends, {end}'
        cure = "check the day and the expiry; what has ended cannot be extended"
        yield place.warning("decided-after-end", "agreed_date", message, cure=cure)
    elif given > link.notice.value:
        last = calendar_day(link.notice.value) + (" (assumed)" if link.notice_assumed else "")
        served = "notice was served" if taken.kind is CommitmentKind.NOTICE_SERVED else "it was exercised"
        message = f'{served} for "{taken.subject}" on {calendar_day(given)}, after the last day for it, {last}'
        cure = "check the day and the notice; ask the supplier to confirm that it accepts the late notice"
        yield place.warning("notice-after-last-day", "agreed_date", message, cure=cure)


def _before_window(taken: DecisionTaken, link: ChainLink, place: Place) -> Iterator[Finding]:
    given = taken.agreed_date
    if taken.kind is not CommitmentKind.NOTICE_SERVED or link.opens is None or given is None:
        return
    if given < link.opens.value:
        window = f"from {calendar_day(link.opens.value)} to {calendar_day(link.notice.value)}"
        message = (
            f'notice was served for "{taken.subject}" on {calendar_day(given)}, before its window opened: {window}'
        )
        cure = "check the day and the earliest notice; ask the supplier to confirm that it accepts the early notice"
        yield place.warning("notice-before-window", "agreed_date", message, cure=cure)


def _in_future(portfolio: Portfolio, taken: DecisionTaken, place: Place) -> Iterator[Finding]:
    if taken.agreed_date is not None and taken.agreed_date > portfolio.status_date:
        today = calendar_day(portfolio.status_date)
        message = f"{taken.kind} is dated {calendar_day(taken.agreed_date)}, after the status date {today}"
        cure = "check the day, or remove the row until it has happened"
        yield place.warning("decided-in-future", "agreed_date", message, cure=cure)


def _not_stated(portfolio: Portfolio, taken: DecisionTaken, place: Place) -> Iterator[Finding]:
    """A plan goes by the state and the commitment, so the row alone would change nothing."""
    states: tuple[str, ...] = (Commitment.COMMITTED, Commitment.DECLINED)
    where, stated = "organisations", ""
    if taken.kind is CommitmentKind.ANSWER_GIVEN:
        stated = portfolio.organisation_by_id[taken.subject].commitment
    else:
        states = (OptionState.REFUSED if taken.kind is CommitmentKind.OPTION_REFUSED else OptionState.LAPSED,)
        where, stated = "options", portfolio.option_by_id[taken.subject].state
    if stated not in states:
        message = f'{taken.kind}, but {where} says that "{taken.subject}" is {stated}, and plans go by that'
        cure = f"write {' or '.join(states)} into {where}, or remove this row"
        yield place.warning("decision-not-stated", "kind", message, cure=cure)
