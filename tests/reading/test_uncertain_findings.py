"""What is wrong or pointless in what is uncertain is said at its place. The clean folder has status date 1 November 2026.

Its milestone `alpha-live` (row 2) has the range 1 July, 1 October 2027, 1 March 2028; `beta-live` (row 3) has none; `pilot`
(row 4) is achieved. Its event R-1 has probability 0.3, is known on 31 March 2027, and affects alpha-live and M-A.
"""

from __future__ import annotations

import pytest

from planner.reading import check
from planner.reading.warnings.uncertain.still import CERTAIN_DATE, HELD_STILL
from tests.reading.folder import Folder, place_of

# table, row, column, value put there; then the code, and words of the cure
ERRORS = [
    ("policy", 4, "value", "1.1", "programme_share", "out-of-range", "from 0 to 1"),
    ("policy", 4, "value", "10", "phase_early_percent", "out-of-range", "from -100 to 0"),
    ("policy", 4, "value", "-10", "phase_late_percent", "negative", "from 0"),
    ("policy", 4, "value", "50", "forecast_skill", "out-of-range", "for instance 0.5 for 50 per cent"),
    ("policy", 4, "value", "2 weeks", "warning_days", "not-a-number", "write 14"),
    # with the programme's 0.2
    ("policy", 4, "value", "0.81", "cluster_share", "shares-above-one", "at most 1 together"),
    ("clusters", 2, "common_share", "0.81", "", "shares-above-one", "up to 0.8"),
    ("clusters", 2, "common_share", "1.2", "", "out-of-range", "from 0 to 1"),
    ("milestones", 2, "range", "normal", "", "unknown-value", "lognormal"),
    ("milestones", 2, "forecast_skill", "-0.1", "", "negative", "from 0"),
    ("milestones", 2, "warning_days", "-1", "", "negative", "from 0"),
    ("phases", 2, "early_days", "61", "", "out-of-order", "early_days, days, late_days"),
    ("phases", 2, "late_days", "59", "", "out-of-order", "early_days, days, late_days"),
    ("risk_drivers", 2, "mitigated_probability", "0.31", "", "mitigation-worse", "up to 0.3"),
    ("risk_drivers", 2, "mitigated_percent", "101", "", "out-of-range", "from 0 to 100"),
    ("risk_drivers", 2, "state", "happened", "", "unknown-value", "occurred"),
    ("reference_slips", 2, "planned_as_of_date", "2021-02-28", "", "period-order", "leave it blank"),
    ("reference_slips", 2, "actual_date", "", "", "missing-value", "write for instance"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "setting", "code", "cure"), ERRORS)
def test_one_bad_cell_is_one_error_at_that_cell(
    folder: Folder, table: str, row: int, column: str, value: str, setting: str, code: str, cure: str
) -> None:
    if setting:
        folder.set("policy", row, "setting", setting)
    folder.set(table, row, column, value)
    (finding,) = folder.check().errors
    assert (finding.code, place_of(finding)) == (code, (f"{table}.csv", row, column))
    assert cure in str(finding.cure)


def errors_of(folder: Folder) -> list[tuple[str, str, int | None, str | None]]:
    return [(finding.code, *place_of(finding)) for finding in folder.check().errors]


@pytest.mark.parametrize(("column", "value"), [("early_date", "2027-10-01"), ("late_date", "2027-10-01")])
def test_a_lognormal_range_needs_room_on_both_sides(folder: Folder, column: str, value: str) -> None:
    folder.set("milestones", 2, column, value)
    assert errors_of(folder) == [("range-one-sided", "milestones.csv", 2, "range")]


def test_a_lognormal_range_of_one_side_has_no_room_on_the_other(folder: Folder) -> None:
    folder.set("milestones", 2, "early_date", "")
    assert errors_of(folder) == [("range-one-sided", "milestones.csv", 2, "range")]


@pytest.mark.parametrize("family", ["two-piece", "pert", "triangular"])
def test_other_ranges_may_have_one_side(folder: Folder, family: str) -> None:
    folder.set("milestones", 2, "range", family)
    folder.set("milestones", 2, "early_date", "2027-10-01")
    assert errors_of(folder) == []


