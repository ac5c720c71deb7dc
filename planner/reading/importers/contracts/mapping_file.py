"""Mapping files: read from TOML, with every finding in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.provenance import Basis
from planner.errors import InputError
from planner.reading.files.encodings import ENCODING_NAMES
from planner.reading.importers.contracts.list_file import ContractList, Shape
from planner.reading.importers.contracts.mapping import (
    CONTRACT_COLUMNS,
    MONEY_COLUMNS,
    OPTION_COLUMNS,
    TERM_COLUMNS,
    ListDateOrder,
    ListMapping,
    Per,
    Use,
)
from planner.reading.toml import keys
from planner.reading.toml.key_reader import KeyReader
from planner.reading.toml.keys import Key, Unfit
from planner.reading.toml.lines import KeyPath
from planner.reading.toml.toml_file import TomlFile, parse_toml, read_toml

UNITS = ("days", "clear days", "working days", "weeks", "months", "years")
SECTIONS = ("file", "contracts", "options", "term", "drop")


def _texts(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str) for part in listed):
        raise Unfit(f"{keys.shown(value)} is not a list of texts", 'write for instance ["TBC", "n/a"]', "texts")
    return tuple(listed)


def _row(value: Any) -> int:
    return keys.whole_between(1, 100_000)(value)


def _separator(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 1:
        raise Unfit(f"{keys.shown(value)} is not one character", 'write for instance ";" or "\\t"', "one character")
    return value


FILE_KEYS = (
    Key(name="header_row", parse=_row, meaning="The row with the titles. Absent: it is found.", example="1"),
    Key(name="sheet", parse=keys.text, meaning="The sheet of a workbook. Absent: the longest.", example='"Register"'),
    Key(name="encoding", parse=keys.one_of(list(ENCODING_NAMES), "known encoding"),
        meaning="How the text is encoded. Absent: it is found.", example='"cp1252"'),
    Key(name="separator", parse=_separator, meaning="What separates the cells. Absent: it is found.", example='";"'),
    Key(name="date_order", parse=keys.one_of(list(ListDateOrder), "known order"),
        meaning="Which number of a date stands first.", example='"month"'),
    Key(name="open_ended", parse=_texts, meaning="Ends that say there is none.", example='["12/31/9999"]'),
    Key(name="not_stated", parse=_texts, meaning="Cells that state nothing.", example='["", "TBC"]'),
    Key(name="ended_before", parse=keys.day,
        meaning="What ended before this day is left out, unless it has an option or renews.", example="2026-04-01"),
    Key(name="basis", parse=keys.one_of([basis.value for basis in Basis], "known basis"),
        meaning="What stands behind the list. Absent: internal.", example='"public"'),
    Key(name="source_date", parse=keys.day, meaning="The day the list is of.", example="2026-03-31"),
)  # fmt: skip
USE_KEYS = (
    Key(name="column", parse=keys.text, meaning="The column of the list.", example='"Total value"'),
    Key(name="columns", parse=keys.names, meaning="Several columns, joined.", example='["CONTRACT", "COMPANY"]'),
    Key(name="join", parse=lambda value: _texts(value)[0], meaning="What stands between them.", example='"/"'),
    Key(name="value", parse=lambda value: str(value), meaning="One value for every row.", example='"months"'),
    Key(name="per", parse=keys.one_of(list(Per), "known span"), meaning="What the money is for.", example='"term"'),
    Key(name="unit", parse=keys.one_of(list(UNITS), "known unit"), meaning="What a bare number counts.", example='"years"'),
    Key(name="repeats", parse=keys.one_of(["number"], "known way"), meaning="Number ids that repeat.", example='"number"'),
)  # fmt: skip


def read_mapping(path: str | Path) -> ListMapping:
    """The mapping in a TOML file; raises `InputError` with every finding."""
    return _Reader(read_toml(path)).read()


def parse_mapping(text: str, name: str = "map.toml") -> ListMapping:
    """As `read_mapping`, for the text of a file."""
    return _Reader(parse_toml(text, name)).read()


def check_columns(mapping: ListMapping, table: ContractList, file: str) -> None:
    """Raise `InputError` where the mapping names a column that the list does not have."""
    reader = KeyReader(TomlFile(name=file, content={}, lines={}), unnamed="mapping")
    for name in mapping.named:
        if name not in table.header:
            reader.unknown(reader.spot(()), name, list(table.header), f"a column of {table.file}", "unknown-column")
    if reader.findings:
        raise InputError(reader.findings)


class _Reader(KeyReader):
    def __init__(self, file: TomlFile) -> None:
        super().__init__(file, unnamed="mapping")

    def read(self) -> ListMapping:
        content = self.file.content
        for name in content:
            if name not in SECTIONS:
                self.unknown(self.spot((name,)), name, list(SECTIONS), "a part of a mapping")
        stated = self._section("file", [key.name for key in FILE_KEYS])
        file = self.values(("file",), stated, FILE_KEYS)
        listed = content.get("options", [])
        options = listed if isinstance(listed, list) else [listed]
        drop = self.values(("drop",), self._section("drop", ["columns"]), (_DROPPED,))
        mapping = ListMapping(
            **_of_file(file),
            contracts=dict(self._uses(("contracts",), content.get("contracts", {}), CONTRACT_COLUMNS)),
            options=tuple(
                dict(self._uses(("options", place), body, OPTION_COLUMNS)) for place, body in enumerate(options)
            ),
            term=dict(self._uses(("term",), content.get("term", {}), TERM_COLUMNS)),
            drop=drop.get("columns", ()),
        )
        if self.findings:
            raise InputError(self.findings)
        return mapping

    def _section(self, name: str, known: list[str]) -> Mapping[str, Any]:
        body = self.file.content.get(name, {})
        if not isinstance(body, dict):
            self.report(self.spot((name,)), "wrong-type", f'"{name}" is not a table', f"write it below [{name}]")
            return {}
        for key in body:
            if key not in known:
                self.unknown(self.spot((name, key)), key, known, f"a key of [{name}]")
        return body

    def _uses(self, path: KeyPath, body: Any, known: tuple[str, ...]) -> Iterator[tuple[str, Use]]:
        if not isinstance(body, dict):
            self.report(self.spot(path), "wrong-type", f"{path[0]} is not a table", f"write it below [{path[0]}]")
            return
        for name, value in body.items():
            spot = self.spot((*path, name))
            if name not in known:
                self.unknown(spot, name, list(known), f"a column of {path[0]}", "unknown-column")
                continue
            try:
                yield name, self._use((*path, name), name, value)
            except Unfit as unfit:
                self.unfit(spot, unfit)

    def _use(self, path: KeyPath, name: str, value: Any) -> Use:
        if isinstance(value, str):
            return Use(columns=(keys.text(value),), per=Per.YEAR if name in MONEY_COLUMNS else None)
        if not isinstance(value, dict):
            raise Unfit(
                f"{keys.shown(value)} names no column", 'write for instance "EXPIRATION"', "a column of the list"
            )
        known = [key.name for key in USE_KEYS]
        for key in value:
            if key not in known:
                self.unknown(self.spot((*path, key)), key, known, "a key of a column")
        return _use_of(name, self.values(path, value, USE_KEYS))


_DROPPED = Key(name="columns", parse=keys.names, meaning="Columns of people.", example='["CONTACT"]')


def _use_of(name: str, stated: Mapping[str, Any]) -> Use:
    columns = stated.get("columns", ()) or ((stated["column"],) if "column" in stated else ())
    if bool(columns) == ("value" in stated):
        raise Unfit(
            f"{name} needs a column or a value", 'write { column = "..." } or { value = "..." }', "one of the two"
        )
    per = Per(stated["per"]) if "per" in stated else Per.YEAR
    return Use(
        columns=columns,
        join=stated.get("join", " "),
        value=stated.get("value"),
        per=per if name in MONEY_COLUMNS else None,
        unit=stated.get("unit"),
        number_repeats="repeats" in stated,
    )


def _of_file(stated: Mapping[str, Any]) -> dict[str, Any]:
    """The part about the file, as the fields of a mapping."""
    shape = Shape(**{name: stated[name] for name in ("header_row", "sheet", "encoding", "separator") if name in stated})
    found: dict[str, Any] = {"shape": shape}
    found |= {name: stated[name] for name in ("open_ended", "not_stated", "ended_before") if name in stated}
    if "date_order" in stated:
        found["date_order"] = ListDateOrder(stated["date_order"])
    if "basis" in stated:
        found["basis"] = Basis(stated["basis"])
    if isinstance(day := stated.get("source_date"), date):
        found["source_date"] = day.isoformat()
    return found
