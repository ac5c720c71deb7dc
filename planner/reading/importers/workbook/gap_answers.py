"""Answers to the questions of a list of gaps: one for each contract and column that nobody had stated."""

from __future__ import annotations

from planner.reading.edits.differences import CellChange
from planner.reading.edits.words import ANSWER, END_GAP, GAP_SEPARATOR, OPTIONS_GAP, REMARK
from planner.reading.importers.assumed_price import COLUMN, assumed_line, lacks_price, with_assumed_price
from planner.reading.importers.contracts.cell_words import looks_open_ended
from planner.reading.importers.typed_chain import typed_chain
from planner.reading.importers.workbook.awaited_contracts import bring_in
from planner.reading.importers.workbook.contract_edits import TABLE, take_cells
from planner.reading.importers.workbook.decision_edits import Row, take_remark
from planner.reading.importers.workbook.draft import Draft
from planner.reading.rows.contracts import ContractRow

NONE = frozenset({"none", "no", "nil", "it cannot", "cannot be extended"})


def read_gap(draft: Draft, row: Row) -> None:
    """Take the answer to one question, and the remark beside it."""
    key = next(iter(row.values())).id
    id, _, column = key.rpartition(GAP_SEPARATOR)
    if draft.row(TABLE, id) is None and id in draft.waiting:
        bring_in(draft, row, id, column)
        return
    if draft.row(TABLE, id) is None or not (column == OPTIONS_GAP or column in ContractRow.model_fields):
        for change in row.values():
            draft.skipped(change, f"the folder has no contract for the question {key}")
        return
    if ANSWER in row:
        _answer(draft, row[ANSWER], id, column)
    if REMARK in row:
        take_remark(draft, row[REMARK], TABLE, id)


def assume_prices(draft: Draft) -> None:
    """Put 0, marked as assumed, where an option needs a price and nobody has stated one."""
    for id in dict.fromkeys(option["contract"] for option in draft.added("options") if COLUMN not in option):
        row = draft.row(TABLE, id)
        if row is not None and lacks_price(row, extendable=True):
            for column in (COLUMN, "reason"):
                draft.set(TABLE, id, column, with_assumed_price(row)[column])
            draft.lines.append(assumed_line(id))


def _answer(draft: Draft, change: CellChange, id: str, column: str) -> None:
    if not change.new:
        draft.skipped(change, "the answer was cleared; nothing changes", record=id, column=column)
    elif column == END_GAP and looks_open_ended(change.new):
        why = "the contract is in the folder already; say in its table that it runs on"
        draft.skipped(change, why, table=TABLE, record=id, column=column)
    elif column == OPTIONS_GAP:
        _options(draft, change, id)
    else:
        take_cells(draft, change, TABLE, id, column)


def _options(draft: Draft, change: CellChange, id: str) -> None:
    """Add an option for each length stated; a contract that has options already keeps them."""
    if " ".join(change.new.casefold().split()) in NONE:
        draft.skipped(change, "it cannot be extended, as is assumed already", table="options", record=id)
        return
    if any(option.get("contract") == id for option in draft.tables.get("options", ())):
        draft.skipped(change, "the folder lists options of it already", table="options", record=id)
        return
    chain = typed_chain(change.new)
    if not chain:
        why = f'"{change.new}" is no chain of lengths; write months, for instance 12 + 12, or none'
        draft.skipped(change, why, table="options", record=id)
        return
    for sequence, option in enumerate(chain, start=1):
        cells = {"id": _free_id(draft, f"{id}-{sequence}"), "contract": id, "sequence": str(sequence)}
        draft.add("options", {**cells, **option.cells, "basis": "internal"})
        draft.taken(change, "options", cells["id"], "months", str(option), f"option {sequence} of {len(chain)}")


def _free_id(draft: Draft, wanted: str) -> str:
    taken = {option.get("id") for option in draft.tables.get("options", ())}
    return next(id for id in (wanted, *(f"{wanted}-option-{n}" for n in range(1, len(taken) + 2))) if id not in taken)
