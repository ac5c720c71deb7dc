from datetime import date

import pytest

from planner.present.wording import calendar_day, counted, money, per_cent, printable


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (1234567, "GBP", "£1,234,567"),
        (0, "GBP", "£0"),
        (-20, "EUR", "−€20"),
        (500, "CHF", "CHF 500"),
        (None, "GBP", "–"),
    ],
)
def test_money_has_its_symbol_and_separators(amount: int, currency: str, shown: str) -> None:
    assert money(amount, currency) == shown


def test_a_date_is_shown_without_leading_zero() -> None:
    assert calendar_day(date(2028, 2, 3)) == "Thu 3 Feb 2028"
    assert calendar_day(None) == "–"


@pytest.mark.parametrize(
    ("share", "shown"), [(0.0, "0.00 %"), (0.00004, "under 0.01 %"), (0.0123, "1.23 %"), (None, "–")]
)
def test_a_share_above_nothing_never_shows_as_nothing(share: float, shown: str) -> None:
    assert per_cent(share) == shown


def test_a_count_of_one_is_singular() -> None:
    assert [counted(1, "day"), counted(0, "day"), counted(1204, "day")] == ["1 day", "0 days", "1,204 days"]


def test_text_from_the_input_cannot_steer_the_terminal() -> None:
    # An escape sequence, a bell and a right-to-left override become visible marks, a line break a space.
    assert printable("a\x1b[31mb\x07c\u202ed\ne") == "a�[31mb�c�d e"
