"""Contracts that were left out of a list because nobody stated their end, brought in by the answer to that question."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.provenance import Basis, Confidence
from planner.reading.edits.base import Waiting
from planner.reading.edits.differences import CellChange
from planner.reading.edits.words import ANSWER, END_GAP, GAP_SEPARATOR, REMARK
from planner.reading.importers.assumed_price import is_assumed
from planner.reading.importers.contracts.cell_words import looks_open_ended
from planner.reading.importers.contracts.fitting import fitted
from planner.reading.importers.contracts.list_rows import ListRows
from planner.reading.importers.imported import ImportLine, Verdict
from planner.reading.importers.workbook.decision_edits import Row, take_remark
from planner.reading.importers.workbook.draft import Draft, place_of
from planner.reading.importers.workbook.typed_cells import Typed, typed_cell

TABLE, OPTIONS = "contracts", "options"


def comes_later(row: Row) -> bool:
    """Whether a row is read after others: the end of a contract brings it in, and then its other answers have a place."""
    return not next(iter(row.values())).id.endswith(f"{GAP_SEPARATOR}{END_GAP}")


def bring_in(draft: Draft, row: Row, id: str, column: str) -> None:
    """Add a contract with the end that was answered, and its options; without an end nothing about it has a place."""
    change = row.get(ANSWER)
    if change is None or column != END_GAP:
        _left_out(draft, row, id, "its end is not answered")
        return
    end = _end(change.new)
    if not end.cells:
        _left_out(draft, row, id, end.why)
        return
    rows = _rows(draft.waiting[id], end.cells, change)
    if not rows.contracts:
        _left_out(draft, row, id, rows.lines[0].why)
        return
    draft.lines += rows.lines
    for table, added in ((TABLE, rows.contracts), (OPTIONS, rows.options)):
        for cells in added:
            draft.add(table, cells)
    if REMARK in row:
        take_remark(draft, row[REMARK], TABLE, id)


def _left_out(draft: Draft, row: Row, id: str, why: str) -> None:
    for change in row.values():
        draft.skipped(change, f"{why}; the contract stays left out", table=TABLE, record=id)


def _end(text: str) -> Typed:
    """The end as cells: a day, or that there is none."""
    if not text:
        return Typed({}, "the answer was cleared")
    return Typed({"rolling": "yes"}) if looks_open_ended(text) else typed_cell(END_GAP, text)


def _rows(waiting: Waiting, end: Mapping[str, str], change: CellChange) -> ListRows:
    """The contract and its options as the tables hold them; what is left out has its line. The end is internal."""
    basis = (Basis.ASSUMED if is_assumed(waiting.contract) else Basis.INTERNAL).value
    public = [name for name in waiting.contract.get("public_fields", "").split("; ") if name != END_GAP]
    stated = {**waiting.contract, **end, "basis": basis, "public_fields": "; ".join(public)}
    line = ImportLine(
        place=place_of(change), table=TABLE, record=stated["id"], new=", ".join(end.values()), verdict=Verdict.TAKEN,
        confidence=Confidence.HIGH, why="its end was answered, so the contract comes in",
    )  # fmt: skip
    contract = {name: text for name, text in stated.items() if text}
    return fitted(ListRows(contracts=(contract,), options=tuple(map(dict, waiting.options)), lines=(line,)))
