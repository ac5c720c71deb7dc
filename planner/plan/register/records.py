"""A decision somebody has to take for a plan to hold, and what happens if nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.domain.contracts import OptionKind


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """What happens if nobody decides, everything before in the chain being decided.

    `uncovered_from_date` is the first day without cover, None where nobody would need it then; `uncovered_days` and
    `exposure_pounds` follow from the cutovers of the plan. `options_lost`: later options of the contract, which then
    cannot be used either.
    """

    uncovered_from_date: date | None
    uncovered_days: int
    exposure_pounds: int
    options_lost: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One entry of the decision register.

    `pounds`: price under the plan; `full_price_pounds`: of the whole length. `decide_by_date` is the last day to start the
    approval, `notice_date` the last day for notice; a day itself is in time. `covers_from_date` and `covers_until_date` are
    the first and last day in force the option adds under the plan. `urgent`: within the alert window.
    `negotiation`: the supplier has to agree. `headroom`: what the regime says about a change of this size, None for a right
    in the contract. `undecided`: served organisations that have not decided to join.
    """

    contract: str
    option: str
    kind: OptionKind
    supplier: str | None
    pounds: int
    full_price_pounds: int
    covers_from_date: date
    covers_until_date: date
    notice_date: date
    decide_by_date: date
    days_left: int
    urgent: bool
    owner: str
    derivation: str
    if_nobody_decides: Consequence
    agreement_probability: float
    negotiation: bool
    headroom: str | None
    undecided: tuple[str, ...]
