"""What holds where nothing is stated, and what is joined from several rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.domain.migrations import DEFAULT_PROFILE, Demand
from planner.domain.policy import Policy
from planner.domain.provenance import Basis, Confidence
from planner.reading import check, read_portfolio
from tests.reading.folder import CLEAN, OF_RISK, Folder

OPTIONAL = (
    "portfolio",
    "policy",
    "options",
    "profiles",
    "phases",
    "demands",
    "modes",
    "precedences",
    "groups",
    "resources",
    "capacity_steps",
    "freezes",
    "wave_windows",
    "budgets",
    "risk_drivers",
    "reference_slips",
    "commitments",
)


def bare(folder: Folder) -> Folder:
    for table in OPTIONAL:
        folder.remove(table)
    for row in (2, 4):
        folder.set("migrations", row, "profile", "")
    return folder


def test_five_tables_are_enough(folder: Folder) -> None:
    report = check(bare(folder).path, today=date(2026, 11, 1))
    portfolio = report.portfolio
    assert portfolio is not None
    codes = [finding.code for finding in report.findings if finding.code not in OF_RISK]
    assert codes == ["no-status-date", "nothing-waits"]
    assert (portfolio.name, portfolio.status_date) == (folder.path.name, date(2026, 11, 1))
    assert (portfolio.policy, portfolio.profiles) == (Policy(), (DEFAULT_PROFILE,))
    assert (portfolio.currency, portfolio.financial_year_start_month, portfolio.jurisdiction) == ("GBP", 4, "GB-ENG")


def test_horizon_is_five_years_after_the_status_date(folder: Folder) -> None:
    # the latest expiry is 30 June 2028, two years later 30 June 2030
    portfolio = check(bare(folder).path, today=date(2026, 11, 1)).portfolio
    assert portfolio is not None
    assert portfolio.horizon_date == date(2031, 11, 1)


def test_horizon_is_two_years_after_the_latest_expiry_where_that_is_later(folder: Folder) -> None:
    bare(folder).set("contracts", 2, "expiry_date", "2032-02-29")
    portfolio = check(folder.path, today=date(2026, 11, 1)).portfolio
    assert portfolio is not None
    assert portfolio.horizon_date == date(2034, 2, 28)


def test_horizon_is_two_years_after_the_latest_milestone_where_that_is_later(folder: Folder) -> None:
    bare(folder).set("milestones", 3, "likely_date", "2033-01-10")
    portfolio = check(folder.path, today=date(2026, 11, 1)).portfolio
    assert portfolio is not None
    assert portfolio.horizon_date == date(2035, 1, 10)


def test_profiles_are_joined_from_three_tables() -> None:
    small = read_portfolio(CLEAN).profile_by_id["small"]
    assert [(phase.name, phase.days) for phase in small.phases] == [
        ("prepare", 60), ("cutover", 14), ("parallel run", 30)
    ]  # fmt: skip
    assert small.phases[0].demands == (Demand("office", 2),)
    # the phase after the cutover lasts 30 days
    assert (small.cutover_phase, small.legacy_days) == ("cutover", 30)


def test_cutover_phase_is_the_one_of_that_name_else_the_last(folder: Folder) -> None:
    assert read_portfolio(CLEAN).profile_by_id["fast"].cutover_phase == "cutover"
    folder.set("phases", 6, "name", "switch")
    folder.set("demands", 4, "phase", "switch")
    assert read_portfolio(folder.path).profile_by_id["fast"].cutover_phase == "switch"


def test_phases_follow_their_sequence_not_their_rows(folder: Folder) -> None:
    folder.set("phases", 2, "sequence", "9")
    names = [phase.name for phase in read_portfolio(folder.path).profile_by_id["small"].phases]
    assert names == ["cutover", "parallel run", "prepare"]


def test_legacy_days_stated_go_before_those_counted() -> None:
    assert read_portfolio(CLEAN).profile_by_id["fast"].legacy_days == 30


def test_profile_takes_the_weakest_provenance_of_its_phases_where_it_states_none(folder: Folder) -> None:
    for row, basis in ((2, "public"), (3, "assumed"), (4, "public")):
        folder.set("phases", row, "basis", basis)
    provenance = read_portfolio(folder.path).profile_by_id["small"].provenance
    assert provenance.basis is Basis.ASSUMED
    assert provenance.public_fields == ("prepare", "parallel run")


def test_settings_have_the_weakest_provenance_of_their_rows(folder: Folder) -> None:
    folder.set("policy", 2, "basis", "public")
    folder.set("policy", 2, "source", "Framework")
    folder.set("policy", 3, "basis", "assumed")
    folder.set("policy", 3, "reason", "habit")
    folder.set("policy", 4, "confidence", "low")
    provenance = read_portfolio(folder.path).policy.provenance
    assert (provenance.basis, provenance.confidence) == (Basis.ASSUMED, Confidence.LOW)
    assert (provenance.source, provenance.public_fields) == ("Framework", ("buffer_days",))
    assert provenance.reason == "late_probability_tolerance: habit"


def test_numbers_may_have_separators_and_a_pound_sign() -> None:
    portfolio = read_portfolio(CLEAN)
    assert portfolio.contract_by_id["C-1"].annual_price_pounds == 1_200_000
    assert portfolio.organisation_by_id["dept-b"].users == 2_500


def test_reading_needs_no_particular_place(tmp_path: Path) -> None:
    assert read_portfolio(str(CLEAN)) == read_portfolio(Folder(tmp_path / "elsewhere").path)
