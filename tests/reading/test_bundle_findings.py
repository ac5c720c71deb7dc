"""What `check` says about bundles: clashing states are errors, what is odd is a warning.

In the clean folder C-1-1 (row 2) is exercised, C-1-2 (row 3) follows on it, and C-2-1 (row 4) states £900,000 a year.
"""

from __future__ import annotations

import pytest

from tests.reading.folder import Folder, place_of


def test_two_options_in_a_bundle_are_no_finding(folder: Folder) -> None:
    folder.set("options", 3, "bundle", "TEAM")
    folder.set("options", 3, "annual_price_pounds", "0")
    folder.set("options", 4, "bundle", "TEAM")
    report = folder.check()
    assert report.findings == ()
    assert report.portfolio is not None
    assert [option.id for option in report.portfolio.options_by_bundle["TEAM"]] == ["C-1-2", "C-2-1"]


def test_a_bundle_of_one_is_a_warning(folder: Folder) -> None:
    folder.set("options", 3, "bundle", "TEAM")
    found = folder.only()
    assert (found.code, place_of(found)) == ("bundle-of-one", ("options.csv", 3, "bundle"))
    assert found.message == 'no other option is in the bundle "TEAM", so it changes nothing'


def test_bundles_that_look_alike_are_a_warning_that_says_in_what_they_differ(folder: Folder) -> None:
    folder.set("options", 3, "bundle", "TEAM")
    folder.set("options", 4, "bundle", "Team")
    findings = folder.check().findings
    assert sorted(found.code for found in findings) == ["bundle-lookalike", "bundle-of-one", "bundle-of-one"]
    (alike,) = [found for found in findings if found.code == "bundle-lookalike"]
    assert alike.message == 'the bundles "TEAM" and "Team" look alike but are two: they differ in capitals'
    assert 'did you mean "Team"?' in str(findings[0])


def test_an_option_without_a_price_beside_one_that_states_it_is_a_warning(folder: Folder) -> None:
    # C-1-2 would cost the £1,200,000 a year of its contract, beside the £900,000 of C-2-1.
    folder.set("options", 3, "bundle", "TEAM")
    folder.set("options", 4, "bundle", "TEAM")
    found = folder.only()
    assert (found.code, place_of(found)) == ("bundle-price", ("options.csv", 3, "annual_price_pounds"))
    assert found.message == 'it states no price, so it costs that of "C-1", £1,200,000 a year, beside "C-2-1"'


@pytest.mark.parametrize("state", ["lapsed", "refused"])
def test_one_in_force_and_one_gone_are_an_error(folder: Folder, state: str) -> None:
    folder.set("options", 2, "bundle", "TEAM")
    folder.set("options", 4, "bundle", "TEAM")
    folder.set("options", 4, "state", state)
    (found,) = folder.check().errors
    assert (found.code, place_of(found)) == ("bundle-states", ("options.csv", 4, "state"))
    assert found.message == f'it is {state}, but "C-1-1" of its bundle "TEAM" is in force'


def test_a_decision_taken_counts_as_in_force(folder: Folder) -> None:
    folder.set("options", 3, "bundle", "TEAM")
    folder.set("options", 3, "state", "lapsed")
    folder.set("options", 4, "bundle", "TEAM")
    folder.append("commitments", id="K", kind="option exercised", subject="C-2-1")
    assert [(found.code, place_of(found)) for found in folder.check().errors] == [
        ("bundle-states", ("options.csv", 3, "state"))
    ]


def test_an_own_notice_is_compared_with_the_length_not_that_of_the_bundle(folder: Folder) -> None:
    # C-2-1 becomes a right of 6 months with 60 days of notice. In a bundle with C-1-2 it shares an early last day.
    for column, value in (("kind", "option"), ("lead_days", ""), ("bundle", "TEAM"), ("annual_price_pounds", "0")):
        folder.set("options", 4, column, value)
    folder.set("options", 3, "bundle", "TEAM")
    assert "option-shorter-than-notice" not in {found.code for found in folder.check().findings}
