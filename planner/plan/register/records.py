"""A dated act of the register: who does what by which day, at what price, and what happens if nobody acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from planner.domain.contracts import OptionKind
from planner.domain.deciding.act_ids import ActId, ActWord
from planner.domain.provenance import Basis
from planner.plan.sureness import OptionSureness


class ActKind(StrEnum):
    """What is to be done."""

    BUY = "buy"
    """Start the approval of an extension option that the plan uses."""
    SERVE_NOTICE = "serve notice"
    """Give the notice of an option that is approved."""
    START_BRIDGE = "start bridge"
    """Start the award of a bridge for days that stay uncovered."""
    ACCEPT_EXPOSURE = "accept exposure"
    """Agree to bear uncovered days that an unused option would shorten, or use it after all."""
    STOP = "stop"
    """Stop a contract that goes on by itself."""
    ANSWER = "answer"
    """Say whether an undecided organisation joins."""


WORDS: Mapping[ActKind, ActWord] = MappingProxyType(
    {
        ActKind.BUY: ActWord.BUY,
        ActKind.SERVE_NOTICE: ActWord.NOTICE,
        ActKind.START_BRIDGE: ActWord.BRIDGE,
        ActKind.ACCEPT_EXPOSURE: ActWord.ACCEPT,
        ActKind.STOP: ActWord.STOP,
        ActKind.ANSWER: ActWord.ANSWER,
    }
)
"""How the id of an act of each kind begins."""


def act_id(kind: ActKind, subject: str) -> str:
    """What people name an act by, for instance `buy:X-1`."""
    return str(ActId(WORDS[kind], subject))


class ActState(StrEnum):
    """How far an act is."""

    OPEN = "open"
    DECIDED = "decided"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """What happens if nobody decides, everything before in the chain being decided.

    `uncovered_from_date` is the first day without cover, None where nobody would need it then; `uncovered_days` and
    `exposure_pounds` follow from the cutovers of the plan. `options_lost`: later options of the contract, and
    those of its bundle with what stands behind them, which then cannot be used either.
    """

    uncovered_from_date: date | None
    uncovered_days: int
    exposure_pounds: int
    options_lost: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class OptionDetail:
    """What else is known of the option an act is about.

    `pounds` of the act is its price under the plan, `full_price_pounds` that of the whole length. `covers_from_date` and
    `covers_until_date` are the first and last day in force it adds under the plan. `negotiation`: the supplier has to
    agree. `headroom`: what the regime says about a change of this size, None for a right in the contract.
    """

    kind: OptionKind
    supplier: str | None
    full_price_pounds: int
    covers_from_date: date
    covers_until_date: date
    agreement_probability: float
    negotiation: bool
    headroom: str | None
    consequence: Consequence


@dataclass(frozen=True, kw_only=True)
class Act:
    """One line of the register.

    `subject` is the id of the option, contract or organisation it is about. `last_date` is the last day in time,
    `acting_date` the working day to act: the last day itself, or the working day before it where it is none.
    `notice_last_date` and `notice_acting_date` are those of the notice behind an approval, and `earliest_date` the first day
    on which it can be given, None where any day will do. `days_left` counts to the acting day, to the last day once the
    acting day has passed; negative: `late`. `pounds`: its price under the plan, None where nobody knows it; of a stop what
    the contract costs otherwise (a period, or a day of a rolling one). `basis`: of the records its dates come from.
    `assumed`: what stands behind the dates that nobody stated, in words. `derivation`: how the acting day comes about, step
    by step. `decided_by`, `decided_date` and `decision_note`: who approved it and when, where it is decided. `rule`:
    what to look at on its day, where that was asked (`planner tripwires`).
    """

    act: ActKind
    subject: str
    contract: str | None
    acting_date: date
    last_date: date
    earliest_date: date | None = None
    notice_last_date: date | None = None
    notice_acting_date: date | None = None
    days_left: int
    what: str
    owner: str
    pounds: int | None
    if_nobody_acts: str
    why: str
    state: ActState = ActState.OPEN
    basis: Basis
    assumed: tuple[str, ...] = ()
    derivation: str
    option: OptionDetail | None = None
    undecided: tuple[str, ...] = ()
    decided_by: str | None = None
    decided_date: date | None = None
    decision_note: str | None = None
    rule: OptionSureness | None = None

    @property
    def id(self) -> str:
        """What people name it by, for instance `buy:X-1`."""
        return act_id(self.act, self.subject)

    @property
    def late(self) -> bool:
        """Whether its last day has passed."""
        return self.days_left < 0
