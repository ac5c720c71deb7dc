"""Which column of a list goes where: the mapping file, as a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.domain.provenance import Basis
from planner.reading.cells.date_order import DateOrder
from planner.reading.importers.contracts.cell_words import NOT_STATED
from planner.reading.importers.contracts.list_file import Shape
from planner.reading.schema.columns import columns_of, provenance_columns
from planner.reading.schema.tables import table_named

CONTRACT_COLUMNS = tuple(
    column.name
    for column in columns_of(table_named("contracts").row)
    if column.name not in {shared.name for shared in provenance_columns()}
)
"""The columns of contracts that a list can fill."""
OPTION_COLUMNS = tuple(
    column.name
    for column in columns_of(table_named("options").row)
    if column.name not in {"contract", "sequence", *(shared.name for shared in provenance_columns())}
)
"""The columns of options that a list can fill; contract and sequence follow from the row."""
TERM_COLUMNS = ("start_date", "months")
"""What says how long a contract runs: its first day, or its length in months."""
MONEY_COLUMNS = ("annual_price_pounds", "renewal_annual_price_pounds")


class ListDateOrder(StrEnum):
    """Which number of a date stands first."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    @property
    def order(self) -> DateOrder | None:
        """The order of dates with the year last; None where the year stands first."""
        return {ListDateOrder.DAY: DateOrder.DAY_FIRST, ListDateOrder.MONTH: DateOrder.MONTH_FIRST}.get(self)


class Per(StrEnum):
    """What an amount of money is for."""

    TERM = "term"
    YEAR = "year"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class Use:
    """How a column of a table is filled: from one or several columns of the list, joined, or with one value.

    `unit` is what a bare number of a length counts; None where that is not stated.
    `number_repeats`: of an id that stands in several rows, the second is called `ID/2`; without it such a list is refused.
    """

    columns: tuple[str, ...] = ()
    join: str = " "
    value: str | None = None
    per: Per | None = None
    unit: str | None = None
    number_repeats: bool = False


@dataclass(frozen=True, kw_only=True)
class ListMapping:
    """Everything a mapping file says. `options` are the options of a contract, in their sequence.

    A contract that ended before `ended_before`, has no option and does not renew is left out.
    """

    shape: Shape = field(default_factory=Shape)
    date_order: ListDateOrder | None = None
    open_ended: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = NOT_STATED
    ended_before: date | None = None
    basis: Basis = Basis.INTERNAL
    source_date: str | None = None
    contracts: Mapping[str, Use] = field(default_factory=dict)
    options: tuple[Mapping[str, Use], ...] = ()
    term: Mapping[str, Use] = field(default_factory=dict)
    drop: tuple[str, ...] = ()

    def places(self) -> Iterator[tuple[str, Use]]:
        """Every use with its place in the file, for instance `contracts.expiry_date`."""
        yield from ((f"contracts.{name}", use) for name, use in self.contracts.items())
        for option in self.options:
            yield from ((f"options.{name}", use) for name, use in option.items())
        yield from ((f"term.{name}", use) for name, use in self.term.items())

    @property
    def named(self) -> tuple[str, ...]:
        """Every column of the list that is named, each once."""
        return tuple(dict.fromkeys([*_columns(use for _, use in self.places()), *self.drop]))


def _columns(uses: Iterable[Use]) -> Iterator[str]:
    for use in uses:
        yield from use.columns
