"""Every kind of finding about cells and rows that must agree: its code, its place, and the way out."""

from __future__ import annotations

import pytest

from tests.reading.folder import Folder, place_of

# table, row, column, value put there; then the code, the place if it is another one, and words of the cure
CELLS = [
    ("contracts", 2, "expiry_date", "31/13/2027", "bad-date", "for instance 2027-12-31"),
    ("contracts", 2, "expiry_date", "2027-02-30", "bad-date", "that month ends on 2027-02-28"),
    ("contracts", 2, "expiry_date", "01/04/2028", "bad-date", "write 2028-04-01"),
    ("contracts", 2, "expiry_date", "31 March 2028", "bad-date", "write 2028-03-31"),
    # 2028-03-31 is day 46843 when days are counted from 30 December 1899, as spreadsheets do
    ("contracts", 2, "expiry_date", "46843", "bad-date", "it is 2028-03-31"),
    ("contracts", 2, "expiry_date", "0028-03-31", "out-of-range", "1970 to 2199"),
    ("contracts", 2, "expiry_date", "", "missing-value", "write for instance"),
    ("contracts", 2, "name", "", "missing-value", "write for instance"),
    ("contracts", 2, "maximum_end_date", "TBC", "bad-date", "leave it blank"),
    ("contracts", 2, "annual_price_pounds", "1.2m", "not-a-number", "write 1200000"),
    ("contracts", 2, "annual_price_pounds", "12,00", "not-a-number", "write 12 or 1200, whichever is meant"),
    ("contracts", 2, "annual_price_pounds", "-5", "negative", "write a number from 0"),
    ("contracts", 2, "annual_price_pounds", "99.5", "not-whole", "write 99 or 100, whichever is meant"),
    ("contracts", 2, "notice", "3 months", "not-a-number", "write 3"),
    ("contracts", 2, "criticality", "hihg", "unknown-value", '"high"'),
    ("contracts", 2, "notice", "601", "out-of-range", "600 months are the most"),
    ("contracts", 2, "notice_unit", "fortnights", "unknown-value", "days"),
    ("contracts", 2, "organisations", "dept-a; bdy-a", "unknown-reference", '"body-a"? (organisations.csv row 3)'),
    ("contracts", 2, "jurisdiction", "GB-SC", "unknown-jurisdiction", '"GB-SCT"'),
    ("contracts", 2, "basis", "assumd", "unknown-value", '"assumed"'),
    ("contracts", 2, "source_date", "2026", "bad-date", "write"),
    ("options", 3, "notice", "", "missing-value", "write"),
    ("portfolio", 3, "setting", "status-dat", "unknown-setting", '"status_date"'),
    ("portfolio", 3, "setting", "name", "duplicate-id", "remove one"),
    ("portfolio", 4, "value", "2026-11-01", "period-order", "later date"),
    ("portfolio", 5, "value", "Scotland", "unknown-jurisdiction", "write GB-SCT"),
    ("policy", 3, "value", "5", "out-of-range", "for instance 0.05 for 5 per cent"),
    ("policy", 4, "value", "leave", "unknown-value", "join"),
    ("organisations", 3, "parent", "dept-x", "unknown-reference", "dept-"),
    ("organisations", 2, "parent", "dept-a", "cyclic-parent", "blank the parent"),
    ("organisations", 3, "id", "dept-b; body-a", "bad-id", "write one id"),
    ("organisations", 4, "commitment", "undecide", "unknown-value", '"undecided"'),
    ("milestones", 2, "early_date", "2028-04-01", "out-of-order", "early_date, likely_date, late_date"),
    ("milestones", 2, "late_date", "2027-09-30", "out-of-order", "early_date, likely_date, late_date"),
    ("milestones", 2, "likely_date", "2027-06-30", "out-of-order", "early_date, likely_date, late_date"),
    ("options", 3, "contract", "C-11", "unknown-reference", '"C-1"'),
    ("options", 3, "sequence", "1", "duplicate-sequence", "another sequence"),
    ("options", 2, "end_date", "2029-03-31", "option-length", "not both"),
    # the first option of C-1 adds 12 months to 31 March 2028
    ("options", 3, "end_date", "2029-03-31", "option-end", "after 2029-03-31"),
    ("options", 4, "agreement_probability", "80%", "not-a-number", "write 0.8"),
    ("options", 3, "notice", "", "missing-value", "length of the notice"),
    ("profiles", 2, "cutover_phase", "cutovr", "unknown-reference", '"cutover"'),
    ("phases", 4, "sequence", "2", "duplicate-sequence", "another sequence"),
    ("phases", 4, "name", "prepare", "duplicate-id", "another name"),
    ("phases", 4, "days", "-1", "negative", "write a number from 0"),
    ("demands", 2, "phase", "prepar", "unknown-reference", '"prepare"'),
    ("demands", 2, "resource", "ofice", "unknown-reference", '"office"'),
    ("demands", 3, "resource", "tem", "unknown-reference", '"team"'),
    ("demands", 3, "profile", "default", "unknown-reference", "profile of your own"),
    ("migrations", 2, "profile", "smal", "unknown-reference", '"small"'),
    ("modes", 2, "id", "standard", "reserved-id", "another id"),
    ("modes", 2, "profile", "fst", "unknown-reference", '"fast"'),
    ("precedences", 2, "predecessor", "alpha-liv", "unknown-reference", '"alpha-live"? (milestones.csv row 2)'),
    ("precedences", 2, "kind", "FX", "unknown-value", "FS"),
    ("precedences", 2, "lag_days", "two weeks", "not-a-number", "write 14"),
    ("groups", 2, "migrations", "M-A", "group-too-small", "other migrations"),
    ("groups", 2, "migrations", "M-A; M-BDY", "unknown-reference", '"M-BODY"'),
    ("resources", 3, "capacity", "-1", "negative", "write a number from 0"),
    ("capacity_steps", 2, "resource", "alpha-tem", "unknown-reference", '"alpha-team"'),
    ("capacity_steps", 3, "from_date", "2027-10-01", "duplicate-id", "another from_date"),
    ("freezes", 2, "until_date", "2027-03-15", "period-order", "first day after"),
    ("freezes", 3, "subject", "", "missing-value", "id of the cluster"),
    ("freezes", 3, "subject", "dept-a", "unknown-reference", "clusters.csv"),
    ("freezes", 2, "subject", "alpha", "wrong-subject", "blank the subject"),
    ("freezes", 2, "yearly", "maybe", "unknown-value", "yes or no"),
    ("wave_windows", 2, "until_date", "2028-02-01", "period-order", "first day after"),
    ("budgets", 2, "financial_year", "2027-28", "not-a-number", "write 2027"),
    ("budgets", 3, "financial_year", "2027", "duplicate-id", "another financial_year"),
    ("risk_drivers", 2, "probability", "30", "out-of-range", "for instance 0.3 for 30 per cent"),
    ("risk_drivers", 2, "late_days", "20", "out-of-order", "early_days, likely_days, late_days"),
    ("risk_drivers", 2, "affects", "M-A; beta-liv", "unknown-reference", '"beta-live"'),
    ("commitments", 2, "agreed_date", "", "missing-value", "write the day"),
    ("commitments", 2, "subject", "C-2-1", "wrong-subject", "name a migration"),
    ("commitments", 3, "subject", "M-B", "wrong-subject", "name an option"),
    ("commitments", 2, "subject", "M-C", "unknown-reference", "M-"),
    ("commitments", 2, "mode", "acelerated", "unknown-reference", "standard"),
    ("commitments", 3, "mode", "standard", "wrong-subject", "blank the mode"),
    ("commitments", 2, "kind", "cutover agred", "unknown-value", '"cutover agreed"'),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "code", "cure"), CELLS)