def known_on(folder: Folder, day: str, affects: str) -> list[tuple[str, str, int | None, str | None]]:
    folder.set("risk_drivers", 2, "known_date", day)
    folder.set("risk_drivers", 2, "affects", affects)
    return errors_of(folder)


def test_an_event_is_known_by_the_planning_date_of_what_it_affects(folder: Folder) -> None:
    # beta-live is likely on 10 January 2028, alpha-live is forecast for 1 October 2027
    assert known_on(folder, "2028-01-11", "alpha-live; beta-live") == [
        ("known-too-late", "risk_drivers.csv", 2, "known_date")
    ]
    assert known_on(folder, "2028-01-10", "alpha-live; beta-live") == []
    assert known_on(folder, "2027-10-02", "alpha-live") == [("known-too-late", "risk_drivers.csv", 2, "known_date")]


def test_the_date_of_a_migration_stands_in_no_table_so_an_event_on_it_can_be_known_late(folder: Folder) -> None:
    assert known_on(folder, "2029-01-11", "alpha-live; M-A") == []


def test_nothing_becomes_known_of_a_closed_event(folder: Folder) -> None:
    folder.set("risk_drivers", 2, "state", "closed")
    assert errors_of(folder) == [("known-though-closed", "risk_drivers.csv", 2, "known_date")]
    folder.set("risk_drivers", 2, "known_date", "")
    assert errors_of(folder) == []


def test_the_share_of_the_programme_leaves_room_for_every_cluster(folder: Folder) -> None:
    # 0.65 and alpha's 0.4 are more than 1, 0.65 and the policy's 0.3 are not; 0.75 and 0.3 are
    folder.append("policy", setting="programme_share", value="0.65")
    assert errors_of(folder) == [("shares-above-one", "clusters.csv", 2, "common_share")]
    folder.set("clusters", 2, "common_share", "")
    folder.set("policy", 5, "value", "0.75")
    assert errors_of(folder) == [("shares-above-one", "policy.csv", 5, "value")]


def test_shares_that_are_the_whole_together_are_no_error(folder: Folder) -> None:
    # 0.7 and 0.1 and 0.2 are no exact numbers of a computer
    folder.append("policy", setting="programme_share", value="0.7")
    folder.set("clusters", 2, "common_share", "0.3")
    assert errors_of(folder) == []


def warnings_of(folder: Folder) -> list[tuple[str, str, int | None, str | None]]:
    report = folder.check()
    assert report.portfolio is not None, [str(finding) for finding in report.errors]
    return [(finding.code, *place_of(finding)) for finding in report.warnings]


# table, row, column, value; then the code, where the warning stands at that cell
WARNINGS = [
    ("milestones", 3, "early_date", "2027-12-01", "half-range"),
    ("milestones", 3, "late_date", "2028-12-01", "half-range"),
    ("milestones", 4, "late_date", "2027-01-01", "range-on-achieved"),
    ("phases", 3, "late_days", "20", "half-range"),
    ("risk_drivers", 2, "known_date", "2026-11-01", "known-in-past"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "code"), WARNINGS)
def test_an_odd_cell_is_a_warning_at_that_cell(
    folder: Folder, table: str, row: int, column: str, value: str, code: str
) -> None:
    folder.set(table, row, column, value)
    assert (code, f"{table}.csv", row, column) in warnings_of(folder)


def test_a_mitigation_with_a_price_says_what_it_achieves(folder: Folder) -> None:
    folder.set("risk_drivers", 2, "mitigated_probability", "")
    assert warnings_of(folder) == []  # half of the days remain
    folder.set("risk_drivers", 2, "mitigated_percent", "")
    assert warnings_of(folder) == [("mitigation-unstated", "risk_drivers.csv", 2, "mitigation_pounds")]


