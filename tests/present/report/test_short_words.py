"""Money and days as a board reads them."""

from __future__ import annotations

from datetime import date

import pytest

from planner.present.wording import (
    long_day,
    number_word,
    plain_day,
    round_money,
    sentence,
    short_money,
    shortened,
    signed_short_money,
)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "–"),
        (0, "£0"),
        (9_999, "£9,999"),
        (10_000, "£10k"),
        (78_499, "£78k"),
        (599_500, "£600k"),
        (999_500, "£1.00m"),
        (4_034_999, "£4.03m"),
        (9_960_000, "£10.0m"),
        (378_312_000, "£378.3m"),
        (1_234_000_000, "£1.23bn"),
        (-4_030_000, "−£4.03m"),
    ],
)
def test_money_is_short_and_rounded_half_up(amount: int | None, text: str) -> None:
    assert short_money(amount, "GBP") == text


def test_short_money_names_a_currency_without_a_symbol() -> None:
    assert short_money(4_030_000, "CHF") == "CHF 4.03m"


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "£0"), (600_000, "£600k"), (2_000_000, "£2m"), (1_500_000, "£1.5m"), (1_250_000, "£1.25m"), (10**10, "£10bn")],
)
def test_money_on_an_axis_has_no_zeros_that_end_a_fraction(amount: int, text: str) -> None:
    assert round_money(amount, "GBP") == text


def test_signed_short_money_has_a_plus_where_there_is_more() -> None:
    assert [signed_short_money(amount, "EUR") for amount in (3_200_000, 0, -850_000)] == ["+€3.20m", "€0", "−€850k"]


def test_a_day_stands_without_its_weekday() -> None:
    assert (plain_day(date(2026, 7, 5)), plain_day(None)) == ("5 Jul 2026", "–")
    assert long_day(date(2026, 9, 29)) == "29 September 2026"


def test_small_numbers_are_words() -> None:
    assert [number_word(amount) for amount in (0, 1, 10, 11, 1204)] == ["no", "one", "ten", "11", "1,204"]


def test_a_text_is_cut_at_its_length_and_stands_on_one_line() -> None:
    assert shortened("abc  def\nghi", 40) == "abc def ghi"
    assert shortened("abcdefgh", 5) == "abcd…"
    assert sentence("act now") == "Act now"