def test_one_bad_cell_is_one_finding_at_that_cell(
    folder: Folder, table: str, row: int, column: str, value: str, code: str, cure: str
) -> None:
    folder.set(table, row, column, value)
    errors = folder.check().errors
    assert [(finding.code, place_of(finding)) for finding in errors] == [(code, (f"{table}.csv", row, column))]
    assert cure in str(errors[0].cure)
    assert errors[0].found == (value or None)


def errors_of(folder: Folder) -> list[tuple[str, str, int | None, str | None]]:
    return [(finding.code, *place_of(finding)) for finding in folder.check().errors]


def test_milestone_without_any_date(folder: Folder) -> None:
    folder.set("milestones", 3, "likely_date", "")
    assert errors_of(folder) == [("no-date", "milestones.csv", 3, "forecast_date")]


def test_milestone_with_early_and_late_dates_lacks_the_likely_one(folder: Folder) -> None:
    folder.set("milestones", 2, "forecast_date", "")
    folder.set("milestones", 2, "likely_date", "")
    assert errors_of(folder) == [("no-date", "milestones.csv", 2, "likely_date")]


def test_option_without_any_length(folder: Folder) -> None:
    folder.set("options", 3, "end_date", "")
    assert errors_of(folder) == [("option-length", "options.csv", 3, "months")]


def test_option_without_derivable_price(folder: Folder) -> None:
    # contract C-2 states no annual price, so its bridge needs one of its own
    folder.set("options", 4, "annual_price_pounds", "")
    assert errors_of(folder) == [("no-price", "options.csv", 4, "annual_price_pounds")]


