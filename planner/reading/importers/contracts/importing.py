"""A list of contracts imported: new tables for a folder without contracts, else what differs as a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from planner.domain.findings import Finding, Severity
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.wording import counted
from planner.errors import InputError
from planner.reading.edits.base import Waiting
from planner.reading.importers.applying import portfolio_at
from planner.reading.importers.assumed_price import COLUMN, stands_in
from planner.reading.importers.contracts.fitting import fitted
from planner.reading.importers.contracts.list_dates import order_evidence
from planner.reading.importers.contracts.list_file import ContractList, read_contract_list
from planner.reading.importers.contracts.list_rows import ListRows, read_list_rows
from planner.reading.importers.contracts.mapping import ListMapping, Use
from planner.reading.importers.contracts.mapping_file import check_columns, read_mapping
from planner.reading.importers.contracts.merging import merged
from planner.reading.importers.contracts.notes import list_notes
from planner.reading.importers.contracts.suggest.suggested_mapping import suggest_mapping
from planner.reading.importers.gaps import gaps_of
from planner.reading.importers.gaps_file import GAPS_FILE, gaps_workbook
from planner.reading.importers.imported import Imported, ImportLine, Verdict
from planner.reading.overlay.table_rows import Cells, table_rows

KIND = "contracts"


def import_contracts(
    path: str | Path, mapping: ListMapping | str | Path | None = None, into: str | Path | None = None
) -> Imported:
    """What a list of contracts holds, by a mapping or the path of a mapping file; nothing is changed.

    Without a mapping the one that `suggest_mapping` finds is taken. `into` is the folder it is for: contracts that are there
    become changes, others are added, none is taken out. Raises `InputError` where the list is none, has no id and no name,
    lacks a column of the mapping, or has ids that repeat.
    """
    file = "the mapping" if isinstance(mapping, ListMapping | None) else Path(mapping).name
    stated = read_mapping(mapping) if isinstance(mapping, str | Path) else mapping
    table = read_contract_list(path, stated.shape) if stated is not None else read_contract_list(path)
    return imported_list(
        table, stated or suggest_mapping(table).mapping, portfolio_at(Path(into)) if into else None, file
    )


def imported_list(
    table: ContractList, mapping: ListMapping, base: Portfolio | None, file: str = "the mapping"
) -> Imported:
    """As `import_contracts`, for a list that is read; `file` is what findings call the mapping."""
    check_columns(mapping, table, file)
    _check_needed(mapping, table, file)
    _check_order(mapping, table, file)
    rows = read_list_rows(table, mapping)
    if rows.clashes:
        raise InputError([_clashing(table, mapping, rows)])
    rows = fitted(rows)
    if not rows.contracts:
        raise InputError([_nothing(table, rows)])
    source = {"source": table.file, "basis": mapping.basis.value}
    source |= {"source_date": mapping.source_date} if mapping.source_date else {}
    contracts, options = _from(source, rows.contracts), _from(source, rows.options)
    waiting = [Waiting(contract={**source, **row.contract}, options=_from(source, row.options)) for row in rows.waiting]
    policy = base.policy if base is not None else Policy()
    found = merged(base, _without_needless_prices(base, contracts), options)
    return Imported(
        kind=KIND,
        source=table.file,
        lines=(*_column_lines(table, mapping), *rows.lines, *found.lines),
        operations=found.operations,
        tables=found.tables,
        reviews=_reviews(base, contracts, options, waiting),
        notes=tuple(list_notes(table, mapping, rows, policy)),
    )


def _without_needless_prices(base: Portfolio | None, contracts: Iterable[Cells]) -> tuple[Cells, ...]:
    """The contracts, without an assumed price where the folder states one."""
    priced = {contract.id for contract in base.contracts if contract.annual_price_pounds is not None} if base else set()
    needless = {COLUMN, "basis", "reason"}
    return tuple(
        {name: text for name, text in cells.items() if name not in needless}
        if cells["id"] in priced and stands_in(cells)
        else cells
        for cells in contracts
    )


def _from(source: Cells, rows: Iterable[Mapping[str, str]]) -> tuple[Cells, ...]:
    return tuple({**source, **cells} for cells in rows)


def _reviews(
    base: Portfolio | None, contracts: Iterable[Cells], options: Iterable[Cells], waiting: Iterable[Waiting]
) -> dict[str, bytes]:
    """The questions about what neither the list nor the folder says; contracts that wait for their end are among them."""
    there = table_rows(base) if base is not None else {}
    known = {cells["id"]: cells for cells in there.get("contracts", ())}
    asked = [*contracts, *(row.contract for row in waiting)]
    extended = [*options, *there.get("options", ()), *(option for row in waiting for option in row.options)]
    policy, marking = (base.policy, base.marking) if base is not None else (Policy(), None)
    gaps = gaps_of(({**known.get(cells["id"], {}), **cells} for cells in asked), extended, policy)
    new = [row for row in waiting if row.contract["id"] not in known]
    return {GAPS_FILE: gaps_workbook(gaps, marking, new)} if gaps else {}


def _column_lines(table: ContractList, mapping: ListMapping) -> Iterator[ImportLine]:
    """A line for every column: where it goes, that it is dropped, or that nothing is done with it."""
    places: dict[str, list[str]] = {}
    for place, use in mapping.places():
        for name in use.columns:
            places.setdefault(name, []).append(place)
    for name in table.header:
        where = f'column "{name}"'
        if name in places:
            table_name, _, column = places[name][0].partition(".")
            why = f"goes to {', '.join(places[name])}"
            yield ImportLine(place=where, table=table_name, column=column, verdict=Verdict.TAKEN, why=why)
        elif name in mapping.drop:
            yield ImportLine(place=where, verdict=Verdict.SKIPPED, why="about people: dropped on reading")
        else:
            yield ImportLine(place=where, verdict=Verdict.SKIPPED, why="the mapping does not name it")


def _check_needed(mapping: ListMapping, table: ContractList, file: str) -> None:
    """Raise `InputError` where nothing tells the contracts apart, or nothing says when they end."""
    rolls = mapping.contracts.get("rolling")
    lacking = [
        why
        for lacks, why in (
            ("id" not in mapping.contracts, "no column for the id of a contract"),
            ("expiry_date" not in mapping.contracts and rolls is None, "no column that says when a contract ends"),
        )
        if lacks
    ]
    if lacking:
        finding = Finding(
            severity=Severity.ERROR, code="no-contracts", file=file, message=f"it names {' and '.join(lacking)}",
            expected="id and expiry_date under [contracts]", cure=f"name one of: {', '.join(table.header)}",
        )  # fmt: skip
        raise InputError([finding])


def _check_order(mapping: ListMapping, table: ContractList, file: str) -> None:
    """Raise `InputError` where ends can be read both ways and nobody says how."""
    ends = mapping.contracts.get("expiry_date", Use()).columns
    evidence = order_evidence(text for name in ends for text in table.column(name))
    if mapping.date_order is None and evidence.open:
        finding = Finding(
            severity=Severity.ERROR, code="open-dates", file=file, column="date_order",
            message=f"the ends of the contracts can be read in two ways: {evidence.said}",
            expected="day or month", cure='write date_order = "day" or date_order = "month" under [file]',
        )  # fmt: skip
        raise InputError([finding])


def _clashing(table: ContractList, mapping: ListMapping, rows: ListRows) -> Finding:
    ids = " + ".join(mapping.contracts["id"].columns)
    return Finding(
        severity=Severity.ERROR, code="repeated-ids", file=table.file, column=ids,
        message=f"{counted(len(rows.clashes), 'row')} share their id with another row and say other things; "
        f"the first is {rows.clashes[0]}",
        cure='join another column: id = { columns = ["A", "B"], join = "/" }; or add repeats = "number"',
    )  # fmt: skip


def _nothing(table: ContractList, rows: ListRows) -> Finding:
    reasons = [line.why for line in rows.lines]
    said = f", for instance: {reasons[0]}" if reasons else ""
    message = f"none of its {counted(len(table.rows), 'row')} is a contract{said}"
    cure = "look at date_order, open_ended and the columns in the mapping"
    return Finding(severity=Severity.ERROR, code="no-contracts", file=table.file, message=message, cure=cure)
