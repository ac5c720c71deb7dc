"""Where a figure comes from: source, basis and confidence, kept with every record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """The basis of the figures of a row."""

    PUBLIC = "public"
    """Every figure of the row was found in the public source named."""
    SECONDARY = "secondary"
    """Seen only in a source that quotes the original."""
    INTERNAL = "internal"
    """From the organisation's own records."""
    ASSUMED = "assumed"
    """At least one figure of the row is a planning assumption."""
    UNSTATED = "unstated"
    """The row says nothing about it."""


class Confidence(StrEnum):
    """How far the person who entered the row trusts it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNSTATED = "unstated"


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Source, basis and confidence of one row.

    `public_fields` names the columns that are sourced when the row as a whole counts as assumed.
    """

    source: str | None = None
    source_date: date | None = None
    basis: Basis = Basis.UNSTATED
    confidence: Confidence = Confidence.UNSTATED
    public_fields: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row of an input table with its provenance."""

    provenance: Provenance = field(default_factory=Provenance)