def test_both_options_lack_a_price_where_the_contract_loses_its_own(folder: Folder) -> None:
    folder.set("contracts", 2, "annual_price_pounds", "")
    assert errors_of(folder) == [
        ("no-price", "options.csv", 2, "annual_price_pounds"),
        ("no-price", "options.csv", 3, "annual_price_pounds"),
    ]


def test_option_exercised_after_one_that_is_not(folder: Folder) -> None:
    folder.set("options", 2, "state", "available")
    folder.set("options", 3, "state", "exercised")
    assert errors_of(folder) == [("exercised-out-of-order", "options.csv", 3, "state")]


def test_option_beyond_the_years_that_can_be_planned(folder: Folder) -> None:
    # three options of 600 months from 2028 end in 2178, a fourth in 2228
    folder.set("options", 4, "months", "600")
    for sequence in (2, 3, 4):
        folder.append(
            "options",
            id=f"C-2-{sequence}",
            contract="C-2",
            sequence=str(sequence),
            months="600",
            annual_price_pounds="1",
        )
    assert errors_of(folder) == [("out-of-range", "options.csv", 7, "months")]


def test_notice_served_for_a_lapsed_option(folder: Folder) -> None:
    folder.set("options", 2, "state", "lapsed")
    assert errors_of(folder) == [("wrong-subject", "commitments.csv", 3, "subject")]


def test_notice_served_behind_a_refused_option(folder: Folder) -> None:
    folder.set("options", 2, "state", "refused")
    folder.set("commitments", 3, "subject", "C-1-2")
    assert errors_of(folder) == [("exercised-out-of-order", "commitments.csv", 3, "subject")]


def test_same_decision_twice(folder: Folder) -> None:
    row = folder.append("commitments", id="D-3", kind="cutover agreed", subject="M-B", agreed_date="2028-06-20")
    assert errors_of(folder) == [("duplicate-commitment", "commitments.csv", row, "subject")]


def test_every_doubled_id_is_found_in_its_second_row(folder: Folder) -> None:
    for table, id in (("organisations", "dept-a"), ("clusters", "alpha"), ("groups", "G-1"), ("resources", "office")):
        cells = dict(zip(folder.rows(table)[0], folder.rows(table)[1], strict=True))
        row = folder.append(table, **{**cells, "id": id})
        assert ("duplicate-id", f"{table}.csv", row, "id") in errors_of(folder)


def test_id_of_a_milestone_and_a_migration(folder: Folder) -> None:
    folder.append("milestones", id="M-A", name="Same id", forecast_date="2028-01-01")
    assert errors_of(folder) == [("ambiguous-id", "migrations.csv", 2, "id")]


def test_profile_without_phases(folder: Folder) -> None:
    row = folder.append("profiles", id="empty", name="No phases")
    assert errors_of(folder) == [("no-phases", "profiles.csv", row, "id")]


def test_demand_by_kind_that_a_cluster_does_not_offer(folder: Folder) -> None:
    folder.set("resources", 3, "kind", "crew")
    # phase cutover of profile small, in row 3, is used in beta by M-B; profile fast is used in alpha only
    assert errors_of(folder) == [("no-resource-of-kind", "demands.csv", 3, "resource")]


def test_demand_by_kind_that_a_cluster_offers_twice(folder: Folder) -> None:
    folder.append("resources", id="beta-crew", name="Second crew", capacity="1", kind="team", clusters="beta")
    assert errors_of(folder) == [("several-resources-of-kind", "demands.csv", 3, "resource")]


def test_own_resource_of_a_kind_goes_before_one_shared_by_all(folder: Folder) -> None:
    folder.append("resources", id="shared-team", name="Shared team", capacity="1", kind="team")
    assert errors_of(folder) == []


def test_decision_about_a_mode_in_a_table_that_is_absent(folder: Folder) -> None:
    folder.remove("modes")
    folder.set("commitments", 2, "mode", "accelerated")
    assert errors_of(folder) == [("unknown-reference", "commitments.csv", 2, "mode")]


def test_references_into_an_absent_optional_table_name_the_table(folder: Folder) -> None:
    folder.remove("resources")
    folder.remove("capacity_steps")
    findings = folder.check().errors
    assert [(finding.code, finding.row) for finding in findings] == [("unknown-reference", row) for row in (2, 3, 4)]
    assert all("resources.csv" in str(finding.cure) for finding in findings)


