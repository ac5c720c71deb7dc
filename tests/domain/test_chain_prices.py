"""What an option costs: its whole length, an early end, and its share of each financial year."""

from __future__ import annotations

import pytest

from planner.domain.contracts import ExtensionOption
from tests.sample.chains import link_of, option_of

FULL = [
    # contract's annual price, option, expected price of the whole length
    (1_200_000, option_of(6), 600_000),  # half a year
    (1_200_000, option_of(1), 100_000),
    (1_200_000, option_of(18), 1_800_000),
    (1_200_000, option_of(12, fee_pounds=25_000), 1_225_000),  # the fee once
    (1_200_000, option_of(12, annual_price_pounds=900_000), 900_000),  # the option's own price goes first
    (1_200_000, option_of(12, annual_price_pounds=0, fee_pounds=7), 7),  # a stated price of zero is a price
    (None, option_of(12, annual_price_pounds=900_000), 900_000),  # the contract's is not needed then
    (1_000_000, option_of(12, uplift_percent=10.0), 1_100_000),
    (1_000_000, option_of(6, uplift_percent=-5.0), 475_000),  # a discount
    (
        1_000_000,
        option_of(12, annual_price_pounds=500_000, uplift_percent=10.0),
        500_000,
    ),  # the uplift is the contract's
    (6, option_of(1), 1),  # 6 / 12 = 0.5 rounds up
    (18, option_of(1), 2),  # 1.5 rounds up
    (30, option_of(1), 3),  # 2.5 rounds up, not to the even 2
    (5, option_of(1), 0),  # 0.4166 rounds down
    (100, option_of(1), 8),  # 8.33
    (100, option_of(7), 58),  # 58.33
    (90, option_of(12, uplift_percent=15.0), 104),  # 90 x 1.15 = 103.5 exactly; in binary floats 103.49999999999999
    (50, option_of(3, uplift_percent=16.0), 15),  # 58 / 4 = 14.5 exactly; in binary floats 14.499999999999998
    (100, option_of(12, uplift_percent=3.5), 104),  # 103.5 exactly; in binary floats 103.49999999999999
    (150, option_of(12, uplift_percent=2.0), 153),  # exactly 153
    (1_000_000_000, option_of(12, uplift_percent=2.3), 1_023_000_000),  # 2.3 is 23/10, as written
    (350, option_of(12, uplift_percent=0.1), 350),  # 350.35
    (500, option_of(12, uplift_percent=0.1), 501),  # 500.5 rounds up
    (365, option_of("2028-01-12"), 73),  # 2 months and 12 days: 60.83 and 12
    (365_000, option_of("2028-10-31"), 365_000),  # 12 whole months, over the leap day as well
    (365_000, option_of(12), 365_000),  # the same length stated in months
    (365_000, option_of("2028-11-01"), 366_000),  # 12 months and a day of 1,000
    (365_000, option_of("2027-11-30"), 30_417),  # a month: 30,416.67
    (365_000, option_of("2027-11-29"), 29_000),  # 29 days, no whole month
    (365_000, option_of("2029-02-14"), 470_250),  # 15 months and 14 days: 456,250 and 14,000
    (3_650, option_of("2027-11-01", uplift_percent=5.0), 11),  # one day at 10.50 rounds up
    (3_650, option_of("2027-11-01", uplift_percent=4.9), 10),  # 10.49
]


@pytest.mark.parametrize(("annual", "option", "expected"), FULL)
def test_price_of_the_whole_length(annual: int | None, option: ExtensionOption, expected: int) -> None:
    link = link_of("2027-10-31", option, annual_price_pounds=annual)
    assert link.full_price_pounds == expected


def test_an_option_that_nobody_prices_is_refused() -> None:
    with pytest.raises(ValueError, match="option o1 has no price"):
        link_of("2027-10-31", option_of(12), annual_price_pounds=None)


# 1 to 20 November 2027 is no whole month: 20 days of 365. At 365,000 a year they cost 20,000, or 1,000 a day.
TWENTY_DAYS = "2027-11-20"

EARLY_END = [
    # minimum commitment, needed days, expected days paid, expected price with a fee of 500
    (6, 2, 6, 6_500),  # at least the minimum
    (6, 6, 6, 6_500),
    (6, 7, 7, 7_500),
    (6, 19, 19, 19_500),
    (6, 20, 20, 20_500),
    (6, 30, 20, 20_500),  # at most the whole
    (6, -5, 6, 6_500),  # not needed at all: still the minimum
    (0, -5, 0, 500),  # no minimum: only the fee
    (0, 1, 1, 1_500),
    (None, 2, 20, 20_500),  # not stated: it cannot be ended early
    (None, -5, 20, 20_500),
    (400, 2, 20, 20_500),  # a minimum beyond the length is the length
]


