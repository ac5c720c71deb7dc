"""Days on which an act cannot have been done: after its last day, before its window, long ago; or that need no act."""

from __future__ import annotations

from datetime import date

from planner.domain.calendar import add_months
from planner.domain.chains.link import ChainLink
from planner.domain.chains.stopping import Stopping
from planner.domain.deciding.act_ids import ActId, ActWord
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day
from planner.errors import DecisionError
from planner.reading.deciding.edits import KINDS
from planner.reading.deciding.records import Decision, Outcome

LONGEST_MONTHS = 120
"""A day longer ago than that is a slip of the pen."""
OF_NOTICE = (
    (ActWord.NOTICE, Outcome.DONE),
    (ActWord.NOTICE, Outcome.NOTICE_SERVED),
    (ActWord.BUY, Outcome.NOTICE_SERVED),
)
"""Decisions that say that notice was given."""


def refuse_days(portfolio: Portfolio, decision: Decision) -> None:
    """Raise `DecisionError` where the day of a decision does not fit the act.

    The last day of an approval is that of its notice: an approval may end after the last day to start it.
    """
    day, act = decision.day, decision.act
    if decision.until is not None:
        _refuse_exposure(portfolio, act, decision.until)
    if day is None or (act.word, decision.outcome) not in KINDS or decision.outcome is Outcome.AGREED:
        return
    if day < add_months(portfolio.status_date, -LONGEST_MONTHS):
        message = f"{calendar_day(day)} lies more than ten years before the status date"
        raise DecisionError("long-ago", message, "check the year")
    if act.table == "options":
        link = portfolio.link_by_option.get(act.subject)
        if link is not None:
            _refuse_of_option(link, decision, day)
    if act.word is ActWord.STOP:
        _refuse_of_stop(portfolio, act.subject, day)


def _refuse_exposure(portfolio: Portfolio, act: ActId, until: date) -> None:
    """No day is without cover before a contract ends for the first time, so none can be accepted."""
    if act.table != "contracts":
        raise DecisionError("no-exposure", f"{act} is no exposure, so it has no last day", "leave the last day out")
    end = portfolio.first_end_by_contract[act.subject]
    if until <= end:
        message = f"{calendar_day(until)} is no day without cover: {act.subject} is in force until {calendar_day(end)}"
        raise DecisionError(
            "covered", message, "name the last day that is accepted, or leave it out to accept them all"
        )


def _refuse_of_option(link: ChainLink, decision: Decision, day: date) -> None:
    subject = decision.act.subject
    if day > link.notice.value:
        last = calendar_day(link.notice.value) + (" (assumed)" if link.notice_assumed else "")
        message = f"{calendar_day(day)} lies after {last}, the last day for notice of {subject}"
        cure = "check the day; if the supplier accepts late notice all the same, write the row into commitments.csv"
        raise DecisionError("after-last-day", message, cure)
    given = (decision.act.word, decision.outcome) in OF_NOTICE
    if given and link.opens is not None and day < link.opens.value:
        raise _too_early(subject, day, link.opens.value)


def _refuse_of_stop(portfolio: Portfolio, contract: str, day: date) -> None:
    """A stop is never too late, it only ends the contract later; before its window it is too early."""
    record = portfolio.contract_by_id[contract]
    stopping = Stopping.of(portfolio, record)
    chain = portfolio.chain_by_contract[contract]
    ends = [portfolio.first_end_by_contract[contract], *(link.end.value for link in chain)]
    end = next((end for end in ends if stopping.days(end).notice.value >= day), None)
    opens = stopping.days(end).opens if end is not None and not record.rolling else None
    if opens is not None and day < opens.value:
        raise _too_early(contract, day, opens.value)


def _too_early(subject: str, day: date, opens: date) -> DecisionError:
    first = f"{calendar_day(opens)}, the first day for notice of {subject}"
    message = f"{calendar_day(day)} lies before {first}"
    cure = "check the day; if the supplier accepts early notice all the same, write the row into commitments.csv"
    return DecisionError("before-window", message, cure)


def ends_after_stop(portfolio: Portfolio, contract: str) -> date | None:
    """The last day in force of a contract that is stopped; None where it is not."""
    if contract not in portfolio.stop_by_contract:
        return None
    chain = [link for link in portfolio.chain_by_contract[contract] if link.obstacle is None]
    return chain[-1].end.value if chain else portfolio.first_end_by_contract[contract]
