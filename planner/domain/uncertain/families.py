"""The shapes that the range of a date can have."""

from __future__ import annotations

from enum import StrEnum


class RangeFamily(StrEnum):
    """How the chances lie between and beyond the dates of a range."""

    TWO_PIECE = "two-piece"
    """Two halves of normal distributions through P10, P50 and P90."""
    LOGNORMAL = "lognormal"
    """A shifted lognormal distribution through P10, P50 and P90: a longer tail."""
    PERT = "pert"
    """A beta distribution; the early and late dates are limits that are never passed."""
    TRIANGULAR = "triangular"
    """A triangle; the early and late dates are limits that are never passed."""
