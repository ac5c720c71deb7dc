"""What is stated and changes nothing is said. The clean folder has status date 1 November 2026."""

from __future__ import annotations

import pytest

from planner.domain.migrations import PrecedenceKind
from planner.reading.warnings.figures import is_slip
from tests.reading.folder import Folder, place_of


def test_a_milestone_that_no_precedence_names_is_waited_for_by_nothing(folder: Folder) -> None:
    row = folder.append("milestones", id="NORTH-LIVE", name="North is live", forecast_date="2028-01-01")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("nothing-waits", ("milestones.csv", row, "id"))
    assert 'nothing waits for "NORTH-LIVE"' in finding.message


@pytest.mark.parametrize("kind", PrecedenceKind)
def test_a_milestone_is_waited_for_by_a_precedence_of_any_kind(folder: Folder, kind: PrecedenceKind) -> None:
    folder.append("milestones", id="NORTH-LIVE", name="North is live", forecast_date="2027-01-01")
    folder.append("precedences", predecessor="NORTH-LIVE", successor="M-A", kind=kind.value)
    assert [finding.code for finding in folder.check().findings if finding.code == "nothing-waits"] == []


def test_a_cluster_nobody_moves_to_is_waited_for_by_nothing(folder: Folder) -> None:
    row = folder.append("clusters", id="gamma", name="Gamma")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("nothing-waits", ("clusters.csv", row, "id"))


def test_without_precedences_one_warning_says_that_nothing_waits(folder: Folder) -> None:
    folder.remove("precedences")
    finding = folder.only()
    assert (finding.code, finding.file) == ("nothing-waits", "milestones.csv")


def test_a_portfolio_without_contract_and_migration_is_refused(folder: Folder) -> None:
    for table in ("contracts", "options", "migrations", "modes", "precedences", "groups", "commitments"):
        folder.remove_rows(table)
    folder.remove("risk_drivers")
    report = folder.check()
    assert report.portfolio is None
    assert [finding.code for finding in report.errors] == ["empty-portfolio"]


def test_a_freeze_that_is_over_changes_nothing(folder: Folder) -> None:
    folder.set("freezes", 3, "from_date", "2026-09-01")
    folder.set("freezes", 3, "until_date", "2026-11-01")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("outside-planning", ("freezes.csv", 3, "until_date"))


def test_a_slip_is_one_letter_more_less_exchanged_or_two_neighbours_swapped() -> None:
    assert is_slip("eml", "elm")
    assert is_slip("elmm", "elm")
    assert is_slip("defrra", "defra")
    assert is_slip("hmrv", "hmrc")
    assert not is_slip("dft", "dfe")
    assert not is_slip("treasury", "elm")
    assert not is_slip("elms", "mles")
