"""What has changed in a workbook is told by the ids of its rows; neither their order nor white space counts."""

from __future__ import annotations

import json

import pytest

from planner.reading.edits.base import PIECE, SheetBase, UnreadableBase, WorkbookBase, base_of, pieces_of, row_digest
from planner.reading.edits.differences import CellChange, Rows, differences

HEADER = ("Id", "Name", "Day", "Remark")
HELD = {"a": ("", "", "Ann"), "b": ("2028-01-31", "", "Bob")}
BASE = WorkbookBase(
    kind="plan",
    portfolio="p",
    status_date="2026-07-01",
    sheets={"Sheet": SheetBase(key="Id", green=("Day", "Remark"), fixed=("Name",), rows=HELD)},
    tables={"contracts": (row_digest(("id", "name")), row_digest(("k", "Contract")))},
)
TABLE: Rows = [(1, ("id", "name")), (2, ("k", "Contract"))]


def rows(*below: tuple[str, ...], header: tuple[str, ...] = HEADER) -> dict[str, Rows]:
    """A sheet with a title above its header, and the input table."""
    return {"Sheet": [(1, ("A title",)), (3, header), *enumerate(below, start=4)], "contracts": TABLE}


UNTOUCHED = (("a", "Ann", "", ""), ("b", "Bob", "2028-01-31", ""))


def test_an_untouched_workbook_has_no_difference() -> None:
    found = differences(BASE, rows(*UNTOUCHED))
    assert found == type(found)()


@pytest.mark.parametrize(
    "sheets",
    [
        rows(*reversed(UNTOUCHED)),
        rows(("Ann", "a", "", ""), ("Bob", "b", "", "2028-01-31"), header=("Name", "Id", "Remark", "Day")),
        rows(("a", "Ann"), ("b", "Bob", "2028-01-31")),
        rows(("a", "Ann", "", ""), ("b", " Bob ", "2028-01-31", ""), ("", "", "", "")),
        rows(*UNTOUCHED, header=("ID ", "name", "Day", "REMARK")),
    ],
    ids=["other order of rows", "other order of columns", "short rows", "white space", "other capitals in titles"],
)
def test_what_programs_and_sorting_do_is_no_difference(sheets: dict[str, Rows]) -> None:
    assert not differences(BASE, sheets).changes
    assert not differences(BASE, sheets).missing


def test_an_edit_says_where_it_stands_and_what_there_was() -> None:
    found = differences(BASE, rows(("b", "Bob", "2028-02-01", ""), ("a", "Ann", "", "ask Cy")))
    day = CellChange(sheet="Sheet", row=4, id="b", column="Day", old="2028-01-31", new="2028-02-01", green=True)
    said = CellChange(sheet="Sheet", row=5, id="a", column="Remark", old="", new="ask Cy", green=True)
    assert set(found.edits) == {day, said}


def test_a_change_outside_the_green_cells_is_told_and_is_no_edit() -> None:
    found = differences(BASE, rows(("a", "Anna", "", ""), UNTOUCHED[1]))
    assert [(change.column, change.new) for change in found.changes] == [("Name", "Anna")]
    assert found.edits == ()


def test_a_missing_row_is_told_and_is_no_edit() -> None:
    found = differences(BASE, rows(UNTOUCHED[0]))
    assert (found.missing, found.changes) == ((("Sheet", "b"),), ())


def test_of_a_doubled_id_nothing_is_taken() -> None:
    found = differences(BASE, rows(*UNTOUCHED, ("a", "Ann", "2028-05-05", "")))
    assert [(fault.id, fault.rows) for fault in found.doubled] == [("a", (4, 6))]
    assert found.changes == ()


def test_an_unknown_id_is_told_and_so_is_a_filled_cell_without_one() -> None:
    found = differences(BASE, rows(*UNTOUCHED, ("z", "Zoe", "", ""), ("", "", "2028-05-05", ""), ("", "sum", "", "")))
    assert [(fault.id, fault.rows) for fault in found.unknown] == [("z", (6,)), ("", (7,))]


def test_sheets_and_columns_that_are_gone_are_told() -> None:
    assert differences(BASE, {"contracts": TABLE}).lost_sheets == ("Sheet",)
    found = differences(BASE, rows(("a", "Ann", ""), ("b", "Bob", "2028-01-31"), header=("Id", "Name", "Day")))
    assert found.lost_columns == (("Sheet", "Remark"),)


def test_a_changed_input_table_is_told_whatever_the_order_of_its_rows() -> None:
    sheets = rows(*UNTOUCHED)
    assert differences(BASE, {**sheets, "contracts": list(reversed(TABLE))}).changed_tables == ()
    assert differences(BASE, {**sheets, "contracts": TABLE[:1]}).changed_tables == ("contracts",)
    assert differences(BASE, {**sheets, "contracts": [TABLE[0], (2, ("k", "Kontrakt"))]}).changed_tables == (
        "contracts",
    )


def test_the_base_comes_back_from_its_pieces() -> None:
    many = {f"id {number} “é” = '": (f"text with  spaces {number} ", "\n", "é") for number in range(2000)}
    sheet = SheetBase(key="K", green=("A", "B", "C"), rows=many)
    base = WorkbookBase(kind="gaps", portfolio="a b", status_date="2026-07-01", sheets={"S": sheet})
    pieces = pieces_of(base)
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= PIECE
    assert not [piece for piece in pieces if len(piece.split()) != 1]
    assert base_of(pieces) == base


@pytest.mark.parametrize(
    "pieces", [[], ["{}"], ['{"format":"planner'], ["[]"], ['{"format":"planner workbook","version":9}'], ["[" * 9999]]
)
def test_a_damaged_base_is_an_error(pieces: list[str]) -> None:
    with pytest.raises(UnreadableBase):
        base_of(pieces)


@pytest.mark.parametrize(
    "waiting", [{"X": {"contract": {}, "options": []}}, {"X": {"contract": {"id": "Y"}, "options": []}}]
)
def test_a_contract_that_waits_under_another_id_is_damage(waiting: dict[str, object]) -> None:
    content = json.loads("".join(pieces_of(BASE))) | {"waiting": waiting}
    with pytest.raises(UnreadableBase):
        base_of([json.dumps(content)])