def test_faults_in_all_tables_are_found_in_one_pass(folder: Folder) -> None:
    folder.set("contracts", 2, "expiry_date", "31/13/2027")
    folder.set("contracts", 3, "notice", "many")
    folder.set("migrations", 2, "organisation", "dept-x")
    folder.set("freezes", 2, "until_date", "2027-01-01")
    folder.set("phases", 2, "days", "-1")
    assert errors_of(folder) == [
        ("bad-date", "contracts.csv", 2, "expiry_date"),
        ("not-a-number", "contracts.csv", 3, "notice"),
        ("negative", "phases.csv", 2, "days"),
        ("unknown-reference", "migrations.csv", 2, "organisation"),
        ("period-order", "freezes.csv", 2, "until_date"),
    ]


def test_a_record_called_by_its_name_is_said_so_with_its_id(folder: Folder) -> None:
    folder.set("migrations", 2, "cluster", "Alpha platform")
    folder.set("clusters", 2, "name", "Alpha platform")
    finding = folder.only()
    assert (finding.code, place_of(finding)) == ("unknown-reference", ("migrations.csv", 2, "cluster"))
    assert 'write "alpha": "Alpha platform" is its name' in str(finding.cure)


def test_columns_of_ids_and_names_that_changed_places_are_one_finding(folder: Folder) -> None:
    header, *rows = folder.rows("contracts")
    titles = {"id": "name", "name": "id"}
    folder.write("contracts", [[titles.get(title, title) for title in header], *rows])
    swapped = [finding for finding in folder.check().errors if finding.code == "columns-swapped"]
    assert [place_of(finding) for finding in swapped] == [("contracts.csv", 1, "id")]
    assert [finding.code for finding in folder.check().errors].count("unknown-reference") == 0


def test_an_id_that_many_rows_name_and_no_table_has_is_one_finding(folder: Folder) -> None:
    folder.remove("freezes")
    folder.set("clusters", 2, "id", "alhpa")
    found = [finding for finding in folder.check().errors if finding.code == "unknown-reference"]
    assert len(found) == 1
    assert "named in" in found[0].message
    assert 'did you mean "alhpa"? (clusters.csv row 2)' in str(found[0].cure)


def test_a_cell_with_more_text_than_anybody_reads_is_named_and_cut(folder: Folder) -> None:
    folder.set("contracts", 2, "name", "word " * 2_000)
    finding = folder.only()
    # 2,000 words of five characters, less the blank at the end, which is dropped
    assert (finding.code, place_of(finding)) == ("too-long", ("contracts.csv", 2, "name"))
    assert "9,999 characters" in finding.message
    assert len(str(finding.found)) < 250


def test_the_same_fault_of_many_rows_is_said_once(folder: Folder) -> None:
    rows = folder.rows("clusters")
    folder.write("clusters", [*rows, *([f"c{number}", "", "", ""] for number in range(5))])
    found = [finding for finding in folder.check().errors if finding.column == "name"]
    # header, two clusters, then rows 4 to 8
    assert [(finding.row, finding.message) for finding in found] == [(4, "name is blank (and in rows 5, 6, 7, 8)")]


def test_of_many_findings_of_one_kind_the_rest_is_counted(folder: Folder) -> None:
    rows = folder.rows("migrations")
    folder.write("migrations", [*rows, *([f"M{n}", f"nobody{n}", *rows[1][2:]] for n in range(500))])
    found = [finding for finding in folder.check().errors if finding.column == "organisation"]
    # 19 of the 500 are told one by one
    assert len(found) == 20
    assert "481 more findings of this kind" in found[-1].message


def test_an_option_that_is_stated_to_end_with_the_month_before_it_adds_nothing(folder: Folder) -> None:
    # C-2 ends on 30 June 2028 and six months more on 31 December: an option until that day adds no day.
    folder.set("options", 4, "kind", "option")
    folder.set("options", 4, "lead_days", "")
    row = folder.append(
        "options", id="C-2-2", contract="C-2", sequence="2", end_date="2028-12-31", annual_price_pounds="1"
    )
    (finding,) = folder.check().errors
    assert (finding.row, finding.column) == (row, "end_date")
    assert finding.message == "it ends on 2028-12-31, not after 2028-12-31, the last day in force before it"


@pytest.mark.parametrize("text", ["1" * 4_500, "word " * 900, "alpha; " + "a" * 4_000])
@pytest.mark.parametrize(
    ("table", "column"), [("contracts", "annual_price_pounds"), ("contracts", "expiry_date"), ("groups", "migrations")]
)
def test_a_value_without_end_makes_no_message_without_end(folder: Folder, table: str, column: str, text: str) -> None:
    folder.set(table, 2, column, text)
    found = [finding for finding in folder.check().errors if finding.column == column]
    assert found
    assert all(len(str(finding)) < 1_500 for finding in found)
