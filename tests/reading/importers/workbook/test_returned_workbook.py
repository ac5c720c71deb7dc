"""A workbook that people filled in comes back as decisions, corrections and a line for every change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.domain.contracts import Notice, NoticeUnit, OptionState
from planner.domain.decisions_taken import CommitmentKind
from planner.domain.organisations import Commitment
from planner.domain.provenance import Basis
from planner.errors import InputError
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import WORDS, ActKind
from planner.present.exchange.workbook.choices import DECISIONS_BY_ACT
from planner.present.exchange.workbook.workbook import export_workbook
from planner.reading.edits.words import CONTRACTS, DECISIONS, MIGRATIONS, Decision
from planner.reading.importers.imported import Verdict
from planner.reading.importers.workbook.decision_edits import OUTCOMES
from planner.reading.importers.workbook.returned_workbook import returned_edits
from tests.present.exchange.workbooks import column, opened, opened_export
from tests.reading.importers.workbook.filled import (
    Cells,
    applies,
    fill,
    filled,
    imported,
    laid,
    programme,
    reasons,
)
from tests.sample import day, portfolio

CASE = programme()


def taken(cells: Cells, folder: Path) -> list[tuple[str, str, str]]:
    found = imported(CASE, folder, cells)
    assert reasons(found) == ""
    return [(line.record, line.column, line.new) for line in found.lines]


def test_the_programme_has_an_act_of_each_kind_that_is_open() -> None:
    assert {act.act for act in CASE.acts} == {
        ActKind.BUY,
        ActKind.ACCEPT_EXPOSURE,
        ActKind.START_BRIDGE,
        ActKind.STOP,
        ActKind.ANSWER,
    }


def test_every_decision_that_is_offered_is_understood() -> None:
    offered = {(WORDS[act], word) for act, words in DECISIONS_BY_ACT.items() for word in words}
    assert {(act, word) for act, word in offered if word is not Decision.NOT_YET} <= OUTCOMES.keys()


def test_an_untouched_workbook_gives_nothing(tmp_path: Path) -> None:
    found = imported(CASE, tmp_path, {})
    assert (found.lines, found.operations) == ((), ())
    assert found.notes == ("Nothing was filled in.",)


def test_a_decision_becomes_a_commitment_with_its_day(tmp_path: Path) -> None:
    found = imported(
        CASE,
        tmp_path,
        {(DECISIONS, "buy:k1", "Decision"): " Exercise", (DECISIONS, "buy:k1", "Decided on"): "1 Jan 2030"},
    )
    assert reasons(found) == ""
    (decided,) = [taken for taken in laid(CASE, found).decisions_taken if taken.id != "d1"]
    assert (decided.kind, decided.subject, decided.agreed_date) == (CommitmentKind.OPTION_EXERCISED, "k1", day(0))
    assert decided.provenance.basis is Basis.INTERNAL


@pytest.mark.parametrize(
    ("act", "word", "kind"),
    [
        ("buy:k1", "approve", CommitmentKind.OPTION_APPROVED),
        ("buy:k1", "notice served", CommitmentKind.NOTICE_SERVED),
        ("stop:r", "stop served", CommitmentKind.STOP_SERVED),
        ("bridge:x", "bridge begun", CommitmentKind.BRIDGE_BEGUN),
        ("accept:l", "ACCEPT", CommitmentKind.EXPOSURE_ACCEPTED),
    ],
)
def test_each_decision_has_its_kind_of_commitment(tmp_path: Path, act: str, word: str, kind: CommitmentKind) -> None:
    found = imported(CASE, tmp_path, {(DECISIONS, act, "Decision"): word})
    assert {taken.kind for taken in laid(CASE, found).decisions_taken if taken.id != "d1"} == {kind}


def test_what_is_not_used_lapses_and_what_is_refused_is_refused(tmp_path: Path) -> None:
    for word, state in (("do not use", OptionState.LAPSED), ("refused", OptionState.REFUSED)):
        found = imported(CASE, tmp_path, {(DECISIONS, "buy:k1", "Decision"): word})
        assert laid(CASE, found).option_by_id["k1"].state is state


def test_an_organisation_joins_or_stays(tmp_path: Path) -> None:
    for word, answer in (("joins", Commitment.COMMITTED), ("stays", Commitment.DECLINED)):
        found = imported(CASE, tmp_path, {(DECISIONS, "answer:body", "Decision"): word})
        assert laid(CASE, found).organisation_by_id["body"].commitment is answer


def test_a_day_after_the_status_date_is_taken(tmp_path: Path) -> None:
    # people decide after the day for which the plan was made
    cells = {(DECISIONS, "buy:k1", "Decision"): "approve", (DECISIONS, "buy:k1", "Decided on"): datetime(2030, 1, 9)}
    (decided,) = [taken for taken in laid(CASE, imported(CASE, tmp_path, cells)).decisions_taken if taken.id != "d1"]
    assert decided.agreed_date == day(8)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({(DECISIONS, "buy:k1", "Decision"): "aprove"}, 'did you mean "approve"?'),
        ({(DECISIONS, "buy:k1", "Decision"): "stop served"}, '"stop served" does not fit buy:k1'),
        ({(DECISIONS, "buy:k1", "Decision"): "not yet"}, "nothing is decided yet"),
        ({(DECISIONS, "buy:k1", "Decided on"): "2030-01-01"}, "a day without a decision says nothing"),
        ({(DECISIONS, "buy:k1", "Decided by"): "Board"}, "a name without a decision says nothing"),
        ({(MIGRATIONS, "m2", "Agreed mode"): "standard"}, "a mode goes with a day"),
        ({(MIGRATIONS, "m1", "Agreed mode"): "fsat"}, 'did you mean "fast"?'),
        ({(MIGRATIONS, "m2", "Agreed cutover"): "03/02/2030"}, "Sun 3 Feb 2030 or Sat 2 Mar 2030"),
        ({(MIGRATIONS, "m2", "Agreed cutover"): "TBC"}, '"TBC" is no date'),
        ({(CONTRACTS, "k", "Corrected annual price"): "a lot"}, '"a lot" is not a number'),
        ({(CONTRACTS, "k", "Corrected notice unit"): "fortnights"}, "not one of the values"),
        ({(CONTRACTS, "k", "Corrected notice unit"): "days"}, "the folder says so already"),
        ({(CONTRACTS, "k", "Name"): "Another"}, "it stands outside the green cells"),
        ({(DECISIONS, "buy:k1", "Remark"): "=1/0"}, "the cell has a formula or an error, and no value"),
    ],
)
def test_what_cannot_be_taken_says_why_and_changes_nothing(tmp_path: Path, cells: Cells, why: str) -> None:
    found = imported(CASE, tmp_path, cells)
    assert why in reasons(found)
    assert found.operations == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2030-02-01", date(2030, 2, 1)),
        ("3 Feb 2030", date(2030, 2, 3)),
        ("31/01/2030", date(2030, 1, 31)),
        (" 3 FEB 2030 ", date(2030, 2, 3)),
        (datetime(2030, 2, 1), date(2030, 2, 1)),
    ],
)
def test_a_date_with_one_reading_is_taken(tmp_path: Path, typed: Any, meant: date) -> None:
    ((record, column, text),) = taken({(MIGRATIONS, "m2", "Agreed cutover"): typed}, tmp_path)
    assert (record, column, text) == ("cutover-agreed:m2", "agreed_date", meant.isoformat())


def test_a_day_and_a_mode_are_agreed_together(tmp_path: Path) -> None:
    cells = {(MIGRATIONS, "m1", "Agreed cutover"): "2030-03-02", (MIGRATIONS, "m1", "Agreed mode"): "Fast"}
    after = laid(CASE, imported(CASE, tmp_path, cells))
    agreed = {taken.kind: (taken.agreed_date, taken.mode) for taken in after.decisions_taken}
    # the start was agreed before, and has the mode of the migration from now on
    assert agreed[CommitmentKind.CUTOVER_AGREED] == (date(2030, 3, 2), "fast")
    assert agreed[CommitmentKind.START_AGREED] == (day(40), "fast")


def test_an_agreed_day_can_be_moved_and_taken_back(tmp_path: Path) -> None:
    moved = laid(CASE, imported(CASE, tmp_path, {(MIGRATIONS, "m1", "Agreed start"): datetime(2030, 2, 15)}))
    (taken,) = moved.decisions_taken
    assert (taken.id, taken.agreed_date, taken.provenance.basis) == ("d1", date(2030, 2, 15), Basis.INTERNAL)
    assert laid(CASE, imported(CASE, tmp_path, {(MIGRATIONS, "m1", "Agreed start"): None})).decisions_taken == ()


def test_corrections_of_a_contract_are_internal(tmp_path: Path) -> None:
    cells = {
        (CONTRACTS, "k", "Corrected expiry"): "1 March 2030",
        (CONTRACTS, "k", "Corrected notice"): "2 months",
        (CONTRACTS, "k", "Corrected annual price"): "£1.2 million",
        (CONTRACTS, "k", "Remark"): "letter of 3 June",
    }
    after = laid(CASE, imported(CASE, tmp_path, cells)).contract_by_id["k"]
    assert (after.expiry_date, after.notice) == (date(2030, 3, 1), Notice(2, NoticeUnit.MONTHS))
    assert after.annual_price_pounds == 1_200_000
    assert after.provenance.basis is Basis.INTERNAL
    assert "letter of 3 June" in (after.provenance.reason or "")


def test_a_remark_alone_leaves_the_basis_as_it_is(tmp_path: Path) -> None:
    found = imported(CASE, tmp_path, {(sheet, id, "Remark"): "why not" for sheet, id in REMARKED})
    after = laid(CASE, found)
    assert [line.new for line in found.with_verdict(Verdict.TAKEN)] == ["why not"] * len(REMARKED)
    for record in (after.contract_by_id["k"], after.migration_by_id["m2"], after.option_by_id["k1"]):
        assert record.provenance.basis is Basis.UNSTATED
        assert (record.provenance.reason or "").startswith("why not")


REMARKED = ((DECISIONS, "buy:k1"), (MIGRATIONS, "m2"), (CONTRACTS, "k"))


def test_the_remark_on_a_decision_stands_with_it(tmp_path: Path) -> None:
    cells = {(DECISIONS, "stop:r", "Decision"): "stop served", (DECISIONS, "stop:r", "Remark"): "letter sent"}
    (taken,) = [one for one in laid(CASE, imported(CASE, tmp_path, cells)).decisions_taken if one.id != "d1"]
    assert taken.decision_note == "letter sent"
    assert (taken.provenance.reason or "").startswith("letter sent")


def test_who_decided_stands_with_the_decision_and_on_the_next_workbook(tmp_path: Path) -> None:
    cells = {
        (DECISIONS, "bridge:x", "Decision"): "bridge begun",
        (DECISIONS, "bridge:x", "Decided on"): datetime(2030, 1, 1),
        (DECISIONS, "bridge:x", "Decided by"): "Board",
    }
    after = laid(CASE, imported(CASE, tmp_path, cells))
    (taken,) = [one for one in after.decisions_taken if one.id != "d1"]
    assert taken.decided_by == "Board"
    sheet = opened_export(PlanCase(after, CASE.plan))[DECISIONS]
    rows = zip(*(column(sheet, title) for title in ("Act", "State", "Said so far")), strict=True)
    assert ("bridge:x", "decided", "Board, Tue 1 Jan 2030") in rows


def test_the_same_workbook_imported_again_changes_nothing(tmp_path: Path) -> None:
    cells = {
        (DECISIONS, "buy:k1", "Decision"): "exercise",
        (DECISIONS, "buy:k1", "Decided on"): "2030-01-01",
        (MIGRATIONS, "m2", "Agreed cutover"): "2030-03-01",
        (CONTRACTS, "k", "Corrected expiry"): "2030-01-31",
    }
    path = filled(CASE, tmp_path, cells)
    after = laid(CASE, returned_edits(path, CASE.portfolio))
    again = returned_edits(path, after)
    assert again.operations == ()
    assert len(again.with_verdict(Verdict.SKIPPED)) == len(cells)


def test_a_day_that_follows_later_reaches_the_decision_that_is_there(tmp_path: Path) -> None:
    path = filled(
        CASE, tmp_path, {(DECISIONS, "buy:k1", "Decision"): "exercise", (DECISIONS, "buy:k1", "Decided on"): "TBC"}
    )
    after = laid(CASE, returned_edits(path, CASE.portfolio))
    fill(path, {(DECISIONS, "buy:k1", "Decided on"): "2030-01-01"})
    (taken,) = [
        one
        for one in laid(replace(CASE, portfolio=after), returned_edits(path, after)).decisions_taken
        if one.subject == "k1"
    ]
    assert taken.agreed_date == day(0)


def test_rows_that_are_gone_doubled_or_new_are_told(tmp_path: Path) -> None:
    path = filled(CASE, tmp_path, {})
    book = opened(path.read_bytes())
    sheet = book[CONTRACTS]
    last = sheet.max_row
    sheet.cell(last, 1).value, sheet.cell(last - 1, 1).value = "brand new", "k"
    book.save(path)
    found = returned_edits(path, CASE.portfolio)
    why = reasons(found)
    assert "its row is gone from the sheet" in why
    assert "the id stands in several rows" in why
    assert "the workbook had no row with this id" in why
    assert found.operations == ()


def test_a_record_that_the_folder_has_no_more_is_told(tmp_path: Path) -> None:
    cells = {
        (DECISIONS, "buy:k1", "Decision"): "exercise",
        (MIGRATIONS, "m2", "Agreed cutover"): "2030-03-01",
        (CONTRACTS, "r", "Corrected notice"): 3,
    }
    found = returned_edits(filled(CASE, tmp_path, cells), portfolio(migrations=(), contracts=()))
    assert len(found.with_verdict(Verdict.SKIPPED)) == len(cells)
    assert found.operations == ()
    assert "has changed since the workbook was exported" in " ".join(found.notes)


def test_applying_changes_the_tables_of_the_edits_alone(tmp_path: Path) -> None:
    cells = {(DECISIONS, "buy:k1", "Decision"): "refused", (MIGRATIONS, "m2", "Agreed start"): "2030-03-01"}
    found = imported(CASE, tmp_path, cells)
    assert applies(CASE, found, tmp_path / "folder") == {"commitments.csv", "options.csv"}


def test_a_workbook_of_somebody_else_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = opened(export_workbook(CASE))
    book.remove(book["_planner"])
    book.save(path)
    with pytest.raises(InputError) as caught:
        returned_edits(path, CASE.portfolio)
    (finding,) = caught.value.findings
    assert "it has no sheet _planner" in finding.message
    assert "planner export" in str(finding.cure)
