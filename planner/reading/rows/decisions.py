"""Rows about budgets, risks, past slips, and decisions already taken."""

from __future__ import annotations

from typing import Annotated

from planner.domain.decisions_taken import CommitmentKind
from planner.domain.risks import DriverState
from planner.reading.cells.conversion import (
    Choice,
    Day,
    Id,
    Ids,
    PercentLeft,
    Pounds,
    Probability,
    SignedDays,
    Text,
    Year,
)
from planner.reading.rows.base import RowModel, column
from planner.reading.rows.migrations import ACTIVITIES


class BudgetRow(RowModel):
    """Most that extensions may cost in a financial year."""

    financial_year: Year = column("Calendar year in which the financial year begins: 2027 for 2027-28.", example="2027")
    pounds: Pounds = column("Most that extensions may cost in it.", example="5000000")


class RiskDriverRow(RowModel):
    """An event that may delay milestones or migrations."""

    id: Id = column("Id of the risk, unique in the table.", example="R-3")
    name: Text = column("What may happen.", example="Data cleansing takes longer")
    probability: Probability = column("Probability that it happens.", example="0.3")
    early_days: SignedDays = column("Delay with one chance in ten, if it happens (P10).", example="14")
    likely_days: SignedDays = column("Delay with an even chance, if it happens (P50).", example="30")
    late_days: SignedDays = column("Delay with nine chances in ten, if it happens (P90).", example="90")
    affects: Ids = column(
        "Milestones or migrations it delays.", example="unity-live; M-HMRC", default=(), refers_to=ACTIVITIES
    )
    mitigation: Text | None = column("What could be done about it.", example="Start cleansing early.", default=None)
    mitigation_pounds: Pounds | None = column(
        "Cost of the mitigation. Blank: not stated.", example="120000", default=None
    )
    known_date: Day | None = column(
        "Day on which everybody knows whether it happens, and by how many days. Blank: any day before it delays anything, "
        "equally likely.",
        example="2027-03-31",
        default=None,
    )
    state: Annotated[DriverState, Choice(DriverState)] = column(
        "occurred: it has happened, whatever the probability says; closed: it can no longer happen.",
        example="open",
        default=DriverState.OPEN,
    )
    mitigated_probability: Probability | None = column(
        "Probability after the mitigation. Blank: as before it.", example="0.1", default=None
    )
    mitigated_percent: PercentLeft | None = column(
        "Per cent of the delay that remains after the mitigation, if it happens. Blank: all of it. Where neither is stated, "
        "nobody knows what the mitigation achieves.",
        example="50",
        default=None,
    )


class ReferenceSlipRow(RowModel):
    """How late a date of the past was, here or elsewhere: what a stress case is drawn from."""

    id: Id = column("Id of the slip, unique in the table.", example="S-3")
    name: Text = column("What was late.", example="Payroll live at another council")
    planned_as_of_date: Day | None = column(
        "Day on which it was planned so. Blank: not stated; slips then count in days, else as shares of the time planned.",
        example="2019-03-31",
        default=None,
    )
    planned_date: Day = column("Day it was planned for.", example="2021-02-28")
    actual_date: Day = column(
        "Day it was reached; where it was not, the day it is planned for by now.", example="2022-04-30"
    )


class CommitmentRow(RowModel):
    """A decision already taken. Every plan keeps it, unless it only notes what binds no plan or stands elsewhere."""

    id: Id = column("Id of the decision, unique in the table.", example="D-7")
    kind: Annotated[CommitmentKind, Choice(CommitmentKind)] = column("What was decided.", example="cutover agreed")
    subject: Id = column(
        "The option that is exercised, approved, refused, not used, or whose notice is served. The contract of a stop, a "
        "bridge or an exposure. The organisation that answers. The migration whose cutover or start is agreed.",
        example="M-HMRC",
    )
    agreed_date: Day | None = column(
        "The day agreed, required for a cutover or start agreed. Else the day on which it was done: an option approved, "
        "notice or a stop served, a bridge begun. Of an exposure its last day; blank: accepted however long it is.",
        example="2028-01-31",
        default=None,
    )
    mode: Id | None = column("Mode agreed for the migration. Blank: any.", example="accelerated", default=None)
    decided_by: Text | None = column(
        "Who said so; planner decide writes it. Blank: nobody is named.", example="Commercial director", default=None
    )
    decided_date: Day | None = column(
        "The day on which it was said, where agreed_date is another day. Blank: the agreed date.",
        example="2026-06-30",
        default=None,
    )
    decision_note: Text | None = column("What was said with it.", example="Minutes of the board, item 4", default=None)
