"""The shapes that the range of a date can have."""

from __future__ import annotations

from enum import StrEnum

from planner.errors import SettingsError


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


def family_of(name: str) -> RangeFamily:
    """The family of a name. Raises SettingsError for another one."""
    names = [family.value for family in RangeFamily]
    if name not in names:
        raise SettingsError(f"{name!r} is no family of ranges; there are {', '.join(names)}")
    return RangeFamily(name)
