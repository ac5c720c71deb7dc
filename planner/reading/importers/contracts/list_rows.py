"""The rows of a list as rows of the tables contracts and options, by a mapping; what cannot be read is said cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from planner.domain.calendar import ONE_DAY, add_months
from planner.domain.provenance import Confidence
from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.cells.quantities import UNITS
from planner.reading.edits.base import Waiting
from planner.reading.importers.contracts.cell_values import Cells, pounds_of, read_cell, whole
from planner.reading.importers.contracts.cell_words import is_blank
from planner.reading.importers.contracts.list_dates import read_date
from planner.reading.importers.contracts.list_file import ContractList
from planner.reading.importers.contracts.list_lengths import Proposed, Unread, extensions_of, months_of
from planner.reading.importers.contracts.mapping import MONEY_COLUMNS, ListMapping, Per, Use
from planner.reading.importers.imported import ImportLine, Verdict
from planner.reading.importers.ocds.prose.items import Extension
from planner.reading.schema.tables import table_named

DATES = {"expiry_date", "maximum_end_date", "end_date"}
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, kw_only=True)
class ListRows:
    """What a list holds: rows of contracts and of options, and a line for every row and every cell that was left out.

    `clashes` are the rows whose id stands in another row that says other things. `waiting` are contracts that lack
    nothing but an end that can be read.
    """

    contracts: tuple[Cells, ...]
    options: tuple[Cells, ...]
    lines: tuple[ImportLine, ...]
    clashes: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def read_list_rows(table: ContractList, mapping: ListMapping) -> ListRows:
    """The rows of the list that are contracts; the others are skipped, each with the reason."""
    found = [_Row(table, mapping, number, cells).read() for number, cells in table.rows]
    named = _with_own_ids(found, mapping)
    kept = [row for row in named if row.is_contract]
    return ListRows(
        contracts=tuple(row.contract for row in kept),
        options=tuple(option for row in kept for option in _numbered(row)),
        lines=tuple(line for row in named for line in row.all_lines()),
        clashes=tuple(row.place for row in named if row.clashes),
        waiting=tuple(_waiting(named)),
    )


def repeated_ids(table: ContractList, mapping: ListMapping) -> Mapping[str, int]:
    """The ids that stand in several rows, each with the number of rows."""
    use = mapping.contracts.get("id", Use())
    found = Counter(_Row(table, mapping, number, cells).text(use) for number, cells in table.rows)
    return {id: count for id, count in found.items() if id and count > 1}


@dataclass
class _Read:
    """A row on its way to a contract; `why_not` says why it is none."""

    place: str
    contract: Cells = field(default_factory=dict)
    options: list[Cells] = field(default_factory=list)
    lines: list[ImportLine] = field(default_factory=list)
    why_not: str = ""
    lacks_end: bool = False
    clashes: bool = False

    @property
    def is_contract(self) -> bool:
        return not self.why_not

    def all_lines(self) -> Iterator[ImportLine]:
        """The line of the row, and those of its cells where it is a contract."""
        id = self.contract.get("id", "")
        verdict = Verdict.TAKEN if self.is_contract else Verdict.SKIPPED
        said = self.contract.get("name", "") if self.is_contract else ""
        why = self.why_not or "a contract"
        yield ImportLine(place=self.place, table="contracts", record=id, new=said, verdict=verdict, why=why)
        if self.is_contract:
            yield from self.lines


class _Row:
    """One row of a list, read by a mapping."""

    def __init__(self, table: ContractList, mapping: ListMapping, number: int, cells: tuple[str, ...]) -> None:
        self._mapping = mapping
        self._cells = dict(zip(table.header, cells, strict=True))
        self._found = _Read(place=f"row {number}")

    def text(self, use: Use) -> str:
        """What the columns of a use hold, joined; blank where none states anything."""
        if use.value is not None:
            return use.value
        parts = [" ".join(self._cells[name].split()) for name in use.columns]
        return use.join.join(part for part in parts if not is_blank(part, self._mapping.not_stated))

    def read(self) -> _Read:
        found, stated = self._found, self._mapping.contracts
        id = self.text(stated.get("id", Use())).replace(LIST_SEPARATOR, ",")
        found.contract["id"] = id
        if not id:
            found.why_not = "it states no id"
            return found
        found.contract["name"] = self.text(stated.get("name", Use())) or id
        for column, use in stated.items():
            if column not in ("id", "name"):
                self._take("contracts", found.contract, column, use)
        for option in self._mapping.options:
            found.options.extend(self._options(option))
        found.why_not = self._why_not()
        return found

    def _options(self, option: Mapping[str, Use]) -> Iterator[Cells]:
        """The options of one part of the mapping: a cell such as `12 + 12` holds two."""
        cells: Cells = {}
        for column, use in option.items():
            if column != "months":
                self._take("options", cells, column, use)
        if extensions := self._extensions(option.get("months", Use())):
            yield from ({**cells, **extension.cells} for extension in extensions)
        elif "end_date" in cells:
            yield cells

    def _extensions(self, use: Use) -> tuple[Extension, ...]:
        text = self.text(use)
        try:
            return extensions_of(text, use.unit) if text else ()
        except Unread as fault:
            self._found.lines.append(self._skipped("options", "months", use, text, str(fault)))
        except Proposed as proposed:
            line = self._skipped("options", "months", use, text, "")
            self._found.lines.append(
                replace(
                    line, new=proposed.new, verdict=Verdict.SUGGESTED, confidence=proposed.confidence, why=proposed.why
                )
            )
        return ()

    def _take(self, table: str, cells: Cells, column: str, use: Use) -> None:
        """Read one cell into the row; a line says why where it cannot be read."""
        text = self.text(use)
        if not text or (use.value is not None and not _is_wanted(column, cells)):
            return
        try:
            cells |= self._read(table, column, text, use)
        except Unread as fault:
            self._found.lines.append(self._skipped(table, column, use, text, str(fault)))

    def _read(self, table: str, column: str, text: str, use: Use) -> Cells:
        if column in DATES:
            return self._read_date(column, text)
        if column in MONEY_COLUMNS:
            return {column: self._annual(text, use.per or Per.YEAR)}
        return read_cell(table, column, text, use.unit or self._unit_of(table, column))

    def _unit_of(self, table: str, column: str) -> str | None:
        """What a bare number counts, by the column or the value for the unit of a notice; None where neither says."""
        use = self._mapping.contracts.get(f"{column}_unit") if table == "contracts" else None
        return UNITS.get(self.text(use).casefold()) if use is not None else None

    def _read_date(self, column: str, text: str) -> Cells:
        if self._is_open_ended(text):
            if column != "expiry_date":
                return {}
            return {"rolling": "yes"}
        read = read_date(text, self._mapping.date_order)
        if read.day is None:
            raise Unread(read.why)
        return {column: read.day.isoformat()}

    def _is_open_ended(self, text: str) -> bool:
        return text.casefold() in {" ".join(word.split()).casefold() for word in self._mapping.open_ended}

    def _annual(self, text: str, per: Per) -> str:
        pounds = pounds_of(text)
        if per is Per.YEAR:
            return whole(pounds)
        if per is Per.MONTH:
            return whole(pounds * 12)
        return whole(self._of_a_year(pounds))

    def _of_a_year(self, pounds: Decimal) -> Decimal:
        """The share of a year in what the whole term costs: by whole months where it has such, else by days."""
        months = self._stated_months()
        begin, end = self._date_of(self._mapping.term), self._date_of(self._mapping.contracts)
        if begin is None or end is None:
            if months is None:
                raise Unread("it is the price of the whole term, and the length of the term is not known")
            return pounds * 12 / months
        if end < begin:
            raise Unread(f"it is the price of a term that ends on {end}, before it begins on {begin}")
        days = (end - begin).days + 1
        if months is not None and abs(days * 12 - months * DAYS_OF_A_YEAR) > DAYS_OF_A_YEAR:
            raise Unread(
                f"it is the price of the whole term, which has {months} months, and {days:,} days by its dates"
            )
        whole_months = _whole_months(begin, end)
        return pounds * 12 / whole_months if whole_months else pounds * DAYS_OF_A_YEAR / days

    def _stated_months(self) -> int | None:
        use = self._mapping.term.get("months", Use())
        length = self.text(use)
        return months_of(length, use.unit) if length else None

    def _date_of(self, uses: Mapping[str, Use]) -> date | None:
        """The first or last day of the term; None where it is open, or cannot be read."""
        text = self.text(uses.get("start_date") or uses.get("expiry_date") or Use())
        return None if not text or self._is_open_ended(text) else read_date(text, self._mapping.date_order).day

    def _why_not(self) -> str:
        """Why the row is no contract: it has no end, is over, or has a cell the table cannot hold; blank where it is one."""
        cells = self._found.contract
        if "expiry_date" not in cells and cells.get("rolling") != "yes":
            text = self.text(self._mapping.contracts.get("expiry_date", Use()))
            why = read_date(text, self._mapping.date_order).why if text else "it is not stated"
            self._found.lacks_end = True
            return f"left out, for its end: {why}"
        if why := self._is_over():
            return why
        while fault := _first_fault(cells):
            column, why = fault
            if column in ("id", "name", "expiry_date"):
                return f"{column}: {why}"
            use = self._mapping.contracts.get(column, Use())
            self._found.lines.append(self._skipped("contracts", column, use, cells.pop(column), why))
        return ""

    def _is_over(self) -> str:
        """That the contract ended before those that count, and nothing can make it longer; blank where it counts."""
        cells, before = self._found.contract, self._mapping.ended_before
        if before is None or "expiry_date" not in cells or self._found.options:
            return ""
        if cells.get("rolling") == "yes" or "renewal_months" in cells or cells["expiry_date"] >= before.isoformat():
            return ""
        return f"left out: it ended on {cells['expiry_date']}, before {before}"

    def _skipped(self, table: str, column: str, use: Use, text: str, why: str) -> ImportLine:
        where = f"{self._found.place}, {' + '.join(use.columns) or column}"
        return ImportLine(
            place=where, table=table, record=self._found.contract["id"], column=column, old=text[:200],
            verdict=Verdict.SKIPPED, confidence=Confidence.UNSTATED, why=f"left blank: {why}",
        )  # fmt: skip


def _whole_months(begin: date, end: date) -> int:
    """The whole months from the first to the last day, both included; 0 where they are none."""
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return next((count for count in (months, months + 1) if count and add_months(begin, count) == end + ONE_DAY), 0)


def _is_wanted(column: str, cells: Cells) -> bool:
    """Whether a value for every row is for this one: a unit only goes with a length that states none itself."""
    return not column.endswith("_unit") or (column.removesuffix("_unit") in cells and column not in cells)


def _first_fault(cells: Cells) -> tuple[str, str] | None:
    """The first column that the table of contracts would refuse, and why."""
    try:
        table_named("contracts").row.model_validate(cells)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        said = problem.get("ctx", {})
        return str(problem["loc"][0]), str(said.get("message", problem["msg"]))
    return None


def _with_own_ids(rows: list[_Read], mapping: ListMapping) -> list[_Read]:
    """Rows whose ids repeat, numbered where the mapping says so; a row that is the same as one before it is left out."""
    seen: dict[str, list[Cells]] = {}
    for row in (row for row in rows if row.is_contract):
        id = row.contract["id"]
        before = seen.setdefault(id, [])
        if row.contract in before:
            row.why_not = "the same as a row before it"
            continue
        before.append(dict(row.contract))
        if len(before) > 1 and mapping.contracts["id"].number_repeats:
            row.contract["id"] = f"{id}/{len(before)}"
            row.lines.append(_called(row, id))
        elif len(before) > 1:
            row.why_not, row.clashes = f"the id {id} stands in another row with other values", True
    return rows


def _called(row: _Read, id: str) -> ImportLine:
    return ImportLine(
        place=row.place, table="contracts", record=row.contract["id"], column="id", old=id, new=row.contract["id"],
        verdict=Verdict.TAKEN, confidence=Confidence.MEDIUM, why=f"{id} stands in several rows with other values",
    )  # fmt: skip


def _waiting(rows: list[_Read]) -> Iterator[Waiting]:
    """The rows that lack an end alone; not where another row has their id."""
    ids = Counter(row.contract["id"] for row in rows if row.is_contract or row.lacks_end)
    for row in rows:
        if row.lacks_end and ids[row.contract["id"]] == 1:
            yield Waiting(contract=dict(row.contract), options=tuple(_numbered(row)))


def _numbered(row: _Read) -> Iterator[Cells]:
    id = row.contract["id"]
    for sequence, cells in enumerate(row.options, start=1):
        yield {"id": f"{id}-{sequence}", "contract": id, "sequence": str(sequence), **cells}
