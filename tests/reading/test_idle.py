"""A record that nobody uses, demands or meets is said to change nothing."""

from __future__ import annotations

import pytest

from tests.reading.folder import Folder, place_of

CODE = "no-effect"


def test_a_profile_nobody_uses(folder: Folder) -> None:
    row = folder.append("profiles", id="slow", name="Slow", cutover_phase="cutover")
    folder.append("phases", profile="slow", sequence="1", name="cutover", days="20")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == (CODE, ("profiles.csv", row, "id"))


def test_a_resource_no_phase_takes(folder: Folder) -> None:
    row = folder.append("resources", id="painters", name="Painters", capacity="1")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == (CODE, ("resources.csv", row, "id"))


def test_a_demand_of_a_phase_of_no_days(folder: Folder) -> None:
    # the profile small has the demands of rows 2 and 3; without a day the second takes nothing, of either resource
    folder.set("phases", 3, "days", "0")
    found = [place_of(finding) for finding in folder.check().findings if finding.code == CODE]
    assert found == [("demands.csv", row, "phase") for row in _rows_of_phase(folder, "small", "cutover")]


def _rows_of_phase(folder: Folder, profile: str, phase: str) -> list[int]:
    return [number for number, row in enumerate(folder.rows("demands"), start=1) if row[:2] == [profile, phase]]


def test_a_mode_with_the_phases_of_the_standard_mode(folder: Folder) -> None:
    row = folder.append("modes", migration="M-B", id="dear", profile="small", extra_pounds="1000")
    folder.set("migrations", 4, "profile", "small")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == (CODE, ("modes.csv", row, "profile"))


def test_a_freeze_of_an_organisation_that_no_migration_moves(folder: Folder) -> None:
    row = folder.append("organisations", id="apart", name="Apart", parent="dept-b")
    freeze = folder.append(
        "freezes", id="audit", from_date="2028-01-01", until_date="2028-02-01", scope="organisation", subject="apart"
    )
    finding = folder.only()
    assert row
    assert (finding.code, place_of(finding)) == (CODE, ("freezes.csv", freeze, "subject"))


@pytest.mark.parametrize(("until", "closed"), [("2027-06-01", True), ("2027-05-31", False)])
def test_a_window_that_one_freeze_closes_to_its_last_day(folder: Folder, until: str, closed: bool) -> None:
    # the window ends on 1 June, which is its first day after
    folder.append("freezes", id="audit", from_date="2027-05-01", until_date=until, scope="everyone")
    row = folder.append("wave_windows", id="W-9", cluster="alpha", from_date="2027-05-10", until_date="2027-06-01")
    found = [place_of(finding) for finding in folder.check().findings if finding.code == CODE]
    assert found == ([("wave_windows.csv", row, "from_date")] if closed else [])
