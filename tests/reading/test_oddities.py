"""What is legal but odd is a warning at its place, and planning goes on. The status date is 1 November 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.reading.folder import Folder, place_of

CELLS = [
    ("contracts", 3, "expiry_date", "2026-10-31", "expiry-in-past"),
    ("contracts", 2, "maximum_end_date", "2028-03-30", "maximum-end-before-expiry"),
    ("contracts", 3, "buyer", "Dept-B", "ids-alike"),
    ("contracts", 2, "organisations", "dept-a; body-a; dept-b", "served-without-route"),
    ("contracts", 2, "organisations", "dept-a; dept-a", "repeated-id"),
    ("contracts", 2, "source_date", "2026-11-02", "source-in-future"),
    ("options", 3, "minimum_commitment_days", "400", "minimum-above-length"),
    ("options", 2, "uplift_percent", "0.05", "small-uplift"),
    ("milestones", 3, "likely_date", "2026-10-31", "forecast-in-past"),
    ("milestones", 2, "forecast_date", "2026-10-31", "forecast-in-past"),
    ("milestones", 4, "achieved_date", "2026-11-02", "achieved-in-future"),
    ("migrations", 2, "release_date", "2028-02-01", "release-after-due"),
    ("migrations", 2, "due_date", "2030-01-01", "due-after-deadline"),
    ("freezes", 2, "until_date", "2028-05-01", "endless-freeze"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "code"), CELLS)
def test_odd_cell_is_one_warning_at_that_cell(
    folder: Folder, table: str, row: int, column: str, value: str, code: str
) -> None:
    folder.set(table, row, column, value)
    report = folder.check()
    found = [(finding.code, place_of(finding)) for finding in report.findings]
    assert (code, (f"{table}.csv", row, column)) in found
    assert report.portfolio is not None
    assert len(found) == 1


def warnings_of(folder: Folder) -> list[tuple[str, str, int | None, str | None]]:
    report = folder.check()
    assert report.portfolio is not None, [str(finding) for finding in report.errors]
    return [(finding.code, *place_of(finding)) for finding in report.warnings]


def test_option_shorter_than_its_notice(folder: Folder) -> None:
    # the option of C-2 becomes a right in the contract, whose notice is 60 days; one month is at most 31
    folder.set("options", 4, "kind", "option")
    folder.set("options", 4, "lead_days", "")
    folder.set("options", 4, "months", "1")
    assert warnings_of(folder) == [("option-shorter-than-notice", "options.csv", 4, "months")]


def test_option_of_as_many_months_as_its_notice_is_not_odd(folder: Folder) -> None:
    folder.set("options", 4, "kind", "option")
    folder.set("options", 4, "lead_days", "")
    folder.set("options", 4, "notice", "6")
    folder.set("options", 4, "notice_unit", "months")
    assert warnings_of(folder) == []


def test_bridge_behind_a_lapsed_option(folder: Folder) -> None:
    row = folder.append(
        "options",
        id="C-2-2",
        contract="C-2",
        sequence="2",
        kind="bridge",
        months="6",
        annual_price_pounds="1000",
        lead_days="9",
    )
    folder.set("options", 4, "kind", "option")
    folder.set("options", 4, "lead_days", "")
    folder.set("options", 4, "state", "lapsed")
    assert warnings_of(folder) == [("bridge-blocked", "options.csv", row, "sequence")]


def test_bridge_behind_an_option_past_its_last_day(folder: Folder) -> None:
    row = folder.append(
        "options",
        id="C-2-2",
        contract="C-2",
        sequence="2",
        kind="bridge",
        months="6",
        annual_price_pounds="1000",
        lead_days="9",
    )
    # 700 days before 30 June 2028 is July 2026, before the status date
    folder.set("options", 4, "kind", "option")
    folder.set("options", 4, "notice", "700")
    codes = warnings_of(folder)
    assert ("bridge-blocked", "options.csv", row, "sequence") in codes


def test_uplift_beside_a_price_of_its_own(folder: Folder) -> None:
    folder.set("options", 2, "annual_price_pounds", "7")
    assert warnings_of(folder) == [("uplift-unused", "options.csv", 2, "uplift_percent")]


def test_contract_nobody_releases(folder: Folder) -> None:
    row = folder.append(
        "contracts",
        id="C-3",
        name="Left over",
        expiry_date="2028-01-31",
        buyer="dept-a",
        notice="0",
        internal_lead_days="0",
    )
    assert warnings_of(folder) == [("contract-not-released", "contracts.csv", row, "id")]


def test_release_of_a_contract_that_serves_others(folder: Folder) -> None:
    folder.set("migrations", 4, "releases", "C-2; C-1")
    assert warnings_of(folder) == [("releases-contract-not-serving", "migrations.csv", 4, "releases")]


def test_deadline_before_the_earliest_cutover(folder: Folder) -> None:
    # M-A waits for 1 October 2027 + 14 days; its faster mode reaches the cutover 44 days later, on 28 November 2027
    folder.set("migrations", 2, "due_date", "")
    folder.set("migrations", 2, "deadline_date", "2027-11-28")
    assert warnings_of(folder) == []
    folder.set("migrations", 2, "deadline_date", "2027-11-27")
    assert warnings_of(folder) == [("deadline-too-early", "migrations.csv", 2, "deadline_date")]


@pytest.mark.parametrize(
    ("kind", "cutover"),
    [
        # the milestone comes on 1 October 2027, with the lag on 15 October; the faster mode takes 44 days, the other 74
        ("FC", "2027-10-15"),
        ("CC", "2027-10-15"),
        ("SC", "2027-10-15"),
        # the faster mode finishes with its cutover; the other cuts over on 15 September, 30 days before it finishes
        ("FF", "2027-09-15"),
        ("CF", "2027-09-15"),
        ("CS", "2027-11-28"),
    ],
)
def test_deadline_before_the_cutover_that_a_milestone_allows(folder: Folder, kind: str, cutover: str) -> None:
    folder.set("precedences", 2, "kind", kind)
    folder.set("migrations", 2, "release_date", "")
    folder.set("migrations", 2, "due_date", "")
    folder.set("migrations", 2, "deadline_date", cutover)
    assert warnings_of(folder) == []
    day_before = date.fromisoformat(cutover) - timedelta(days=1)
    folder.set("migrations", 2, "deadline_date", day_before.isoformat())
    assert warnings_of(folder) == [("deadline-too-early", "migrations.csv", 2, "deadline_date")]


def test_horizon_before_the_earliest_finish(folder: Folder) -> None:
    # M-A in its faster mode finishes with its cutover on 28 November 2027; M-B is bound by a commitment; M-BODY waits
    # for no milestone
    folder.set("portfolio", 4, "value", "2027-11-27")
    folder.set("commitments", 2, "agreed_date", "2027-11-26")
    assert ("horizon-too-early", "migrations.csv", 2, "id") in warnings_of(folder)


def test_capacity_below_a_demand(folder: Folder) -> None:
    # M-B takes one beta team at its cutover
    folder.set("resources", 3, "capacity", "0")
    assert warnings_of(folder) == [("capacity-below-demand", "resources.csv", 3, "capacity")]


def test_capacity_that_is_reached_by_a_later_step_is_not_odd(folder: Folder) -> None:
    # alpha has no team until October 2027, then three
    folder.set("resources", 2, "capacity", "0")
    assert warnings_of(folder) == []


def test_declined_organisation_with_a_migration(folder: Folder) -> None:
    folder.set("organisations", 3, "commitment", "declined")
    assert ("declined-with-migration", "migrations.csv", 3, "organisation") in warnings_of(folder)


def test_cutover_agreed_for_an_organisation_that_stays(folder: Folder) -> None:
    folder.set("policy", 4, "value", "stay")
    assert ("commitment-not-planned", "commitments.csv", 2, "subject") in warnings_of(folder)


def test_organisation_nothing_is_said_about(folder: Folder) -> None:
    row = folder.append("organisations", id="dept-c", name="Department C")
    assert warnings_of(folder) == [("organisation-unused", "organisations.csv", row, "id")]


def test_body_of_an_organisation_that_moves_is_not_odd(folder: Folder) -> None:
    folder.append("organisations", id="body-b", name="Body of B", parent="dept-b")
    assert warnings_of(folder) == []


def test_migration_that_gains_nothing(folder: Folder) -> None:
    row = folder.append("migrations", id="M-C", organisation="dept-a", cluster="alpha")
    assert warnings_of(folder) == [("migration-without-gain", "migrations.csv", row, "releases")]


def test_cluster_whose_wave_windows_are_over(folder: Folder) -> None:
    folder.set("wave_windows", 2, "from_date", "2026-10-01")
    folder.set("wave_windows", 2, "until_date", "2026-11-01")
    assert warnings_of(folder) == [("no-window-left", "migrations.csv", 4, "cluster")]


def test_ids_that_differ_only_in_capitals(folder: Folder) -> None:
    row = folder.append("clusters", id="Alpha", name="Second alpha")
    assert ("ids-alike", "clusters.csv", row, "id") in warnings_of(folder)


def test_status_date_that_is_not_stated(folder: Folder) -> None:
    folder.set("portfolio", 3, "value", "")
    codes = warnings_of(folder)
    assert codes[0] == ("no-status-date", "portfolio.csv", 3, "value")


def test_row_warnings_are_given_beside_errors(folder: Folder) -> None:
    folder.set("contracts", 2, "source_date", "2026-11-02")
    folder.set("clusters", 2, "name", "")
    assert [finding.code for finding in folder.check().findings] == ["missing-value", "source-in-future"]


def test_cutover_agreed_in_a_freeze(folder: Folder) -> None:
    # M-B of department B is agreed for 15 June 2028
    folder.set("freezes", 4, "until_date", "2028-06-16")
    assert warnings_of(folder) == [("cannot-stand-together", "commitments.csv", 2, "agreed_date")]


def test_cutover_agreed_on_the_first_day_after_a_freeze_is_not_odd(folder: Folder) -> None:
    folder.set("freezes", 4, "until_date", "2028-06-15")
    assert warnings_of(folder) == []


def test_cutover_agreed_outside_the_wave_windows(folder: Folder) -> None:
    folder.append("wave_windows", id="W-9", cluster="beta", from_date="2028-06-16", until_date="2028-07-01")
    rows = [cells for cells in folder.rows("wave_windows") if cells[1] != "beta" or cells[0] == "W-9"]
    folder.write("wave_windows", rows)
    assert ("cannot-stand-together", "commitments.csv", 2, "agreed_date") in warnings_of(folder)
