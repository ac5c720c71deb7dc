"""Every family has the quantiles it was given, and an inverse."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from planner.domain.uncertain.families import RangeFamily
from planner.risk.families import LIMIT_FAMILIES, Z90, Range, rounded_half_up

THREE = np.array([-Z90, 0.0, Z90])
GRID = np.linspace(-3.0, 3.0, 61)
SHAPES = [(0.0, 30.0, 90.0), (-40.0, 10.0, 20.0), (10.0, 20.0, 30.0)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("family", sorted(set(RangeFamily) - LIMIT_FAMILIES))
def test_the_stated_quantiles_are_hit(family: RangeFamily, shape: tuple[float, float, float]) -> None:
    assert Range(*shape, family).quantile(THREE) == pytest.approx(shape)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("family", list(RangeFamily))
def test_the_inverse_gives_the_number_back(family: RangeFamily, shape: tuple[float, float, float]) -> None:
    found = Range(*shape, family)
    allowed = 2e-2 if family is RangeFamily.PERT else 1e-6  # PERT is a table of 4,097 points, straight between them
    assert found.latent(found.quantile(GRID)) == pytest.approx(GRID, abs=allowed)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("family", list(RangeFamily))
def test_a_greater_number_never_gives_an_earlier_day(family: RangeFamily, shape: tuple[float, float, float]) -> None:
    assert np.all(np.diff(Range(*shape, family).quantile(GRID)) >= 0)


@pytest.mark.parametrize("family", sorted(LIMIT_FAMILIES))
def test_limits_are_never_passed(family: RangeFamily) -> None:
    found = Range(0.0, 20.0, 100.0, family).quantile(np.array([-8.0, 8.0]))
    assert found == pytest.approx([0.0, 100.0], abs=0.5)


def test_the_triangle_has_its_share_before_the_likeliest_day() -> None:
    # (20 - 0) / (100 - 0) = 20 % of the area lies before the likeliest day.
    assert ndtr(Range(0.0, 20.0, 100.0, RangeFamily.TRIANGULAR).latent(np.array([20.0]))) == pytest.approx([0.2])


def test_pert_has_its_mean() -> None:
    # (least + 4 likeliest + greatest) / 6 = (0 + 80 + 100) / 6 = 30.
    points = (np.arange(20_000) + 0.5) / 20_000
    found = Range(0.0, 20.0, 100.0, RangeFamily.PERT).quantile(ndtri(points))
    assert float(np.mean(found)) == pytest.approx(30.0, abs=0.05)


def test_a_flat_side_holds_half_of_the_probability() -> None:
    found = Range(30.0, 30.0, 90.0)
    assert found.quantile(np.array([-2.0, -0.1, 0.0])) == pytest.approx([30.0, 30.0, 30.0])
    assert found.latent(np.array([29.0, 30.0])) == pytest.approx([-np.inf, 0.0])


def test_a_single_number_does_not_vary() -> None:
    found = Range(7.0, 7.0, 7.0)
    assert not found.varies
    assert found.quantile(GRID) == pytest.approx(np.full(61, 7.0))


def test_a_lognormal_needs_room_on_both_sides() -> None:
    assert not Range(30.0, 30.0, 90.0, RangeFamily.LOGNORMAL).fits
    assert Range(0.0, 30.0, 90.0, RangeFamily.LOGNORMAL).fits


def test_the_wrong_order_of_three_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="low <= middle <= high"):
        Range(2.0, 1.0, 3.0)


def test_a_half_goes_up_beside_odd_and_even_numbers() -> None:
    assert rounded_half_up(np.array([0.5, 1.5, 2.5, -0.5])).tolist() == [1, 2, 3, 0]
