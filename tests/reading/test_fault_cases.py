"""Small portfolios that differ from a good one by one fault: each is named at its place, with what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.findings import Severity
from planner.reading import check
from tests.reading.folder import OF_RISK

CASES = Path(__file__).parents[1] / "cases"

FAULTS = [
    # folder, severity, code, place, words of the message and the cure
    ("sequence-gap", "warning", "sequence-gap", "options.csv row 4, sequence", ("3 without a 2", "cannot be used")),
    ("lead-without-bridge", "warning", "lead-without-bridge", "options.csv row 2, lead_days", ("bridge", "180")),
    ("exercised-past-maximum", "warning", "exercised-past-maximum", "options.csv row 2, months",
     ("2029-03-31", "2028-06-30")),
    ("forecast-outside-range", "warning", "forecast-outside-range", "milestones.csv row 2, forecast_date",
     ("2029-06-01", "2028-01-01", "2028-02-01", "2028-03-01")),
    ("freeze-for-ever", "warning", "no-cutover-day", "freezes.csv row 2, until_date",
     ("no cutover", "on any day up to the horizon", "ELM-MOVE")),
    ("window-outside", "warning", "outside-planning", "wave_windows.csv row 3, from_date", ("changes nothing",)),
    ("buyer-misspelt", "warning", "ids-alike", "contracts.csv row 2, buyer", ('did you mean "ELM"?',)),
    ("tie-and-precedence", "warning", "cannot-stand-together", "precedences.csv row 4, lag_days",
     ("precedences.csv row 4", "groups.csv row 2")),
    ("agreed-after-horizon", "error", "after-horizon", "commitments.csv row 2, agreed_date",
     ("2090-01-01", "the horizon 2031-01-01")),
    ("precedence-twice", "warning", "precedence-twice", "precedences.csv row 4, lag_days", ("row 2", "longer one", "20")),
    ("settings-without-values", "error", "missing-column", "portfolio.csv row 1, value", ("value is missing",)),
    ("twin-ids", "warning", "ids-alike", "contracts.csv row 5, id",
     ("row 4", "U+00E9", "U+0301 COMBINING ACUTE ACCENT")),
    ("accent-in-two-forms", "error", "unknown-reference", "migrations.csv row 4, organisation",
     ("organisations.csv row 4", "U+0301 COMBINING ACUTE ACCENT here", "U+00C9")),
]  # fmt: skip

BESIDE = {"twin-ids": ["contract-not-released", "contract-not-released"]}
"""Codes of what is right to be said beside the fault: the twins are released by no migration."""


@pytest.mark.parametrize(("name", "severity", "code", "place", "words"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_named_once_with_its_place(
    name: str, severity: str, code: str, place: str, words: tuple[str, ...]
) -> None:
    findings = [finding for finding in check(CASES / "faults" / name).findings if finding.code not in OF_RISK]
    (finding,) = [finding for finding in findings if finding.code == code]
    assert (finding.severity, finding.place) == (Severity(severity), place)
    assert [word for word in words if word not in str(finding)] == []
    assert [other.code for other in findings if other is not finding] == BESIDE.get(name, [])


def test_the_good_portfolio_has_no_finding() -> None:
    assert check(CASES / "faults" / "base").findings == ()


@pytest.mark.parametrize("name", ["case25a", "case25b", "case25f"])
def test_a_renewed_contract_past_its_first_end_is_no_finding(name: str) -> None:
    assert [str(finding) for finding in check(CASES / "reports" / name).findings] == []


def test_notice_served_after_its_last_day_names_both_days() -> None:
    # nine months before 31 December 2028 is 31 March 2028; notice was served on 1 April
    findings = {finding.code: finding for finding in check(CASES / "reports" / "case38b").findings}
    late = findings["notice-after-last-day"]
    assert late.place == "commitments.csv row 2, agreed_date"
    assert "1 Apr 2028" in late.message
    assert "31 Mar 2028" in late.message


def test_notice_dated_after_the_status_date_is_in_the_future() -> None:
    # dated 1 July 2028, the status date is 1 June 2028
    findings = {finding.code: finding for finding in check(CASES / "reports" / "case38d").findings}
    assert "1 Jul 2028" in findings["decided-in-future"].message
    assert "1 Jun 2028" in findings["decided-in-future"].message
