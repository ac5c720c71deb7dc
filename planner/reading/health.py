"""How complete, how old and how much assumed the tables are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from planner.domain.provenance import Basis
from planner.reading.cells.located import Sheet, Tables
from planner.reading.rows.base import RowModel
from planner.reading.schema.tables import TABLES


@dataclass(frozen=True, kw_only=True)
class TableHealth:
    """The state of one table that was read.

    `completeness` is the share of the optional cells, those of provenance left out, that are filled (for a settings
    table the share of settings stated); None where there are none. Ages are days from the source date to the status
    date. `share_by_basis` adds up to 1; None where there are no rows. Rows that could not be read are not counted in it.
    """

    table: str
    file: str
    rows: int
    completeness: float | None
    source_age_median_days: float | None
    source_age_oldest_days: int | None
    source_date_unstated: int
    share_by_basis: Mapping[Basis, float] | None

    @property
    def share_assumed(self) -> float | None:
        """Share of rows with at least one assumed figure."""
        return self.share_by_basis[Basis.ASSUMED] if self.share_by_basis else None

    @property
    def share_public(self) -> float | None:
        """Share of rows of which every figure is public."""
        return self.share_by_basis[Basis.PUBLIC] if self.share_by_basis else None

    @property
    def share_unstated(self) -> float | None:
        """Share of rows that say nothing about their basis."""
        return self.share_by_basis[Basis.UNSTATED] if self.share_by_basis else None


def health_of(tables: Tables, status_date: date) -> tuple[TableHealth, ...]:
    """The health of every table that is there, in the order of the schema."""
    return tuple(_health(tables.sheets[table.name], status_date) for table in TABLES if table.name in tables.sheets)


def _health(sheet: Sheet, status_date: date) -> TableHealth:
    rows = [row.value for row in sheet.rows]
    ages = sorted((status_date - row.source_date).days for row in rows if row.source_date is not None)
    return TableHealth(
        table=sheet.table.name,
        file=sheet.file,
        rows=len(sheet.places),
        completeness=_completeness(sheet),
        source_age_median_days=median(ages) if ages else None,
        source_age_oldest_days=ages[-1] if ages else None,
        source_date_unstated=len(rows) - len(ages),
        share_by_basis=_shares(row.basis for row in rows) if rows else None,
    )


def _completeness(sheet: Sheet) -> float | None:
    if sheet.table.settings is not None:
        stated = sum("value" in place.cells for place in sheet.places)
        return min(1.0, stated / len(sheet.table.settings.model_fields))
    columns = sheet.table.row.model_fields
    optional = [name for name in columns if name not in RowModel.model_fields and not columns[name].is_required()]
    cells = len(optional) * len(sheet.places)
    filled = sum(column in place.cells for place in sheet.places for column in optional)
    return filled / cells if cells else None


def _shares(found: Iterable[Basis]) -> dict[Basis, float]:
    bases = list(found)
    return {basis: bases.count(basis) / len(bases) for basis in Basis}
