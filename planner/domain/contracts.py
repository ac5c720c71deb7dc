"""Legacy contracts and the options to extend them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.provenance import Record


class NoticeUnit(StrEnum):
    """How a contract counts its notice period."""

    DAYS = "days"
    CLEAR_DAYS = "clear days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    """Of 7 days."""
    MONTHS = "months"


@dataclass(frozen=True)
class Notice:
    """A notice period, for instance `Notice(6, NoticeUnit.MONTHS)`."""

    amount: int = 0
    unit: NoticeUnit = NoticeUnit.DAYS

    def __str__(self) -> str:
        unit = self.unit.value if self.amount != 1 else self.unit.value.removesuffix("s")
        return f"{self.amount} {unit}"


class Criticality(StrEnum):
    """How much harm a lapse of the contract does; policy prices it where no price is stated."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@dataclass(frozen=True, kw_only=True)
class Contract(Record):
    """A legacy contract.

    `expiry_date` is the last day in force (inclusive). `organisations` are the ids served.
    `exposure_pounds_per_day` is the price of one uncovered day; None leaves it to policy by `criticality`.
    `maximum_end_date` is the last day to which law or contract lets it be extended; None: not stated, not checked.
    `notice` and `internal_lead_days`: None where nobody stated them; policy then assumes a figure. A stated 0 is 0.
    `decision_owner` says who decides on extensions; None: the buyer.
    `award_term_months` is the maximum term at award, for the headroom of a change in term.
    `renewal_months`: after its end and its exercised options it renews by itself for so many months, again and again, unless
    it is stopped with its notice. `rolling`: it runs on instead until so much notice has been given; only then may
    `expiry_date` be None (no end is stated). `renewal_annual_price_pounds` is the price of a year of either; None: the
    annual price. `earliest_notice`: notice not before so many units before the end, in `earliest_notice_unit` (None: the
    unit of the notice).
    """

    id: str
    name: str
    expiry_date: date | None
    buyer: str | None = None
    supplier: str | None = None
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    annual_price_pounds: int | None = None
    notice: Notice | None = None
    internal_lead_days: int | None = None
    exposure_pounds_per_day: int | None = None
    criticality: Criticality = Criticality.MEDIUM
    maximum_end_date: date | None = None
    regime: str | None = None
    award_term_months: int | None = None
    decision_owner: str | None = None
    jurisdiction: str | None = None
    renewal_months: int | None = None
    renewal_annual_price_pounds: int | None = None
    rolling: bool = False
    earliest_notice: int | None = None
    earliest_notice_unit: NoticeUnit | None = None

    @property
    def stated_expiry_date(self) -> date:
        """The expiry of a contract that states one. Raises ValueError where it states none."""
        if self.expiry_date is None:
            raise ValueError(f"contract {self.id} states no end")
        return self.expiry_date

    @property
    def runs_on(self) -> bool:
        """Whether it goes on by itself after its end, until somebody stops it."""
        return self.rolling or self.renewal_months is not None


class OptionKind(StrEnum):
    """What kind of right an extension rests on."""

    OPTION = "option"
    """A right written into the contract."""
    MODIFICATION = "modification"
    """A change that has to be negotiated."""
    BRIDGE = "bridge"
    """A new short award."""
    RENEWAL = "renewal"
    """A period for which the contract goes on by itself unless it is stopped; no table states one."""


STATED_KINDS = (OptionKind.OPTION, OptionKind.MODIFICATION, OptionKind.BRIDGE)
"""The kinds that a row of the options can have."""


class OptionState(StrEnum):
    """Where an extension option stands today."""

    AVAILABLE = "available"
    EXERCISED = "exercised"
    LAPSED = "lapsed"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class ExtensionOption(Record):
    """A priced way to keep a contract in force longer.

    Length: `months`, or `end_date` (last day in force, inclusive). Price: `annual_price_pounds`, or `uplift_percent` on
    the contract's annual price (0 where neither is stated: the contract's own price), plus `fee_pounds` once.
    `notice` and `internal_lead_days`: None takes the contract's (a bridge: none). `lead_days` is the time a bridge needs to
    be awarded; None takes that of policy. `minimum_commitment_days`: None means it cannot be ended early.
    `earliest_notice` and its unit: as for a contract; None takes the contract's (a bridge: none).
    `up_to`: it stops at the contract's maximum end where it would pass it. `bundle`: options with the same text are taken
    together or not at all; None: it is taken alone.
    """

    id: str
    contract: str
    sequence: int
    kind: OptionKind = OptionKind.OPTION
    months: int | None = None
    end_date: date | None = None
    annual_price_pounds: int | None = None
    uplift_percent: float | None = None
    fee_pounds: int = 0
    notice: Notice | None = None
    internal_lead_days: int | None = None
    lead_days: int | None = None
    minimum_commitment_days: int | None = None
    agreement_probability: float = 1.0
    state: OptionState = OptionState.AVAILABLE
    earliest_notice: int | None = None
    earliest_notice_unit: NoticeUnit | None = None
    up_to: bool = False
    bundle: str | None = None