def test_what_has_occurred_becomes_known_no_more(folder: Folder) -> None:
    folder.set("risk_drivers", 2, "state", "occurred")
    assert warnings_of(folder) == [("no-effect", "risk_drivers.csv", 2, "known_date")]


@pytest.mark.parametrize("affects", ["", "pilot"])
def test_an_event_that_affects_nothing_planned_is_said(folder: Folder, affects: str) -> None:
    folder.set("risk_drivers", 2, "affects", affects)
    assert ("affects-nothing", "risk_drivers.csv", 2, "affects") in warnings_of(folder)


@pytest.mark.parametrize("row", [3, 4])
def test_the_cutover_phase_and_later_ones_cannot_vary(folder: Folder, row: int) -> None:
    # row 3 is the cutover phase of `small` with 14 days, row 4 the parallel run with 30
    for column, days in (("early_days", "10"), ("late_days", "40")):
        folder.set("phases", row, column, days)
    (finding,) = [finding for finding in folder.check().warnings if finding.code == "cannot-vary"]
    assert place_of(finding) == ("phases.csv", row, "early_days")
    assert "planned to the day and cannot vary" in finding.message


def test_a_moment_cannot_vary(folder: Folder) -> None:
    for column, days in (("days", "0"), ("early_days", "0"), ("late_days", "5")):
        folder.set("phases", 2, column, days)
    assert ("cannot-vary", "phases.csv", 2, "early_days") in warnings_of(folder)


def said(folder: Folder, code: str) -> list[str]:
    return [finding.message for finding in check(folder.path).warnings if finding.code == code]


def test_open_milestones_without_a_range_are_counted_and_named_with_the_contracts_behind_them(folder: Folder) -> None:
    # M-B releases C-2 and waits for beta-live; M-A and M-BODY release C-1, and M-A waits for alpha-live
    (one,) = said(folder, HELD_STILL)
    assert one == (
        '1 open milestone has no range and is held still in every calculation of risk: "beta-live"; '
        'behind it 1 contract ("C-2")'
    )
    for column in ("early_date", "late_date"):
        folder.set("milestones", 2, column, "")
    (two,) = said(folder, HELD_STILL)
    assert two.startswith("2 open milestones have no range")
    assert two.endswith('"alpha-live", "beta-live"; behind them 2 contracts ("C-1", "C-2")')


def test_a_range_of_one_day_is_none(folder: Folder) -> None:
    for column in ("early_date", "late_date"):
        folder.set("milestones", 3, column, "2028-01-10")
    assert len(said(folder, HELD_STILL)) == 1


def test_nothing_is_held_still_where_every_open_milestone_has_a_range(folder: Folder) -> None:
    folder.set("milestones", 3, "early_date", "2027-12-01")
    folder.set("milestones", 3, "late_date", "2028-06-01")
    assert said(folder, HELD_STILL) == []
    assert said(folder, CERTAIN_DATE) == []


def test_migrations_that_wait_for_nothing_uncertain_are_named(folder: Folder) -> None:
    # M-B waits for beta-live, which has no range; without a spread of the profile `small` nothing moves it
    for column in ("early_days", "late_days"):
        folder.set("phases", 2, column, "")
    (message,) = said(folder, CERTAIN_DATE)
    assert message.startswith('1 migration ("M-B") waits for nothing uncertain, directly or through others')


def test_where_nothing_at_all_is_uncertain_no_migration_is_named(folder: Folder) -> None:
    for column in ("early_date", "late_date"):
        folder.set("milestones", 2, column, "")
        folder.set("phases", 2, column.replace("date", "days"), "")
    folder.remove("risk_drivers")
    assert len(said(folder, HELD_STILL)) == 1  # past slips are stated
    assert said(folder, CERTAIN_DATE) == []


def test_tables_that_say_nothing_about_risk_are_not_asked_for_ranges(folder: Folder) -> None:
    for column in ("early_date", "late_date"):
        folder.set("milestones", 2, column, "")
        folder.set("phases", 2, column.replace("date", "days"), "")
    folder.remove("risk_drivers")
    folder.remove("reference_slips")
    assert said(folder, HELD_STILL) == []
