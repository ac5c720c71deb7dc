"""Imported contracts beside those that a folder has: whole new tables, or what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.domain.portfolio import Portfolio
from planner.reading.importers.assumed_price import COLUMN, stands_in, without_price_reason
from planner.reading.importers.imported import ImportLine, Verdict
from planner.reading.overlay.operations.edits import Add, SetValues
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.selector import Selector
from planner.reading.overlay.table_rows import Cells, table_rows
from planner.reading.schema.columns import provenance_columns

Rows = Iterable[Cells]


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What an import makes of contracts and options; `lines` are about those that the folder has."""

    tables: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    lines: tuple[ImportLine, ...] = ()


def merged(base: Portfolio | None, contracts: Rows, options: Rows) -> Merged:
    """Whole tables where the folder has no contract yet; else changes by id, and what is new.

    A cell that the list leaves blank stays as it is, and a contract that is not on the list stays where it is.
    """
    there = table_rows(base) if base is not None else {}
    known = {cells["id"]: cells for cells in there.get("contracts", ())}
    if not known:
        found = {"contracts": tuple(contracts), "options": tuple(options)}
        return Merged(tables={name: rows for name, rows in found.items() if rows})
    listed = {cells["id"]: cells for cells in contracts}
    extended = {cells["contract"] for cells in there.get("options", ())}
    new = [cells for id, cells in listed.items() if id not in known]
    added = [cells for cells in options if cells["contract"] not in extended]
    changed = {id: _differing(known[id], cells) for id, cells in listed.items() if id in known}
    operations: list[Operation] = [
        *(_set(known[id], values, listed[id]) for id, values in changed.items() if values),
        *(Add(table=table, rows=tuple(rows)) for table, rows in (("contracts", new), ("options", added)) if rows),
    ]
    lines = [
        *(line for id, values in changed.items() for line in _change_lines(known[id], values)),
        *(_kept(id) for id in known if id not in listed),
        *(_own_options(cells) for cells in options if cells["contract"] in extended),
    ]
    return Merged(operations=tuple(operations), lines=tuple(lines))


_PROVENANCE = frozenset(column.name for column in provenance_columns())


def _differing(before: Cells, after: Cells) -> Cells:
    return {name: text for name, text in after.items() if name not in _PROVENANCE and before.get(name, "") != text}


def _set(before: Cells, values: Cells, listed: Cells) -> SetValues:
    """The values and where they come from; a price that stood in for one is assumed no more once the list states one."""
    reason = {"reason": without_price_reason(before["reason"])} if COLUMN in values and stands_in(before) else {}
    stated = {name: text for name, text in listed.items() if name in _PROVENANCE}
    return SetValues(table="contracts", selector=Selector(ids=(before["id"],)), values={**values, **reason, **stated})


def _change_lines(before: Cells, values: Cells) -> Iterator[ImportLine]:
    for column, text in values.items():
        yield ImportLine(
            place=f"contract {before['id']}", table="contracts", record=before["id"], column=column,
            old=before.get(column, ""), new=text, verdict=Verdict.TAKEN, why="the list says otherwise than the folder",
        )  # fmt: skip


def _kept(id: str) -> ImportLine:
    return ImportLine(
        place="the folder",
        table="contracts",
        record=id,
        verdict=Verdict.SKIPPED,
        why="not on the list; it stays as it is",
    )


def _own_options(cells: Cells) -> ImportLine:
    return ImportLine(
        place=f"contract {cells['contract']}", table="options", record=cells["id"], new=cells.get("months", ""),
        verdict=Verdict.SUGGESTED, why="the contract has options in the folder; compare them",
    )  # fmt: skip