@pytest.mark.parametrize(("minimum", "needed", "days", "price"), EARLY_END)
def test_price_of_an_early_end(minimum: int | None, needed: int, days: int, price: int) -> None:
    option = option_of(TWENTY_DAYS, fee_pounds=500, minimum_commitment_days=minimum)
    link = link_of("2027-10-31", option, annual_price_pounds=365_000)
    assert link.days_paid(needed) == days
    assert link.price_pounds(needed) == price


@pytest.mark.parametrize(
    ("annual", "needed", "expected"),
    [
        (365_365, 10, 10_010),  # 20,020 for 20 days: 1,001 a day
        (365_020, 10, 10_010),  # 20,001.10 rounds to 20,001: 1,000.05 a day, rounded up to 1,001
        (365_020, 19, 19_019),  # 19 x 1,001
        (183, 12, 10),  # 10.03 rounds to 10: half a pound a day is rounded up to one, but never more than the whole
    ],
)
def test_daily_price_of_an_early_end_is_rounded_up(annual: int, needed: int, expected: int) -> None:
    link = link_of("2027-10-31", option_of(TWENTY_DAYS, minimum_commitment_days=0), annual_price_pounds=annual)
    assert link.price_pounds(needed) == expected


def test_an_option_of_months_ended_early_is_priced_by_the_days_of_its_full_length() -> None:
    # November 2027 to April 2028: 30 + 31 + 31 + 29 + 31 + 30 = 182 days for 182,000, so 1,000 a day.
    link = link_of("2027-10-31", option_of(6, minimum_commitment_days=30), annual_price_pounds=364_000)
    assert [link.price_pounds(days) for days in (0, 31, 181, 182, 400)] == [30_000, 31_000, 181_000, 182_000, 182_000]


SHARES = [
    # expiry, option, first month of the year, expected pounds by financial year; a pound of 365,000 a year is 1,000 a day
    # 1 Nov 2028 to 31 Mar 2029: 30 + 31 + 31 + 28 + 31 = 151 days; 1 Apr to 31 Oct 2029: 214 days
    ("2028-10-31", option_of(12), 4, {2028: 151_000, 2029: 214_000}),
    ("2028-10-31", option_of(12, fee_pounds=5_000), 4, {2028: 156_000, 2029: 214_000}),  # the fee where it begins
    ("2028-10-31", option_of(12), 1, {2028: 61_000, 2029: 304_000}),  # calendar years: 61 days and 304
    # 1 Apr 2027 to 30 Mar 2028, in one year: 11 months and 30 days, 334,583.33 and 30,000
    ("2027-03-31", option_of("2028-03-30"), 4, {2027: 364_583}),
    ("2027-03-31", option_of(12), 4, {2027: 365_000}),  # exactly a financial year (366 days, a year's price)
    ("2027-03-30", option_of("2027-04-01"), 4, {2026: 1_000, 2027: 1_000}),  # 31 March and 1 April
    ("2027-03-31", option_of("2027-04-01"), 4, {2027: 1_000}),
    # 1 Nov 2025 to 31 Oct 2028: 1,096 days (29 Feb 2028) for 1,095,000. By the end of March 2026, 2027, 2028: 151, 516
    # and 882 days are gone: floor(1,095,000 x 151 / 1,096) = 150,862; 515,529; 881,195; so 364,667; 365,666; 213,805.
    ("2025-10-31", option_of(36), 4, {2025: 150_862, 2026: 364_667, 2027: 365_666, 2028: 213_805}),
]


@pytest.mark.parametrize(("expiry", "option", "start_month", "expected"), SHARES)
def test_shares_by_financial_year(
    expiry: str, option: ExtensionOption, start_month: int, expected: dict[int, int]
) -> None:
    link = link_of(expiry, option, annual_price_pounds=365_000)
    assert link.pounds_by_financial_year(start_month) == expected


def test_shares_are_rounded_so_that_they_add_up() -> None:
    # 10 pounds over 365 days from 1 Nov 2028: floor(10 x 151 / 365) = 4 (4.1), the rest 6.
    link = link_of("2028-10-31", option_of(12), annual_price_pounds=10)
    assert link.pounds_by_financial_year(4) == {2028: 4, 2029: 6}
