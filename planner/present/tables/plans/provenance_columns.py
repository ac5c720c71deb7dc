"""The columns that say where a row of the input comes from."""

from __future__ import annotations

from typing import Protocol

from planner.domain.provenance import Provenance
from planner.present.tables.column import Column, Kind


class WithProvenance(Protocol):
    """A row that rests on a record of the input."""

    @property
    def provenance(self) -> Provenance:
        """Where the record comes from."""
        ...


PROVENANCE: tuple[Column[WithProvenance], ...] = (
    Column("basis", "Basis", of=lambda row: row.provenance.basis, shown=False),
    Column("confidence", "Confidence", of=lambda row: row.provenance.confidence, shown=False),
    Column("source", "Source", of=lambda row: row.provenance.source, shown=False),
    Column("source_date", "Source of", Kind.DATE, lambda row: row.provenance.source_date, shown=False),
)
