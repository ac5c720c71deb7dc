"""No CSV of ours holds a cell that a spreadsheet runs as a formula."""

from __future__ import annotations

import pytest

from planner.writing.csv_text import csv_text, harmless, without_quote

FORMULAS = ("=1+1", "+44 20 7946 0000", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "-", "'=1", "''=1")
PLAIN = ("Ash", "", "'quoted'", "-5", "+3", "-5.25", "a=b", " =1")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_a_quote_that_a_reader_takes_off_again(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert without_quote(f"'{text}") == text


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_and_numbers_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
    assert without_quote(text) == text


def test_a_negative_number_stays_a_number() -> None:
    assert csv_text(["a", "b", "c"], [(-5, -2.5, None)]) == "a,b,c\n-5,-2.5,\n"
