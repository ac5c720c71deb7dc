"""Every row says where it comes from; nothing assumed is shown as public."""

from __future__ import annotations

import pytest

from tests.data.conftest import TINY, WHITEHALL, rows_of, tables_of

PROVENANCE = {"source", "source_date", "basis", "confidence", "public_fields", "reason"}
HEDGES = ("assum", "planning value", "placeholder", "not found", "not verified", "not public", "secondary")
WHITEHALL_TABLES = tables_of(WHITEHALL)


@pytest.mark.parametrize("table", WHITEHALL_TABLES)
def test_every_row_has_a_basis_and_a_reason_or_a_source(table: str) -> None:
    for row in rows_of(WHITEHALL, table):
        assert row["basis"] in {"public", "secondary", "assumed"}, row
        assert row["confidence"] in {"high", "medium", "low"}, row
        assert row["reason"] or row["source"], row


@pytest.mark.parametrize("table", WHITEHALL_TABLES)
def test_an_assumed_row_says_why(table: str) -> None:
    assert all(row["reason"] for row in rows_of(WHITEHALL, table) if row["basis"] == "assumed")


@pytest.mark.parametrize("table", WHITEHALL_TABLES)
def test_a_public_row_names_a_dated_source_and_hedges_nothing(table: str) -> None:
    for row in rows_of(WHITEHALL, table):
        if row["basis"] == "public":
            assert row["source"].startswith("http"), row
            assert row["source_date"], row
            assert not any(hedge in row["reason"].casefold() for hedge in HEDGES), row


@pytest.mark.parametrize("table", WHITEHALL_TABLES)
def test_public_fields_are_columns_with_a_value_and_a_source(table: str) -> None:
    for row in rows_of(WHITEHALL, table):
        named = [field for field in row["public_fields"].split(";") if field]
        assert all(field in row and field not in PROVENANCE and row[field] for field in named), row
        assert row["source"] or not named, row


@pytest.mark.parametrize("table", ["options", "demands", "phases", "modes", "resources", "capacity_steps", "freezes"])
def test_what_no_source_gives_is_never_public(table: str) -> None:
    assert {row["basis"] for row in rows_of(WHITEHALL, table)} == {"assumed"}


def test_prices_of_uncovered_days_and_notice_periods_are_never_public() -> None:
    for row in rows_of(WHITEHALL, "contracts"):
        assert not {"exposure_pounds_per_day", "notice", "internal_lead_days"} & set(row["public_fields"].split(";"))


def test_a_placeholder_contract_claims_nothing() -> None:
    placeholders = [row for row in rows_of(WHITEHALL, "contracts") if row["id"].endswith("-OWN")]
    assert placeholders
    for row in placeholders:
        assert row["name"].endswith("(placeholder)")
        assert (row["supplier"], row["source"], row["public_fields"]) == ("not known", "", "")


@pytest.mark.parametrize("table", tables_of(TINY))
def test_the_tiny_example_says_that_it_is_invented(table: str) -> None:
    assert all("invented" in row["reason"] and row["basis"] == "assumed" for row in rows_of(TINY, table))
