"""Families of distributions: every uncertain number is a function of one standard normal number, with an inverse.

`low`, `middle` and `high` of a range are P10, P50 and P90 where the family fits quantiles, and the least, the likeliest
and the greatest value where it fits limits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaincinv, ndtr, ndtri

from planner.domain.uncertain.families import RangeFamily

Floats = npt.NDArray[np.float64]

Z90 = 1.2815515655446004
"""The standard normal number below which 90 % lie."""
LEAST_PROBABILITY = 1e-9
"""Probabilities are kept this far from 0 and 1, where the inverse normal has no value."""
PERT_POINTS = 4097
"""Points of the table that stands in for the inverse of the PERT distribution."""


LIMIT_FAMILIES = frozenset({RangeFamily.TRIANGULAR, RangeFamily.PERT})
"""Families whose three numbers are limits, not quantiles."""


@dataclass(frozen=True)
class Range:
    """Three numbers and their family, in days."""

    low: float
    middle: float
    high: float
    family: RangeFamily = RangeFamily.TWO_PIECE

    def __post_init__(self) -> None:
        if not self.low <= self.middle <= self.high:
            raise ValueError(f"a range wants low <= middle <= high, not {self.low}, {self.middle}, {self.high}")

    @property
    def varies(self) -> bool:
        """Whether it is more than one number."""
        return self.low < self.high

    @property
    def label(self) -> str:
        """How its family is called in the answers."""
        return self.family.value

    @property
    def fits(self) -> bool:
        """Whether its family can have these numbers: the lognormal needs room on both sides."""
        return self.family is not RangeFamily.LOGNORMAL or self.low < self.middle < self.high or not self.varies

    def quantile(self, z: Floats) -> Floats:
        """The value at each standard normal number."""
        if not self.varies:
            return np.full_like(np.asarray(z, float), self.middle)
        return QUANTILES[self.family](self, np.asarray(z, float))

    def latent(self, value: Floats) -> Floats:
        """The standard normal number at each value.

        A value below all has minus infinity, one above all infinity. The middle of a two-piece range has 0.
        """
        value = np.asarray(value, float)
        if not self.varies:
            return np.where(value == self.middle, 0.0, np.where(value < self.middle, -np.inf, np.inf))
        with np.errstate(divide="ignore", invalid="ignore"):
            return LATENTS[self.family](self, value)


def _two_piece(range: Range, z: Floats) -> Floats:
    below, above = range.middle - range.low, range.high - range.middle
    return np.asarray(range.middle + z * np.where(z < 0, below, above) / Z90)


def _two_piece_latent(range: Range, value: Floats) -> Floats:
    below, above = range.middle - range.low, range.high - range.middle
    gap = value - range.middle
    return np.where(gap == 0, 0.0, Z90 * gap / np.where(gap < 0, below, above))


def _lognormal(range: Range, z: Floats) -> Floats:
    ratio, above = _ratio(range), range.high - range.middle
    if ratio == 1.0:
        return range.middle + z * above / Z90
    return np.asarray(range.middle + above * np.expm1(np.log(ratio) / Z90 * z) / (ratio - 1.0))


def _lognormal_latent(range: Range, value: Floats) -> Floats:
    ratio, above = _ratio(range), range.high - range.middle
    if ratio == 1.0:
        return Z90 * (value - range.middle) / above
    share = 1.0 + (value - range.middle) * (ratio - 1.0) / above
    beyond = -np.inf if ratio > 1.0 else np.inf
    return np.where(share <= 0.0, beyond, np.log(np.maximum(share, 1e-300)) * Z90 / np.log(ratio))


def _ratio(range: Range) -> float:
    if not range.fits:
        raise ValueError(f"no lognormal has {range.low}, {range.middle}, {range.high} as P10, P50 and P90")
    return (range.high - range.middle) / (range.middle - range.low)


def _triangular(range: Range, z: Floats) -> Floats:
    low, middle, high = range.low, range.middle, range.high
    p: Floats = np.asarray(ndtr(z))
    width = high - low
    rising: Floats = low + np.sqrt(p * width * (middle - low))
    falling = high - np.sqrt(ndtr(-z) * width * (high - middle))
    return np.where(p < (middle - low) / width, rising, falling)


def _triangular_latent(range: Range, value: Floats) -> Floats:
    low, middle, high = range.low, range.middle, range.high
    width, inside = high - low, np.clip(value, low, high)
    rising: Floats = ndtri((inside - low) ** 2 / max(width * (middle - low), 1e-300))
    falling = -ndtri((high - inside) ** 2 / max(width * (high - middle), 1e-300))
    return np.where(inside < middle, rising, falling)


def _pert(range: Range, z: Floats) -> Floats:
    p = np.linspace(0.0, 1.0, PERT_POINTS)
    values = range.low + (range.high - range.low) * betaincinv(*_pert_shape(range), p)
    return np.asarray(np.interp(ndtr(z), p, values))


def _pert_latent(range: Range, value: Floats) -> Floats:
    share = np.clip((value - range.low) / (range.high - range.low), 0.0, 1.0)
    return np.asarray(ndtri(betainc(*_pert_shape(range), share)))


def _pert_shape(range: Range) -> tuple[float, float]:
    width = range.high - range.low
    return 1.0 + 4.0 * (range.middle - range.low) / width, 1.0 + 4.0 * (range.high - range.middle) / width


QUANTILES: Mapping[RangeFamily, Callable[[Range, Floats], Floats]] = {
    RangeFamily.TWO_PIECE: _two_piece,
    RangeFamily.LOGNORMAL: _lognormal,
    RangeFamily.TRIANGULAR: _triangular,
    RangeFamily.PERT: _pert,
}
LATENTS: Mapping[RangeFamily, Callable[[Range, Floats], Floats]] = {
    RangeFamily.TWO_PIECE: _two_piece_latent,
    RangeFamily.LOGNORMAL: _lognormal_latent,
    RangeFamily.TRIANGULAR: _triangular_latent,
    RangeFamily.PERT: _pert_latent,
}


def standard_normal(uniform: Floats) -> Floats:
    """The standard normal numbers of uniform ones."""
    return np.asarray(ndtri(np.clip(uniform, LEAST_PROBABILITY, 1.0 - LEAST_PROBABILITY)))


def rounded_half_up(value: Floats) -> npt.NDArray[np.int64]:
    """Whole numbers; a half goes up, whatever number it stands beside."""
    return np.floor(value + 0.5).astype(np.int64)
