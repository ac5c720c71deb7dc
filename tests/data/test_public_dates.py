"""The public dates and figures, written out here once more from the notices and articles named in the rows."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.portfolio import Portfolio
from tests.data.conftest import WHITEHALL, rows_of

PUBLIC_EXPIRIES = {
    "ISSC2-DWP": "2028-10-31",  # notice of 25 July 2025
    "ISSC2-HO": "2028-10-31",  # notice of 22 May 2025
    "ISSC2-HSE": "2028-10-31",  # notice of 1 August 2025
    "ORA-HO-2025": "2030-11-29",  # call-off of 30 November 2025, five years
    "HMRC-CAPGEMINI": "2029-06-27",  # 28 June 2024, five years
    "HMRC-ORACLE-COTERM": "2027-04-05",  # 6 April 2026, one year
    "SAP-ECC6-SUPPORT": "2027-12-31",  # end of mainstream support
}
PUBLIC_ANNUAL_PRICES = {
    "ORA-HO-2025": 10_710_000,  # 53,550,000 over five years
    "HMRC-ORACLE-COTERM": 600_290,
}
ACHIEVED = {
    "SYN-SIGNED": date(2024, 8, 30),
    "SYN-BPS-AWARD": date(2026, 3, 2),
    "MTX-SIGNED": date(2024, 10, 4),
    "UNI-TENDER": date(2023, 12, 15),
    "UNI-AWARD": date(2024, 11, 15),
    "DEF-PHASE-2": date(2025, 6, 4),
    "HO-METIS": date(2021, 3, 24),
}


def contracts_with_public(field: str) -> set[str]:
    return {row["id"] for row in rows_of(WHITEHALL, "contracts") if field in row["public_fields"].split(";")}


def test_exactly_the_known_ends_are_marked_public() -> None:
    assert contracts_with_public("expiry_date") == set(PUBLIC_EXPIRIES)
    assert contracts_with_public("annual_price_pounds") == set(PUBLIC_ANNUAL_PRICES)


@pytest.mark.parametrize(("contract", "expiry"), PUBLIC_EXPIRIES.items())
def test_public_ends_are_quoted_to_the_day(whitehall: Portfolio, contract: str, expiry: str) -> None:
    assert whitehall.contract_by_id[contract].expiry_date == date.fromisoformat(expiry)


@pytest.mark.parametrize(("contract", "pounds"), PUBLIC_ANNUAL_PRICES.items())
def test_public_prices_are_quoted_to_the_pound(whitehall: Portfolio, contract: str, pounds: int) -> None:
    assert whitehall.contract_by_id[contract].annual_price_pounds == pounds


def test_the_month_of_the_moj_end_is_public_and_its_day_that_of_the_others(whitehall: Portfolio) -> None:
    assert whitehall.contract_by_id["ISSC2-MOJ"].expiry_date == date(2028, 10, 31)
    assert "ISSC2-MOJ" not in contracts_with_public("expiry_date")


def test_public_milestones_are_those_achieved_on_a_known_day(whitehall: Portfolio) -> None:
    public = {row["id"] for row in rows_of(WHITEHALL, "milestones") if row["basis"] == "public"}
    assert {id_: whitehall.milestone_by_id[id_].achieved_date for id_ in public} == ACHIEVED


def test_extended_support_ends_with_2030_at_two_percent_more(whitehall: Portfolio) -> None:
    option = whitehall.option_by_id["SAP-ECC6-SUPPORT-1"]
    assert (option.end_date, option.uplift_percent) == (date(2030, 12, 31), 2)


def test_public_user_numbers_are_those_of_the_sources(whitehall: Portfolio) -> None:
    public = {row["id"] for row in rows_of(WHITEHALL, "organisations") if "users" in row["public_fields"].split(";")}
    users = {id_: whitehall.organisation_by_id[id_].users for id_ in public}
    assert users == {"DWP": 90_000, "CO": 8_500, "MOD": 57_500}


def test_nothing_is_planned_before_what_is_known(whitehall: Portfolio) -> None:
    newest = max(row["source_date"] for table in ("contracts", "milestones") for row in rows_of(WHITEHALL, table))
    assert date.fromisoformat(newest) < whitehall.status_date == date(2026, 7, 1)


def test_open_milestones_spread_to_the_late_side_as_public_slips_did(whitehall: Portfolio) -> None:
    for milestone in whitehall.milestones:
        if milestone.achieved_date is None:
            early, likely, late = milestone.early_date, milestone.likely_date, milestone.late_date
            assert early is not None
            assert likely is not None
            assert late is not None
            assert timedelta_days(early, likely) < timedelta_days(likely, late)


def timedelta_days(start: date, end: date) -> int:
    return (end - start).days
