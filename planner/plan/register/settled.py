"""Acts that are decided and need nobody any more: what was decided, by whom, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from planner.domain.contracts import ExtensionOption, OptionState
from planner.domain.deciding.decided import DecidedRecord
from planner.domain.decisions_taken import NOTED_KINDS, CommitmentKind, DecisionTaken
from planner.domain.organisations import Commitment, Organisation
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
    }
)
"""The act that a commitment settles, and what is said of it."""


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

    @property
    def id(self) -> str:
        """What people name it by, for instance `buy:X-1`."""
        return act_id(self.act, self.subject)


def settled_acts(portfolio: Portfolio) -> tuple[SettledAct, ...]:
    """Every act that is decided, by the day it was: where somebody is named, and every bridge and acceptance."""
    found = [*_commitments(portfolio), *_options(portfolio), *_answers(portfolio)]
    return tuple(sorted(found, key=lambda act: (act.decided_date or date.min, act.id)))


def _commitments(portfolio: Portfolio) -> Iterator[SettledAct]:
    for taken in portfolio.decisions_taken:
        if taken.kind in ACTS and (taken.decided_by is not None or taken.kind in NOTED_KINDS):
            yield _of_commitment(portfolio, taken)


def _of_commitment(portfolio: Portfolio, taken: DecisionTaken) -> SettledAct:
    kind, said = ACTS[taken.kind]
    option = portfolio.option_by_id.get(taken.subject)
    contract = option.contract if option is not None and kind in OF_OPTIONS else taken.subject
    what, done = said.format(taken.subject), taken.decided_date or taken.agreed_date
    if taken.kind is CommitmentKind.EXPOSURE_ACCEPTED:
        what += "" if taken.agreed_date is None else f" until {calendar_day(taken.agreed_date)}"
        done = taken.decided_date
    return _settled(portfolio, taken, kind, taken.subject, contract, what, done)


OF_OPTIONS = (ActKind.BUY, ActKind.SERVE_NOTICE)
"""Acts that are about an option."""


def _options(portfolio: Portfolio) -> Iterator[SettledAct]:
    for option in portfolio.options:
        if option.decided_by is not None and option.state is not OptionState.AVAILABLE:
            yield _of_option(portfolio, option)


def _of_option(portfolio: Portfolio, option: ExtensionOption) -> SettledAct:
    words = {OptionState.LAPSED: "not used"}.get(option.state, option.state.value)
    state = ActState.REFUSED if option.state is OptionState.REFUSED else ActState.DECIDED
    what = f"{option.id} is {words}"
    return _settled(portfolio, option, ActKind.BUY, option.id, option.contract, what, option.decided_date, state)


def _answers(portfolio: Portfolio) -> Iterator[SettledAct]:
    for organisation in portfolio.organisations:
        if organisation.decided_by is not None and organisation.commitment is not Commitment.UNDECIDED:
            yield _of_answer(portfolio, organisation)


def _of_answer(portfolio: Portfolio, organisation: Organisation) -> SettledAct:
    declined = organisation.commitment is Commitment.DECLINED
    what = f"{organisation.name} {'declines' if declined else 'joins'}"
    state = ActState.REFUSED if declined else ActState.DECIDED
    said = organisation.decided_date
    return _settled(portfolio, organisation, ActKind.ANSWER, organisation.id, None, what, said, state)


def _settled(
    portfolio: Portfolio,
    record: DecidedRecord,
    act: ActKind,
    subject: str,
    contract: str | None,
    what: str,
    decided_date: date | None,
    state: ActState = ActState.DECIDED,
) -> SettledAct:
    known = portfolio.contract_by_id[contract] if contract is not None else None
    return SettledAct(
        act=act,
        subject=subject,
        contract=contract,
        what=what,
        owner=decision_owner(portfolio, known) if known is not None else organisation_name(portfolio, subject),
        state=state,
        basis=record.provenance.basis,
        decided_by=record.decided_by,
        decided_date=decided_date,
        decision_note=record.decision_note,
    )
