"""Rows of a list made to keep the rules of the tables: what cannot stand is left out, and each time a line says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.findings import Finding
from planner.reading.importers.assumed_price import assumed_line, lacks_price, with_assumed_price
from planner.reading.importers.contracts.list_rows import ListRows
from planner.reading.importers.imported import ImportLine, Verdict
from planner.reading.overlay.table_rows import FIRST_ROW, Cells, read_tables
from planner.reading.schema.tables import table_named

MOST_ROUNDS = 100


def fitted(rows: ListRows) -> ListRows:
    """The rows that the tables can hold; a contract is left out only where its id, its name or its end is at fault."""
    shaped = _shaped(rows)
    for _ in range(MOST_ROUNDS):
        errors = _errors(shaped)
        if not errors:
            return shaped
        shaped = _without(shaped, errors)
    return shaped


def _errors(rows: ListRows) -> dict[tuple[str, int], Finding]:
    """The first fault of each row, by table and place."""
    tables = {name: found for name, found in (("contracts", rows.contracts), ("options", rows.options)) if found}
    report = read_tables(tables, "list", required=())
    found: dict[tuple[str, int], Finding] = {}
    for finding in report.errors:
        if finding.row is not None and finding.file in tables:
            found.setdefault((finding.file, finding.row - FIRST_ROW), finding)
    return found


def _without(rows: ListRows, errors: Mapping[tuple[str, int], Finding]) -> ListRows:
    contracts, options, lines = list(rows.contracts), list(rows.options), list(rows.lines)
    gone: dict[str, str] = {}
    for (table, place), finding in errors.items():
        cells = (contracts if table == "contracts" else options)[place]
        if table == "contracts" and _is_optional(finding.column) and finding.column in cells:
            contracts[place] = {name: text for name, text in cells.items() if name != finding.column}
            lines.append(_left_out(table, cells, finding))
        elif table == "contracts":
            gone[cells["id"]] = f"left out: {finding.message}"
        else:
            gone[cells["id"]] = finding.message
            lines.append(_left_out(table, cells, finding))
    return replace(
        rows,
        contracts=tuple(cells for cells in contracts if cells["id"] not in gone),
        options=tuple(cells for cells in options if not {cells["id"], cells["contract"]} & gone.keys()),
        lines=tuple(_told(line, gone) for line in lines),
    )


def _told(line: ImportLine, gone: Mapping[str, str]) -> ImportLine:
    """The line of a row; where its contract is gone after all, it says so."""
    if line.table != "contracts" or line.column or line.record not in gone:
        return line
    return replace(line, new="", verdict=Verdict.SKIPPED, why=gone[line.record])


def _is_optional(column: str | None) -> bool:
    field = table_named("contracts").row.model_fields.get(column or "")
    return field is not None and not field.is_required()


def _left_out(table: str, cells: Cells, finding: Finding) -> ImportLine:
    column = finding.column or ""
    return ImportLine(
        place=f"contract {cells.get('contract', cells['id'])}", table=table, record=cells["id"], column=column,
        old=cells.get(column, ""), verdict=Verdict.SKIPPED, why=f"left out: {finding.message}",
    )  # fmt: skip


def _shaped(rows: ListRows) -> ListRows:
    """What follows from an end that is none, from a unit without a length, and from a price that nobody stated."""
    contracts = tuple(_contract(cells) for cells in rows.contracts)
    rolling = {cells["id"] for cells in contracts if cells.get("rolling") == "yes"}
    needless = tuple(cells for cells in rows.options if cells["contract"] in rolling)
    options = tuple(cells for cells in rows.options if cells["contract"] not in rolling)
    extendable = {cells["contract"] for cells in options if "annual_price_pounds" not in cells}
    unpriced = dict.fromkeys(cells["id"] for cells in contracts if lacks_price(cells, cells["id"] in extendable))
    return replace(
        rows,
        contracts=tuple(with_assumed_price(cells) if cells["id"] in unpriced else cells for cells in contracts),
        options=options,
        lines=(*rows.lines, *map(_needless, needless), *map(assumed_line, unpriced)),
    )


def _contract(cells: Cells) -> Cells:
    gone = {"notice_unit"} if "notice" not in cells else set()
    gone |= {"renewal_months"} if cells.get("rolling") == "yes" else set()
    return {name: text for name, text in cells.items() if name not in gone}


def _needless(cells: Cells) -> ImportLine:
    return ImportLine(
        place=f"contract {cells['contract']}", table="options", record=cells["id"], new=cells.get("months", ""),
        verdict=Verdict.SKIPPED, why="the contract goes on by itself, so it can have no option",
    )  # fmt: skip
