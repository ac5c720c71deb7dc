"""Acts that are decided and need nobody any more: what was decided, by whom, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from planner.domain.decisions_taken import NOTED_KINDS, CommitmentKind, DecisionTaken
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis
from planner.domain.wording import calendar_day
from planner.plan.flagging.owners import decision_owner, organisation_name
from planner.plan.register.records import ActKind, ActState, act_id

ACTS: Mapping[CommitmentKind, tuple[ActKind, str]] = MappingProxyType(
    {
        CommitmentKind.OPTION_APPROVED: (ActKind.BUY, "{} is approved"),
        CommitmentKind.OPTION_EXERCISED: (ActKind.BUY, "{} is exercised"),
        CommitmentKind.NOTICE_SERVED: (ActKind.SERVE_NOTICE, "the notice of {} is served"),
        CommitmentKind.STOP_SERVED: (ActKind.STOP, "the stop of {} is served"),
        CommitmentKind.BRIDGE_BEGUN: (ActKind.START_BRIDGE, "a bridge of {} is begun"),
        CommitmentKind.EXPOSURE_ACCEPTED: (ActKind.ACCEPT_EXPOSURE, "the days of {} without cover are accepted"),
        CommitmentKind.OPTION_REFUSED: (ActKind.BUY, "{} is refused"),
        CommitmentKind.OPTION_NOT_USED: (ActKind.BUY, "{} is not used"),
        CommitmentKind.ANSWER_GIVEN: (ActKind.ANSWER, "{} answers"),
    }
)
"""The act that a commitment settles, and what is said of it."""
OF_OPTIONS = (ActKind.BUY, ActKind.SERVE_NOTICE)
"""Acts that are about an option."""


@dataclass(frozen=True, kw_only=True)
class SettledAct:
    """An act that is decided, as a line of the register without days to act on.

    `decided_date` is the day on which it was done or said; None where nobody says.
    """

    act: ActKind
    subject: str
    contract: str | None
    what: str
    owner: str
    state: ActState
    basis: Basis
    decided_by: str | None
    decided_date: date | None
    decision_note: str | None
    acting_date: None = None
    last_date: None = None
    earliest_date: None = None
    notice_last_date: None = None
    notice_acting_date: None = None
    days_left: None = None
    late: bool = False
    pounds: None = None
    if_nobody_acts: None = None
    why: None = None
    assumed: tuple[str, ...] = ()
    derivation: None = None
    option: None = None
    undecided: tuple[str, ...] = ()
    rule: None = None

    @property
    def id(self) -> str:
        """What people name it by, for instance `buy:X-1`."""
        return act_id(self.act, self.subject)


def settled_acts(portfolio: Portfolio) -> tuple[SettledAct, ...]:
    """Every act that is decided, by the day it was: where somebody is named, and whatever binds no plan."""
    taken = (taken for taken in portfolio.decisions_taken if taken.decided_by is not None or taken.kind in NOTED_KINDS)
    found = (_settled(portfolio, decision) for decision in taken if decision.kind in ACTS)
    return tuple(sorted(found, key=lambda act: (act.decided_date or date.min, act.id)))


def _settled(portfolio: Portfolio, taken: DecisionTaken) -> SettledAct:
    kind, _ = ACTS[taken.kind]
    contract = _contract_of(portfolio, kind, taken.subject)
    known = portfolio.contract_by_id[contract] if contract is not None else None
    accepted = taken.kind is CommitmentKind.EXPOSURE_ACCEPTED
    return SettledAct(
        act=kind,
        subject=taken.subject,
        contract=contract,
        what=_what(portfolio, taken),
        owner=decision_owner(portfolio, known) if known is not None else organisation_name(portfolio, taken.subject),
        state=ActState.REFUSED if _is_refusal(portfolio, taken) else ActState.DECIDED,
        basis=taken.provenance.basis,
        decided_by=taken.decided_by,
        decided_date=taken.decided_date or (None if accepted else taken.agreed_date),
        decision_note=taken.decision_note,
    )


def _contract_of(portfolio: Portfolio, kind: ActKind, subject: str) -> str | None:
    if kind is ActKind.ANSWER:
        return None
    return portfolio.option_by_id[subject].contract if kind in OF_OPTIONS else subject


def _what(portfolio: Portfolio, taken: DecisionTaken) -> str:
    if taken.kind is CommitmentKind.ANSWER_GIVEN:
        declined = portfolio.organisation_by_id[taken.subject].commitment is Commitment.DECLINED
        return f"{organisation_name(portfolio, taken.subject)} {'declines' if declined else 'joins'}"
    until = taken.agreed_date if taken.kind is CommitmentKind.EXPOSURE_ACCEPTED else None
    return ACTS[taken.kind][1].format(taken.subject) + ("" if until is None else f" until {calendar_day(until)}")


def _is_refusal(portfolio: Portfolio, taken: DecisionTaken) -> bool:
    if taken.kind is CommitmentKind.ANSWER_GIVEN:
        return portfolio.organisation_by_id[taken.subject].commitment is Commitment.DECLINED
    return taken.kind is CommitmentKind.OPTION_REFUSED
