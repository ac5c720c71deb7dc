"""Colours can be told apart, and ink can be read on them."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from planner.plan.flagging.records import Flag
from planner.present.charts import palette

# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB
SIGHT = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(colour: str) -> list[float]:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as it is seen."""
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(line, linear(colour), strict=True)))) for line in SIGHT[sight]
    )
    white = (0.9505, 1.0, 1.089)
    xyz = (
        0.4124 * red + 0.3576 * green + 0.1805 * blue,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        0.0193 * red + 0.1192 * green + 0.9505 * blue,
    )
    x, y, z = (
        ratio ** (1 / 3) if ratio > 0.008856 else 7.787 * ratio + 16 / 116
        for ratio in (part / whole for part, whole in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_every_flag_has_a_style_with_a_letter_of_its_own() -> None:
    assert set(palette.FLAG_STYLES) == set(Flag)
    assert len({style.letter for style in palette.FLAG_STYLES.values()}) == len(Flag)


def test_flags_stand_in_order_of_gravity() -> None:
    assert list(palette.FLAG_STYLES) == sorted(Flag, key=lambda flag: -flag.gravity)


@pytest.mark.parametrize("flag", Flag)
def test_the_letter_can_be_read_on_its_fill(flag: Flag) -> None:
    style = palette.FLAG_STYLES[flag]
    assert contrast(style.fill, style.ink) >= 4.5


@pytest.mark.parametrize("ink", [palette.INK, palette.MUTED_INK, palette.STATUS_LINE])
@pytest.mark.parametrize("paper", [palette.PAPER, palette.SUBHEADING_FILL, palette.HEADING_FILL])
def test_text_can_be_read_on_paper(ink: str, paper: str) -> None:
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize("fill", palette.PHASE_FILLS)
def test_names_can_be_read_on_phases(fill: str) -> None:
    assert contrast(fill, palette.INK) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
def test_flags_differ_for_every_kind_of_colour_sight(sight: str) -> None:
    fills = [style.fill for style in palette.FLAG_STYLES.values()]
    # a difference of 20 is seen at a glance; about 2 is the least that is seen at all
    assert min(math.dist(lab(one, sight), lab(other, sight)) for one, other in combinations(fills, 2)) > 20
