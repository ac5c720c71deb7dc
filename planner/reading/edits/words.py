"""The words of a plan's workbook: sheets, columns to fill in, and the decisions that can be chosen."""

from __future__ import annotations

from enum import StrEnum

DECISIONS, MIGRATIONS, CONTRACTS = "Decisions", "Migration plan", "Contract plan"
"""The sheets that people fill in. The input tables have the plain names."""
READ_ME, SUMMARY, COSTS, GANTT, RESOURCES, LISTS = (
    "Read me",
    "Summary",
    "Costs by year",
    "Gantt",
    "Resource use",
    "lists",
)
"""The sheets that nobody reads back."""
PLAN_SHEETS = (READ_ME, SUMMARY, DECISIONS, MIGRATIONS, CONTRACTS, COSTS, GANTT, RESOURCES)
"""The sheets of a plan, in their order; the input tables follow."""
REMARK = "Remark"
DECISION, DECIDED_ON, DECIDED_BY = "Decision", "Decided on", "Decided by"
AGREED_START, AGREED_CUTOVER, AGREED_MODE = "Agreed start", "Agreed cutover", "Agreed mode"
CORRECTED_EXPIRY, CORRECTED_PRICE = "Corrected expiry", "Corrected annual price"
CORRECTED_NOTICE, CORRECTED_UNIT = "Corrected notice", "Corrected notice unit"
"""Columns to fill in."""


class Decision(StrEnum):
    """What can be chosen for an act."""

    APPROVE = "approve"
    EXERCISE = "exercise"
    NOTICE_SERVED = "notice served"
    STOP_SERVED = "stop served"
    BRIDGE_BEGUN = "bridge begun"
    REFUSED = "refused"
    DO_NOT_USE = "do not use"
    ACCEPT = "accept"
    JOINS = "joins"
    STAYS = "stays"
    NOT_YET = "not yet"


GAPS_SHEET = "Gaps"
GAP, ANSWER = "Gap", "Answer"
"""The sheet of a list of gaps, the title of its first column, and the column to fill in; `REMARK` stands beside it."""
GAP_SEPARATOR = " · "
"""Between the contract and the column in the id of a gap, for instance `C-1 · notice`."""
OPTIONS_GAP, END_GAP = "options", "expiry_date"
"""The columns in the id of a gap that ask for the options of a contract, and for its end."""
