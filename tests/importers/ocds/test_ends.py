"""Whether the published end contains the extensions: taken where it is clear, else both readings and neither taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.domain.provenance import Confidence
from planner.reading.importers.imported import Imported, Verdict
from tests.importers.ocds.packages import OCID, imported, lines_of, release

RECORD = f"{OCID}/1"


def with_period(end: str, renewal: str, **parts: Any) -> dict[str, Any]:
    return release(start="2025-04-01", end=end, renewal=renewal, **parts)


def taken(result: Imported) -> list[str]:
    return [new for _, new in lines_of(result, Verdict.TAKEN, "expiry_date")]


def suggested(result: Imported) -> list[str]:
    return [new for _, new in lines_of(result, Verdict.SUGGESTED, "expiry_date")]


def test_an_end_without_options_is_taken(tmp_path: Path) -> None:
    result = imported(tmp_path, release())
    assert (taken(result), suggested(result)) == (["2028-03-31"], [])


def test_a_period_of_the_initial_term_ends_before_the_extensions(tmp_path: Path) -> None:
    # 1 April 2025 to 31 March 2028 are the 36 months that the text calls initial
    result = imported(
        tmp_path, with_period("2028-03-31", "initial term of three years, option to extend for 24 months")
    )
    assert (taken(result), suggested(result)) == (["2028-03-31"], [])


def test_a_period_of_term_and_extensions_is_proposed_both_ways(tmp_path: Path) -> None:
    # 1 April 2025 to 31 March 2030 are 60 months = 36 + 24: the initial term ends on 31 March 2028
    result = imported(
        tmp_path, with_period("2030-03-31", "initial term of three years, option to extend for 24 months")
    )
    assert taken(result) == []
    assert suggested(result) == ["2028-03-31", "2030-03-31"]
    assert result.operations == ()


def test_a_period_that_fits_neither_is_proposed_both_ways(tmp_path: Path) -> None:
    # 48 months are neither 36 nor 60; without the 24 of extension the period ends on 31 March 2027
    result = imported(
        tmp_path, with_period("2029-03-31", "initial term of three years, option to extend for 24 months")
    )
    assert taken(result) == []
    assert suggested(result) == ["2029-03-31", "2027-03-31"]
    assert any("fits neither" in line.why for line in result.lines)


def test_options_without_a_stated_term_leave_both_readings(tmp_path: Path) -> None:
    result = imported(tmp_path, with_period("2028-03-31", "2 x 12 months"))
    assert taken(result) == []
    assert suggested(result) == ["2028-03-31", "2026-03-31"]


def test_a_period_shorter_than_the_extensions_cannot_contain_them(tmp_path: Path) -> None:
    # 12 months cannot contain 24 months of extension
    result = imported(tmp_path, with_period("2026-03-31", "option to extend for a further two years"))
    assert (taken(result), suggested(result)) == (["2026-03-31"], [])


def test_a_longest_extent_beside_the_end_makes_it_clear(tmp_path: Path) -> None:
    contract = {
        "id": "1",
        "period": {"startDate": "2025-04-01", "endDate": "2028-03-31", "maxExtentDate": "2030-03-31T23:59:59+01:00"},
        "renewal": {"description": "2 x 12 months"},
    }
    result = imported(tmp_path, release(contracts=[contract]))
    assert (taken(result), suggested(result)) == (["2028-03-31"], [])
    assert lines_of(result, Verdict.TAKEN, "maximum_end_date") == [(RECORD, "2030-03-31")]


def test_a_longest_extent_without_a_text_is_one_proposal(tmp_path: Path) -> None:
    # 1 April 2028 to 31 March 2030 are 24 months
    period = {"startDate": "2025-04-01", "endDate": "2028-03-31", "maxExtentDate": "2030-03-31"}
    result = imported(tmp_path, release(contracts=[{"id": "1", "period": period}]))
    assert taken(result) == ["2028-03-31"]
    assert lines_of(result, Verdict.SUGGESTED, "months") == [(RECORD, "up to 24")]


def test_renewals_stated_as_figures_are_a_proposal(tmp_path: Path) -> None:
    # 360 days are 12 months, and there are at most two
    contract = {
        "id": "1",
        "period": {"startDate": "2025-04-01", "endDate": "2028-03-31"},
        "renewal": {"maximumRenewals": 2, "period": {"durationInDays": 360}},
    }
    result = imported(tmp_path, release(contracts=[contract]))
    assert lines_of(result, Verdict.SUGGESTED, "months") == [(RECORD, "12 + 12")]


def test_the_day_after_all_extensions_in_the_text_makes_it_clear(tmp_path: Path) -> None:
    text = "an option to extend for an additional 2 years (1st April 2028 - 31st March 2030)"
    result = imported(tmp_path, with_period("2028-03-31", text))
    assert (taken(result), suggested(result)) == (["2028-03-31"], [])


def test_the_day_before_all_extensions_in_the_text_shows_that_the_end_contains_them(tmp_path: Path) -> None:
    # 31 March 2028 and 24 months of extension are 31 March 2030, the published end
    text = "The contract ends on 31/03/2028, with options to extend for 2 further periods of 12 months."
    result = imported(tmp_path, with_period("2030-03-31", text))
    assert (taken(result), suggested(result)) == ([], ["2028-03-31", "2030-03-31"])


def test_an_extension_already_made_is_part_of_the_end(tmp_path: Path) -> None:
    result = imported(tmp_path, with_period("2028-03-31", "The contract has been extended by 12 months."))
    assert taken(result) == ["2028-03-31"]
    assert lines_of(result, Verdict.SUGGESTED, "months") == []


def test_a_short_text_under_options_is_read_and_never_sure(tmp_path: Path) -> None:
    contract = {
        "id": "1",
        "period": {"startDate": "2025-04-01", "endDate": "2026-03-31"},
        "options": {"description": "2 further years"},
    }
    (line,) = [line for line in imported(tmp_path, release(contracts=[contract])).lines if line.column == "months"]
    assert (line.new, line.confidence) == ("24", Confidence.MEDIUM)


def test_without_an_end_nothing_is_taken_and_the_reason_is_said(tmp_path: Path) -> None:
    contract = {"id": "1", "period": {"durationInDays": 720}, "renewal": {"description": "2 x 12 months"}}
    result = imported(tmp_path, release(contracts=[contract]))
    assert (taken(result), suggested(result)) == ([], [])
    assert any("a duration of 24 months without a start" in line.why for line in result.with_verdict(Verdict.SKIPPED))
    assert lines_of(result, Verdict.SUGGESTED, "months") == [(RECORD, "12 + 12")]
