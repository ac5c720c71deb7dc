"""Every id named in a column is the id of a row of the table it refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.findings import Finding
from planner.domain.migrations import DEFAULT_PROFILE
from planner.reading.cells.conversion import LIST_SEPARATOR
from planner.reading.cells.located import Place, Sheet, Tables
from planner.reading.cells.nearest import names_listed
from planner.reading.checks.lookalikes import difference, look_alike
from planner.reading.files.headers import HEADER_ROW
from planner.reading.grouping import rows_text
from planner.reading.schema.columns import ColumnSchema, columns_of

MOST_SLIPS = 2
"""So many records called by their names, and none by its id, are no slip."""
MOST_PROPOSALS = 100
"""Unknown ids for which the nearest is looked for; a table of misspelt ids has one cause."""


def check_references(tables: Tables) -> Iterator[Finding]:
    """Every reference column of every table; those into tables that could not be read are left out.

    A table may have as many rows with a blank id as there are unknown ids meant for it. Those ids are not reported: they
    will be known once the blank ids are filled.
    """
    unknown: dict[tuple[str, tuple[str, ...]], list[_Mention]] = defaultdict(list)
    known: set[str] = set()
    for sheet in tables.sheets.values():
        for column in columns_of(sheet.table.row):
            if column.refers_to and all(tables.is_known(table) for table in column.refers_to):
                for place, id in _named_ids(sheet, column):
                    if id in tables.names(*column.refers_to):
                        known.update(table for table in column.refers_to if tables.has_row(table, id))
                    elif not names_listed(id, tables.names(*column.refers_to)):
                        unknown[id, column.refers_to].append(_Mention(place, column.name))
                yield from _repeated(sheet, column)
                yield from _wrong_separators(tables, sheet, column)
                yield from _built_in_profiles(tables, sheet, column)
    presumed = _presumed(tables, unknown)
    swapped = _swapped(tables, unknown) - known
    yield from (_swapped_columns(tables.sheets[table]) for table in swapped)
    for number, ((id, refers_to), mentions) in enumerate(unknown.items()):
        explained = any(id in tables.ids_by_name(table) for table in swapped.intersection(refers_to))
        if id not in presumed and not explained:
            yield _unknown_everywhere(tables, id, refers_to, mentions, propose=number < MOST_PROPOSALS)


@dataclass(frozen=True)
class _Mention:
    """Where an id is named."""

    place: Place
    column: str


def _presumed(tables: Tables, unknown: Iterable[tuple[str, tuple[str, ...]]]) -> frozenset[str]:
    """Unknown ids that the rows with a blank id probably have."""
    ids_by_table: dict[str, set[str]] = defaultdict(set)
    for id, refers_to in unknown:
        for table in refers_to:
            ids_by_table[table].add(id)
    fitting = (ids for table, ids in ids_by_table.items() if len(ids) <= tables.blank_ids(table))
    return frozenset(id for ids in fitting for id in ids)


def _swapped(tables: Tables, unknown: Iterable[tuple[str, tuple[str, ...]]]) -> frozenset[str]:
    """Tables of which every id that is unknown is the name of a record."""
    called: dict[str, set[str]] = defaultdict(set)
    for id, refers_to in unknown:
        for table in refers_to:
            called[table].add(id)
    return frozenset(
        table
        for table, ids in called.items()
        if len(ids & tables.ids_by_name(table).keys()) == len(ids) >= MOST_SLIPS and tables.sheets[table].places
    )


def _swapped_columns(sheet: Sheet) -> Finding:
    message = "the other tables call its records by what stands in the column name"
    cure = "if the columns id and name have changed places, put their titles right; else write ids in the other tables"
    place = Place(file=sheet.file, row=HEADER_ROW, cells={"id": "id"})
    return place.error("columns-swapped", "id", message, cure=cure)


def _unknown_everywhere(
    tables: Tables, id: str, refers_to: tuple[str, ...], mentions: Sequence[_Mention], *, propose: bool
) -> Finding:
    """One finding for an id that is missing, at the first place that names it; the others are counted."""
    first, *others = mentions
    finding = unknown_reference(tables, first.place, first.column, id, *refers_to, propose=propose)
    rows: dict[str, list[int]] = defaultdict(list)
    for mention in others:
        rows[mention.place.file].append(mention.place.row)
    also = "; ".join(f"{file} {rows_text(numbers)}" for file, numbers in rows.items())
    return replace(finding, message=f"{finding.message} (named in {also} too)") if also else finding


def unknown_reference(
    tables: Tables, place: Place, column: str, id: str, *refers_to: str, propose: bool = True
) -> Finding:
    """The finding for an id that none of the tables has, with the nearest one they have, unless none is to be proposed."""
    names = tables.names(*refers_to)
    nearest = names.nearest(id) if propose else None
    files = " or ".join(tables.files[table] for table in refers_to)
    kind = " or ".join(table.removesuffix("s") for table in refers_to)
    meant = next((tables.ids_by_name(table)[id] for table in refers_to if id in tables.ids_by_name(table)), None)
    cure = f"add it to {files}, or write an id that is there"
    if meant is not None:
        cure = f'write "{meant}": "{id}" is its name, and its id is asked for{_where(tables, meant, refers_to)}'
        nearest = None
    if nearest is not None:
        cure = f'did you mean "{nearest}"?{_where(tables, nearest, refers_to)}'
        if look_alike(id, nearest) and id.casefold() != nearest.casefold():
            cure = f'copy "{nearest}"{_where(tables, nearest, refers_to)}: they differ {difference(id, nearest)}'
    return place.error(
        "unknown-reference", column, f'there is no {kind} "{id}"', cure=cure, expected=f"an id of {files}"
    )


def _where(tables: Tables, id: str, refers_to: tuple[str, ...]) -> str:
    """The row of the nearest id, for the case that the misspelling is there."""
    table = next((table for table in refers_to if tables.has_row(table, id)), None)
    return f" ({tables.files[table]} row {tables.place(table, id).row})" if table else ""


def _named_ids(sheet: Sheet, column: ColumnSchema) -> Iterator[tuple[Place, str]]:
    for place in sheet.places:
        for id in _ids(place.cells.get(column.name, ""), column):
            yield place, id


def _wrong_separators(tables: Tables, sheet: Sheet, column: ColumnSchema) -> Iterator[Finding]:
    """Ids that are separated by commas, or by anything else than the separator of lists."""
    names = tables.names(*column.refers_to)
    for place in sheet.places:
        for id in _ids(place.cells.get(column.name, ""), column):
            listed = names_listed(id, names) if id not in names else ()
            if listed:
                yield _several(place, column, listed)


def _built_in_profiles(tables: Tables, sheet: Sheet, column: ColumnSchema) -> Iterator[Finding]:
    """Phases and demands of the built-in profile, where no profile of its name is stated."""
    built_in = DEFAULT_PROFILE.id
    if column.refers_to != ("profiles",) or sheet.table.name not in ("phases", "demands"):
        return
    for place in sheet.places if not tables.has_row("profiles", built_in) else ():
        if built_in in _ids(place.cells.get(column.name, ""), column):
            yield _built_in_profile(tables, place, column.name)


def _several(place: Place, column: ColumnSchema, listed: tuple[str, ...]) -> Finding:
    several = f'"{place.cells[column.name]}" names {len(listed)} ids'
    cure = f'separate them by "{LIST_SEPARATOR}": write "{f"{LIST_SEPARATOR} ".join(listed)}"'
    if not column.is_list:
        cure = "write one of them, and a row for each of the others"
    return place.error("wrong-list-separator", column.name, several, cure=cure)


def _repeated(sheet: Sheet, column: ColumnSchema) -> Iterator[Finding]:
    for place in sheet.places if column.is_list else ():
        ids = _ids(place.cells.get(column.name, ""), column)
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            yield place.warning("repeated-id", column.name, f'"{id}" is named more than once', cure="name it once")


def _ids(text: str, column: ColumnSchema) -> tuple[str, ...]:
    """The ids in a cell; none where a list stands in a column for one id, which is a finding of its own."""
    parts = tuple(part for part in (piece.strip() for piece in text.split(LIST_SEPARATOR)) if part)
    return parts if column.is_list or LIST_SEPARATOR not in text else ()


def _built_in_profile(tables: Tables, place: Place, column: str) -> Finding:
    message = f'the built-in profile "{DEFAULT_PROFILE.id}" cannot be changed from here'
    cure = f"state a profile of your own in {tables.files['profiles']} with its phases"
    return place.error("unknown-reference", column, message, cure=cure)
