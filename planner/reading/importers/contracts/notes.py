"""What there is to say about a list as a whole, the weightiest first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.domain.policy import Policy
from planner.domain.wording import counted
from planner.reading.importers.assumed_price import stands_in
from planner.reading.importers.contracts.list_dates import order_evidence
from planner.reading.importers.contracts.list_file import ContractList
from planner.reading.importers.contracts.list_rows import ListRows
from planner.reading.importers.contracts.mapping import MONEY_COLUMNS, ListMapping
from planner.reading.importers.gaps_file import GAPS_FILE

_OTHER_CURRENCY = re.compile(r"[$€]|\b(?:usd|eur)\b", re.IGNORECASE)


def list_notes(table: ContractList, mapping: ListMapping, rows: ListRows, policy: Policy) -> Iterator[str]:
    """One sentence each."""
    left_out = len(table.rows) - len(rows.contracts)
    taken, looked_at = counted(len(rows.contracts), "contract"), counted(len(table.rows), "row")
    yield f"{taken} from {looked_at}, {left_out:,} left out; {table.found}."
    if over := sum(line.why.startswith("left out: it ended on ") for line in rows.lines):
        yield f"{counted(over, 'contract')} that ended before {mapping.ended_before} left out, as the mapping asks."
    if rows.waiting:
        yield f"{counted(len(rows.waiting), 'contract')} left out only because no end can be read: {GAPS_FILE} asks for it."
    if mapping.drop:
        yield f"Dropped on reading, because they are about people: {', '.join(mapping.drop)}."
    unstated = sum("notice" not in cells for cells in rows.contracts)
    if unstated:
        yield (
            f"{counted(unstated, 'contract')} without a notice. Blank is not 0: {policy.unstated_notice_days} days are "
            "assumed, and every date that rests on them says so."
        )
    yield from _about_dates(table, mapping)
    yield from _about_money(table, mapping, rows)
    rolling = sum(cells.get("rolling") == "yes" for cells in rows.contracts)
    if rolling:
        yield f"{counted(rolling, 'contract')} without an end: rolling on until notice is given."


def _about_dates(table: ContractList, mapping: ListMapping) -> Iterator[str]:
    uses = [mapping.contracts.get("expiry_date"), mapping.term.get("start_date")]
    columns = [name for use in uses if use is not None for name in use.columns]
    evidence = order_evidence(text for name in columns for text in table.column(name))
    order = mapping.date_order
    against = {"day": evidence.month_first, "month": evidence.day_first}.get(order or "", 0)
    if against:
        yield f"{against:,} dates can only be read against date_order = {order}; they were read that way."


def _about_money(table: ContractList, mapping: ListMapping, rows: ListRows) -> Iterator[str]:
    columns = [
        name for money in MONEY_COLUMNS if money in mapping.contracts for name in mapping.contracts[money].columns
    ]
    if any(_OTHER_CURRENCY.search(text) for name in columns for text in table.column(name)):
        yield "Amounts are taken as they are written. Say the currency in the table portfolio, for instance currency USD."
    guessed = sum(stands_in(cells) for cells in rows.contracts)
    if guessed:
        yield f"{counted(guessed, 'contract')} without a price of a year that need one: 0 is assumed until it is stated."
    free = sum(cells.get("annual_price_pounds") == "0" for cells in rows.contracts) - guessed
    if free:
        yield f"{counted(free, 'contract')} at a price of 0; where that means not known, make the cells blank."
