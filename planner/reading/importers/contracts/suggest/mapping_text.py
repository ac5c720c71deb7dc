"""A suggested mapping as a TOML file: every line carries its evidence, and what is doubtful is a comment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain.provenance import Confidence
from planner.reading.importers.contracts.list_dates import read_date
from planner.reading.importers.contracts.list_file import ContractList
from planner.reading.importers.contracts.mapping import Per, Use
from planner.reading.importers.contracts.suggest.suggested_mapping import SuggestedMapping
from planner.reading.importers.contracts.suggest.targets import DROP
from planner.reading.toml.toml_text import toml_key, toml_value
from planner.writing.marks import PROGRAM

HEAD = """\
# {program}
# A mapping proposed for {file}: {rows} rows; {found}.
# Look at every line. high: title and cells say so. medium: likely. What is only possible is a comment: take the # away.
"""


def mapping_text(table: ContractList, suggested: SuggestedMapping) -> str:
    """The text of the file; read back it is the mapping."""
    head = HEAD.format(program=PROGRAM, file=_plain(table.file), rows=f"{len(table.rows):,}", found=_plain(table.found))
    return head + "\n" + "\n".join(_lines(table, suggested)) + "\n"


def _lines(table: ContractList, suggested: SuggestedMapping) -> Iterator[str]:
    mapping = suggested.mapping
    yield "[file]"
    yield from _file_lines(suggested)
    yield from _ends_line(table, suggested)
    yield "\n[contracts]"
    yield from (
        _line(name, _written(use), _said(suggested, f"contracts.{name}", name, use))
        for name, use in mapping.contracts.items()
    )
    for option in mapping.options:
        yield "\n[[options]]"
        yield from (
            _line(name, _written(use), _said(suggested, f"options.{name}", name, use)) for name, use in option.items()
        )
    if mapping.term:
        yield "\n[term]"
        yield from (
            _line(name, _written(use), _said(suggested, f"term.{name}", name, use))
            for name, use in mapping.term.items()
        )
    if suggested.doubtful:
        yield "\n# Possible, and not taken:"
        yield from (
            f"# {column.key.partition('/')[0]} = {toml_value(column.column)}  # {_plain(column.evidence)}"
            for column in suggested.doubtful
        )
    if suggested.unused:
        yield f"\n# Not used: {', '.join(map(_plain, suggested.unused))}"
    if mapping.drop:
        yield "\n[drop]"
        yield from (
            f"# {_plain(column.column)}: {_plain(column.evidence)}"
            for column in suggested.columns
            if column.key == DROP
        )
        yield _line("columns", mapping.drop, "people: dropped on reading")


def _file_lines(suggested: SuggestedMapping) -> Iterator[str]:
    shape = suggested.mapping.shape
    for name in ("header_row", "sheet", "encoding", "separator"):
        value = getattr(shape, name)
        if value is not None:
            yield f"{name} = {toml_value(value)}"
    order = suggested.mapping.date_order
    if order is not None:
        yield _line("date_order", order, suggested.order.said)
    else:
        why = "" if suggested.order.day_first or suggested.order.open else "; none is needed"
        yield f'# date_order = "day"  # {suggested.order.said}{why}'
    if suggested.mapping.open_ended:
        yield _line("open_ended", suggested.mapping.open_ended, "found in the column of ends")
    yield _line("not_stated", suggested.mapping.not_stated, "found in the cells")


def _ends_line(table: ContractList, suggested: SuggestedMapping) -> Iterator[str]:
    """How to leave out what is long over, as a comment that changes nothing: the day is the earliest end."""
    mapping = suggested.mapping
    columns = mapping.contracts["expiry_date"].columns if "expiry_date" in mapping.contracts else ()
    stated = {text for name in columns for text in table.column(name)} - {"", *mapping.open_ended}
    if ends := [day for text in stated if (day := read_date(text, mapping.date_order).day) is not None]:
        said = f"leaves out what ended before; the ends run from {min(ends)} to {max(ends)}"
        yield f"# ended_before = {min(ends)}  # {said}"


def _written(use: Use) -> Any:
    """As a mapping file has it: the name of the column alone where nothing else is to be said."""
    if use.value is not None:
        return {"value": use.value}
    if len(use.columns) == 1 and use.per in (None, Per.YEAR) and not use.number_repeats and use.unit is None:
        return use.columns[0]
    found: dict[str, Any] = (
        {"column": use.columns[0]} if len(use.columns) == 1 else {"columns": use.columns, "join": use.join}
    )
    if use.per not in (None, Per.YEAR):
        found["per"] = use.per
    if use.unit is not None:
        found["unit"] = use.unit
    return {**found, "repeats": "number"} if use.number_repeats else found


def _said(suggested: SuggestedMapping, place: str, name: str, use: Use) -> str:
    said = [suggested.evidence[key] for key in (place, name) if key in suggested.evidence]
    if use.value is not None:
        said.append("from the title of the column of notices")
    return "; ".join(said) or f"{Confidence.MEDIUM.value}: the columns that tell the contracts apart"


def _line(name: str, value: Any, comment: str) -> str:
    return f"{toml_key(name)} = {toml_value(value)}  # {_plain(comment)}"


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
