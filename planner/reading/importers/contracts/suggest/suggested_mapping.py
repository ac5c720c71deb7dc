"""A mapping proposed for a list, with the evidence of every line as a comment; or the reason why there can be none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.findings import Finding, Severity
from planner.domain.provenance import Confidence
from planner.errors import InputError
from planner.reading.importers.contracts.cell_words import NOT_STATED, looks_open_ended
from planner.reading.importers.contracts.list_dates import OrderEvidence, order_evidence
from planner.reading.importers.contracts.list_file import ContractList
from planner.reading.importers.contracts.list_rows import repeated_ids
from planner.reading.importers.contracts.mapping import MONEY_COLUMNS, ListMapping, Per, Use
from planner.reading.importers.contracts.suggest.contents import contents_of
from planner.reading.importers.contracts.suggest.header_words import plain_header
from planner.reading.importers.contracts.suggest.suggesting import Suggested, suggest_columns
from planner.reading.importers.contracts.suggest.targets import DROP, FITS

DATE_KEYS = ("contracts.expiry_date", "contracts.maximum_end_date", "term.start_date")
_PLACES = {key.partition("/")[0]: place for place, key in enumerate(FITS)}
"""The order of the places in a mapping file."""
END = "contracts.expiry_date"
MOSTLY = 0.6
"""Share of dates in a column that is one of dates."""
MOST_WORDS = 20
"""Words for open ends that are listed."""


@dataclass(frozen=True, kw_only=True)
class SuggestedMapping:
    """A mapping with the columns it rests on.

    `evidence` has a sentence for a place; `unused` are columns that go nowhere.
    """

    mapping: ListMapping
    columns: tuple[Suggested, ...]
    evidence: Mapping[str, str]
    unused: tuple[str, ...]
    order: OrderEvidence

    @property
    def doubtful(self) -> tuple[Suggested, ...]:
        """Columns that only might go somewhere: in the file they are comments."""
        return tuple(
            column for column in self.columns if _is_doubtful(column) and column.column not in self.mapping.named
        )


def suggest_mapping(table: ContractList) -> SuggestedMapping:
    """The mapping that the titles and the cells speak for.

    Raises `InputError` where the list has neither an id nor a name of its contracts, or no column with their ends.
    """
    columns = suggest_columns(table)
    chosen = {column.key: column for column in columns if column.key != DROP and not _is_doubtful(column)}
    if END not in chosen:  # better a doubtful end, which says so, than no mapping at all
        chosen.update((column.key, column) for column in columns if column.key == END)
    _refuse(table, chosen)
    order = order_evidence(text for name in _date_columns(columns) for text in table.column(name))
    evidence = {key.partition("/")[0]: column.evidence for key, column in chosen.items()}
    mapping = ListMapping(
        shape=table.shape,
        date_order=order.order,
        open_ended=_open_ended(table, chosen[END].column),
        not_stated=_not_stated(table),
        contracts=dict(_uses(chosen, "contracts.")),
        options=tuple(option for option in (dict(_uses(chosen, "options.")),) if option),
        term=dict(_uses(chosen, "term.")),
        drop=tuple(column.column for column in columns if column.key == DROP),
    )
    mapping, said = _with_unique_ids(table, _with_name(mapping))
    used = {*mapping.named, *(column.column for column in columns)}
    return SuggestedMapping(
        mapping=mapping,
        columns=columns,
        evidence={**evidence, **said},
        unused=tuple(name for name in table.header if name not in used),
        order=order,
    )


def _is_doubtful(column: Suggested) -> bool:
    return column.confidence is Confidence.LOW and column.key != DROP


def _refuse(table: ContractList, chosen: Mapping[str, Suggested]) -> None:
    missing = []
    if "contracts.id" not in chosen and "contracts.name" not in chosen:
        missing.append("no column with an id and none with a name of the contracts")
    if END not in chosen:
        dated = [name for name in table.header if contents_of(table.column(name)).share("dates") >= MOSTLY]
        holds = f" (dates stand in {', '.join(dated)})" if dated else ""
        missing.append(f"no column that says when the contracts end{holds}")
    if missing:
        finding = Finding(
            severity=Severity.ERROR, code="no-contracts", file=table.file, row=table.shape.header_row,
            message=f"it does not look like a list of contracts: it has {', and '.join(missing)}",
            found=", ".join(table.header),
            cure="if it has them, write a mapping file that names them: docs/imports.md shows one",
        )  # fmt: skip
        raise InputError([finding])


def _date_columns(columns: Iterable[Suggested]) -> Iterator[str]:
    yield from (column.column for column in columns if column.key in DATE_KEYS)


def _open_ended(table: ContractList, expiry: str) -> tuple[str, ...]:
    """The words in the column of ends that say there is none, the most frequent first."""
    found = Counter(" ".join(text.split()) for text in table.column(expiry) if looks_open_ended(text))
    return tuple(word for word, _ in found.most_common(MOST_WORDS))


def _not_stated(table: ContractList) -> tuple[str, ...]:
    """The blank cell, and the words for nothing that the list holds."""
    found = {text.casefold() for _, cells in table.rows for text in cells if len(text) <= 20}
    return tuple(word for word in NOT_STATED if not word or word in found)


def _uses(chosen: Mapping[str, Suggested], prefix: str) -> Iterator[tuple[str, Use]]:
    for key, column in sorted(chosen.items(), key=lambda item: _PLACES.get(item[0].partition("/")[0], 0)):
        place, _, per = key.partition("/")
        if place.startswith(prefix):
            name = place.removeprefix(prefix)
            span = Per(per) if per else Per.YEAR
            per_year = span if name in MONEY_COLUMNS else None
            yield name, Use(columns=(column.column,), per=per_year, unit=_unit_in_months(name, column.column))
            yield from _unit(name, column, chosen)


def _unit_in_months(name: str, title: str) -> str | None:
    """What the title of a length says that bare numbers count; None where it does not say."""
    if not name.endswith("months"):
        return None
    words = plain_header(title).split()
    return next((unit for unit in ("months", "years") if unit in words or unit.removesuffix("s") in words), None)


def _unit(name: str, column: Suggested, chosen: Mapping[str, Suggested]) -> Iterator[tuple[str, Use]]:
    """The unit of a notice, where the title states it and no column does."""
    if name == "notice" and "contracts.notice_unit" not in chosen:
        words = set(plain_header(column.column).split())
        unit = next(
            (unit for unit in ("months", "weeks", "days") if unit in words or unit.removesuffix("s") in words), None
        )
        if unit is not None:
            yield "notice_unit", Use(value=unit)


def _with_name(mapping: ListMapping) -> ListMapping:
    """A list without ids is told apart by name and supplier; one without names is called by its ids."""
    contracts = dict(mapping.contracts)
    if "id" not in contracts:
        parts = [contracts[name].columns[0] for name in ("name", "supplier") if name in contracts]
        contracts = {"id": Use(columns=tuple(parts), join="/"), **contracts}
    if "name" not in contracts:
        contracts = {"id": contracts["id"], "name": contracts["id"], **contracts}
    return replace(mapping, contracts=contracts)


def _with_unique_ids(table: ContractList, mapping: ListMapping) -> tuple[ListMapping, dict[str, str]]:
    """Ids that repeat are joined with the column that tells most of them apart; what still repeats is numbered."""
    repeated = sum(repeated_ids(table, mapping).values())
    if not repeated:
        return mapping, {}
    best, left = mapping, repeated
    for name in ("supplier", "name", "buyer"):
        joined = _joined(mapping, name)
        still = sum(repeated_ids(table, joined).values()) if joined is not None else left
        if joined is not None and still < left:
            best, left = joined, still
    said = f"{repeated:,} of {len(table.rows):,} rows share their id"
    if best is not mapping:
        said += f"; joined with {best.contracts['id'].columns[-1]} {left:,} do"
    if left:
        best = replace(best, contracts={**best.contracts, "id": replace(best.contracts["id"], number_repeats=True)})
        said += "; those are numbered"
    return best, {"id": said}


def _joined(mapping: ListMapping, name: str) -> ListMapping | None:
    use, other = mapping.contracts["id"], mapping.contracts.get(name)
    if other is None or other.columns[0] in use.columns:
        return None
    id = Use(columns=(*use.columns, *other.columns), join="/")
    return replace(mapping, contracts={**mapping.contracts, "id": id})
