"""Completeness, age of sources and share of assumed rows."""

from __future__ import annotations

import pytest

from planner.domain.provenance import Basis
from planner.reading import TableHealth
from tests.reading.folder import Folder


def health(folder: Folder, table: str) -> TableHealth:
    return next(found for found in folder.check().health if found.table == table)


def test_completeness_is_the_share_of_optional_cells_filled(folder: Folder) -> None:
    # groups: optional are name and bridge price, both filled in the only row
    assert health(folder, "groups").completeness == 1.0
    folder.set("groups", 2, "name", "")
    assert health(folder, "groups").completeness == 0.5


def test_columns_left_out_count_as_blank(folder: Folder) -> None:
    # clusters: lead, platform and common_share are optional, two rows; one lead and one share are stated
    assert health(folder, "clusters").completeness == pytest.approx(2 / 6)


def test_tables_without_optional_columns_have_no_completeness(folder: Folder) -> None:
    assert health(folder, "demands").completeness is None


def test_settings_are_as_complete_as_they_are_stated(folder: Folder) -> None:
    # four of the nine settings of the portfolio
    assert health(folder, "portfolio").completeness == pytest.approx(4 / 9)


def test_age_of_sources_counts_to_the_status_date(folder: Folder) -> None:
    # 1 October and 1 September 2026 are 31 and 61 days before 1 November; one row states no date
    found = health(folder, "organisations")
    assert (found.source_age_median_days, found.source_age_oldest_days, found.source_date_unstated) == (46, 61, 1)


def test_shares_of_basis_add_up(folder: Folder) -> None:
    found = health(folder, "organisations")
    assert found.share_by_basis is not None
    assert sum(found.share_by_basis.values()) == pytest.approx(1)
    assert found.share_public == pytest.approx(2 / 3)
    assert found.share_assumed == pytest.approx(1 / 3)
    assert found.share_unstated == 0
    assert set(found.share_by_basis) == set(Basis)


def test_rows_that_say_nothing_are_unstated(folder: Folder) -> None:
    assert health(folder, "contracts").share_unstated == 1


def test_health_is_there_beside_errors(folder: Folder) -> None:
    folder.set("clusters", 2, "name", "")
    found = health(folder, "clusters")
    assert (found.rows, found.share_by_basis is not None) == (2, True)
