"""Rows about legacy contracts and the options to extend them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import model_validator

from planner.domain.contracts import Criticality, NoticeUnit, OptionKind, OptionState
from planner.reading.cells.conversion import (
    Choice,
    Day,
    Days,
    Flag,
    Id,
    Ids,
    JurisdictionCode,
    Months,
    NoticeLength,
    OneDayOrMore,
    Percent,
    PositiveCount,
    Pounds,
    PoundsPerDay,
    Probability,
    Text,
    Texts,
    YesNo,
)
from planner.reading.rows.base import RowModel, column

NoticeUnitCell = Annotated[NoticeUnit, Choice(NoticeUnit)]
ROLLING_EXPIRIES = frozenset({"rolling", "9999-12-31", "31/12/9999", "12/31/9999"})
"""What registers write as the expiry of a contract that runs on without an end."""


class ContractRow(RowModel):
    """A legacy contract."""

    id: Id = column("Id of the contract, unique in the table.", example="C-014")
    name: Text = column("Name as people know it.", example="Finance and payroll services")
    expiry_date: Day | None = column(
        "Last day in force (inclusive). It may be blank where rolling is yes; 9999-12-31 or the word rolling say that too.",
        example="2028-03-31",
    )
    buyer: Text | None = column(
        "Who signed it: an organisation id or a name. Blank: not stated.", example="HMRC", default=None
    )
    supplier: Text | None = column("Who delivers it. Blank: not stated.", example="Example Services Ltd", default=None)
    services: Texts = column("Services it covers.", example="HR; payroll", default=())
    organisations: Ids = column(
        "Organisations served. Blank: those whose migrations release it, else the buyer.",
        example="HMRC; VOA",
        default=(),
        refers_to=("organisations",),
    )
    annual_price_pounds: Pounds | None = column(
        "Price of a year. Blank: not stated, then options need a price of their own.",
        example="2400000",
        default=None,
        unit="pounds a year",
    )
    notice: NoticeLength | None = column(
        "Length of the notice to extend it, in the notice unit. Blank: not stated, the policy's unstated_notice_days are "
        "assumed.",
        example="6",
        default=None,
    )
    notice_unit: NoticeUnitCell | None = column(
        "How notice is counted: days, clear days, working days, weeks or months. Blank: days.",
        example="months",
        default=None,
    )
    internal_lead_days: Days | None = column(
        "Time the buyer's own approval takes before notice can be given. Blank: not stated, the policy's "
        "unstated_lead_days are assumed.",
        example="60",
        default=None,
    )
    exposure_pounds_per_day: PoundsPerDay | None = column(
        "Price of an uncovered day. Blank: policy prices it by criticality.", example="12000", default=None
    )
    criticality: Annotated[Criticality, Choice(Criticality)] = column(
        "How much harm a lapse does.", example="high", default=Criticality.MEDIUM
    )
    maximum_end_date: Day | None = column(
        "Last day to which law or contract lets it be extended. Blank: not stated, not checked.",
        example="2030-03-31",
        default=None,
    )
    regime: Text | None = column("Procurement rules it was let under.", example="PCR 2015", default=None)
    award_term_months: Months | None = column(
        "Longest term at award, for the headroom of a change in term.", example="84", default=None
    )
    decision_owner: Text | None = column(
        "Who decides on extensions. Blank: the buyer.", example="Commercial director", default=None
    )
    jurisdiction: JurisdictionCode | None = column(
        "ISO code of the public holidays its working days are counted with. Blank: the portfolio's.",
        example="GB-SCT",
        default=None,
    )
    renewal_months: Months | None = column(
        "It renews by itself for so many months, again and again, unless it is stopped with its notice. Blank: it does not.",
        example="12",
        default=None,
    )
    renewal_annual_price_pounds: Pounds | None = column(
        "Price of a year while it renews or rolls on. Blank: the annual price.",
        example="2500000",
        default=None,
        unit="pounds a year",
    )
    rolling: Flag = column(
        "Whether it runs on without an end until so much notice has been given.", example="no", default=False
    )
    earliest_notice: NoticeLength | None = column(
        "Notice cannot be given before so long before the end. Blank: on any day.", example="12", default=None
    )
    earliest_notice_unit: NoticeUnitCell | None = column(
        "How earliest_notice is counted. Blank: as the notice.", example="months", default=None
    )

    @model_validator(mode="before")
    @classmethod
    def _read_rolling(cls, cells: Any) -> Any:
        """An expiry that says rolling is none, and that of a rolling contract may be left blank."""
        if not isinstance(cells, dict):
            return cells
        expiry = cells.get("expiry_date")
        if isinstance(expiry, str) and expiry.casefold() in ROLLING_EXPIRIES:
            return {"rolling": "yes", **cells, "expiry_date": None}
        if expiry is None and YesNo.says_yes(cells.get("rolling")):
            return {**cells, "expiry_date": None}
        return cells


class OptionRow(RowModel):
    """A priced way to keep a contract in force longer; its length is either months or an end date."""

    id: Id = column("Id of the option, unique in the table.", example="C-014-1")
    contract: Id = column("Contract it extends.", example="C-014", refers_to=("contracts",))
    sequence: PositiveCount = column("Place in the chain of the contract: 1 is the first to be used.", example="1")
    kind: Annotated[OptionKind, Choice(OptionKind, left_out=(OptionKind.RENEWAL,))] = column(
        "A right in the contract, a negotiated modification, or a bridge (a new short award).",
        example="option",
        default=OptionKind.OPTION,
    )
    months: Months | None = column("Length. Blank where an end date is stated.", example="12", default=None)
    end_date: Day | None = column(
        "Last day in force after it (inclusive). Blank where months are stated.", example="2029-03-31", default=None
    )
    annual_price_pounds: Pounds | None = column(
        "Price of a year. Blank: the contract's with the uplift.",
        example="2600000",
        default=None,
        unit="pounds a year",
    )
    uplift_percent: Percent | None = column(
        "Rise on the contract's annual price, 5 for five per cent. Blank: none.", example="5", default=None
    )
    fee_pounds: Pounds = column("Paid once when it is used.", example="50000", default=0)
    notice: NoticeLength | None = column(
        "Length of its own notice. Blank: the contract's (a bridge: none).", example="6", default=None
    )
    notice_unit: NoticeUnitCell | None = column(
        "How its own notice is counted. Blank: days.", example="months", default=None
    )
    internal_lead_days: Days | None = column(
        "Time of its own for internal approval. Blank: the contract's (a bridge: none).", example="90", default=None
    )
    lead_days: Days | None = column(
        "Time a bridge needs to be awarded. Blank: the policy's bridge_lead_days are assumed.",
        example="180",
        default=None,
    )
    minimum_commitment_days: OneDayOrMore | None = column(
        "Shortest time it must run. Blank: it cannot be ended early.", example="180", default=None
    )
    agreement_probability: Probability = column("Probability that the supplier agrees.", example="0.9", default=1.0)
    state: Annotated[OptionState, Choice(OptionState)] = column(
        "Where it stands today.", example="available", default=OptionState.AVAILABLE
    )
    earliest_notice: NoticeLength | None = column(
        "Notice of its own cannot be given before so long before the end. Blank: the contract's (a bridge: none).",
        example="12",
        default=None,
    )
    earliest_notice_unit: NoticeUnitCell | None = column(
        "How its own earliest_notice is counted. Blank: as its notice.", example="months", default=None
    )
    up_to: Flag = column(
        "Whether it stops at the contract's maximum end where it would pass it.", example="no", default=False
    )
    bundle: Text | None = column(
        "Options with the same text here, of one contract or of several, are taken together or not at all. Each has its own "
        "price: write 0 where the price stands on another. Blank: it is taken alone.",
        example="TEAM",
        default=None,
    )
