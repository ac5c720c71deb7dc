"""The provenance columns of a row, and the joined provenance of a record that several rows make up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.provenance import Basis, Confidence, Provenance
from planner.reading.rows.base import RowModel

_WEAKEST_BASIS_FIRST = (Basis.ASSUMED, Basis.UNSTATED, Basis.SECONDARY, Basis.INTERNAL, Basis.PUBLIC)
_WEAKEST_CONFIDENCE_FIRST = (Confidence.LOW, Confidence.UNSTATED, Confidence.MEDIUM, Confidence.HIGH)


def provenance_of(row: RowModel) -> Provenance:
    """What the provenance columns of the row say."""
    return Provenance(
        source=row.source,
        source_date=row.source_date,
        basis=row.basis,
        confidence=row.confidence,
        public_fields=row.public_fields,
        reason=row.reason,
    )


def joined_provenance(parts: Mapping[str, Provenance]) -> Provenance:
    """The provenance of a record made up of several rows, each under the name of what it states.

    Basis and confidence are the weakest, the source date the oldest; sources and reasons are put one after the other, each
    reason with its name.
    Where not every part is public, `public_fields` also names the parts that are.
    """
    stated = list(parts.values())
    if not stated:
        return Provenance()
    if all(part == stated[0] for part in stated):
        return stated[0]
    basis = min((part.basis for part in stated), key=_WEAKEST_BASIS_FIRST.index)
    public = [name for name, part in parts.items() if part.basis is Basis.PUBLIC and basis is not Basis.PUBLIC]
    return Provenance(
        source=_joined(part.source for part in stated),
        source_date=min((part.source_date for part in stated if part.source_date), default=None),
        basis=basis,
        confidence=min((part.confidence for part in stated), key=_WEAKEST_CONFIDENCE_FIRST.index),
        public_fields=tuple(dict.fromkeys([*(name for part in stated for name in part.public_fields), *public])),
        reason=_joined(f"{name}: {part.reason}" for name, part in parts.items() if part.reason),
    )


def _joined(texts: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None
