"""What a workbook held when it was written: the very hidden sheet `_planner`, as JSON in pieces."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

PLANNER_SHEET = "_planner"
FORMAT = "planner workbook"
VERSION = 1
PIECE = 30_000
"""Characters of one piece; a cell holds at most 32,767."""
PLAN, GAPS = "plan", "gaps"
"""The kinds of workbook that come back."""


class UnreadableBase(Exception):  # noqa: N818 - it becomes a finding at once
    """The sheet `_planner` cannot be read: what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class SheetBase:
    """One sheet: `key` is the title of its first column, `green` those that people fill in, `fixed` the others.

    `rows` holds the texts of the green columns and then of the fixed ones, by the id in the first column. Columns with
    formulas are in neither.
    """

    key: str
    green: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns whose texts are known."""
        return (*self.green, *self.fixed)

    def text(self, id: str, column: str) -> str:
        """What a cell held."""
        return self.rows[id][self.columns.index(column)]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A contract that is in no table until its end is known: its cells, and those of its options."""

    contract: Mapping[str, str]
    options: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class WorkbookBase:
    """Everything a workbook held that can be changed in it.

    `fingerprint` is that of the portfolio, `records` tells all of its rows, and `plan` tells the plan. `ignored`
    are sheets that hold nothing to read.
    `tables` holds a digest of every row of the input tables, by the name of the sheet: a change of one is told, not read.
    `waiting` are contracts by id that come in with the answer to a question.
    """

    kind: str
    portfolio: str
    status_date: str
    fingerprint: str = ""
    records: str = ""
    plan: str = ""
    marking: str | None = None
    sheets: Mapping[str, SheetBase] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: Mapping[str, Waiting] = field(default_factory=dict)


def pieces_of(base: WorkbookBase) -> list[str]:
    """The base as JSON in pieces, none with white space: programs trim the ends of cells."""
    content = {"format": FORMAT, "version": VERSION, **asdict(base)}
    text = json.dumps(content, separators=(",", ":"), sort_keys=True).replace(" ", "\\u0020")
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def base_of(pieces: Iterable[str]) -> WorkbookBase:
    """The base that was cut into these pieces. Raises `UnreadableBase`."""
    try:
        content = json.loads("".join(pieces))
        if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
            raise UnreadableBase("it is not the planner's")
        if content.pop("version", None) != VERSION:
            raise UnreadableBase("it was written by another version of the planner")
        return _base(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableBase("it is damaged") from error


def _base(content: Mapping[str, Any]) -> WorkbookBase:
    sheets = {name: _sheet(sheet) for name, sheet in content["sheets"].items()}
    tables = {name: tuple(map(str, digests)) for name, digests in content["tables"].items()}
    ignored = tuple(map(str, content["ignored"]))
    waiting = {id: _waiting(id, rows) for id, rows in content.get("waiting", {}).items()}
    return WorkbookBase(**{**content, "sheets": sheets, "tables": tables, "ignored": ignored, "waiting": waiting})


def _waiting(id: str, content: Mapping[str, Any]) -> Waiting:
    found = Waiting(contract=_cells(content["contract"]), options=tuple(map(_cells, content["options"])))
    if any(text != id for text in (found.contract["id"], *(cells["contract"] for cells in found.options))):
        raise UnreadableBase("it is damaged")
    return found


def _cells(content: Mapping[str, Any]) -> Mapping[str, str]:
    return {str(column): str(text) for column, text in content.items()}


def _sheet(content: Mapping[str, Any]) -> SheetBase:
    found = SheetBase(
        key=str(content["key"]),
        green=tuple(map(str, content["green"])),
        fixed=tuple(map(str, content["fixed"])),
        rows={id: tuple(map(str, cells)) for id, cells in content["rows"].items()},
    )
    if any(len(cells) != len(found.columns) for cells in found.rows.values()):
        raise UnreadableBase("it is damaged")
    return found


def same_text(text: str) -> str:
    """A text without the differences that programs make when they save it: white space counts once."""
    return " ".join(text.split())


def records_digest(tables: Mapping[str, Iterable[Mapping[str, str]]]) -> str:
    """What tells the rows of a portfolio from those of every other one."""
    content = json.dumps({name: list(map(dict, rows)) for name, rows in tables.items()}, sort_keys=True)
    return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()


def row_digest(texts: Sequence[str]) -> str:
    """What tells a row of an input table from every other one; blank cells at its end do not matter."""
    cells = [same_text(text) for text in texts]
    while cells and not cells[-1]:
        cells.pop()
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]
