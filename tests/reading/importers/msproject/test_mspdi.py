"""MS Project XML read: what each element of a task means."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planner.reading.importers.msproject.mspdi import read_mspdi
from tests.reading.importers.msproject.plans import DATE1, OUR_FIELDS, TEXT1, TEXT2, mspdi, only_task, task


def test_a_task_is_read_with_its_ids_name_and_finish() -> None:
    found = only_task(mspdi(task(17, "Go\n live", GUID="ABC", WBS="1.2", Milestone="1")))
    assert (found.uid, found.guid, found.wbs, found.name, found.place) == ("17", "ABC", "1.2", "Go live", "UID 17")
    assert found.finish == datetime(2030, 6, 1, 17)
    assert found.is_milestone
    assert found.hindrance is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"Summary": "1"}, "summary"),
        ({"IsSubproject": "1"}, "summary"),
        ({"Active": "0"}, "inactive"),
        ({"ExternalTask": "1"}, "external"),
        ({"IsNull": "1"}, "blank line"),
        ({"Finish": ""}, "no date"),
        ({"FinishText": "TBC"}, 'the text "TBC"'),
        ({"StartText": "after the vote"}, 'the text "after the vote"'),
        ({"Finish": "next spring"}, 'the text "next spring"'),
    ],
)
def test_no_date_is_taken_from_a_task_that_has_none_of_its_own(values: dict[str, str], why: str) -> None:
    found = only_task(mspdi(task(**values)))
    assert found.hindrance is not None
    assert why in found.hindrance


def test_the_project_itself_is_a_summary_even_where_it_does_not_say_so() -> None:
    assert only_task(mspdi(task(0, OutlineLevel="0"))).is_summary


def test_files_without_the_element_active_have_active_tasks() -> None:
    assert not only_task(mspdi(task())).is_inactive


def test_a_finish_is_actual_only_where_all_is_done() -> None:
    half = only_task(mspdi(task(ActualFinish="2030-06-01T17:00:00", PercentComplete="50")))
    done = only_task(mspdi(task(ActualFinish="2030-06-01T17:00:00", PercentComplete="100")))
    assert (half.actual_finish, done.actual_finish) == (None, datetime(2030, 6, 1, 17))


@pytest.mark.parametrize(("constraint", "fixed"), [("2", True), ("3", True), ("4", False), ("0", False)])
def test_only_must_constraints_fix_a_date(constraint: str, fixed: bool) -> None:
    assert only_task(mspdi(task(ConstraintType=constraint))).is_fixed is fixed


def test_the_first_baseline_and_the_deadline_are_read() -> None:
    baselines = "".join(
        f"<Number>{number}</Number><Finish>2030-0{number + 3}-01T17:00:00</Finish></Baseline><Baseline>"
        for number in (1, 0)
    )
    found = only_task(mspdi(task(Baseline=baselines, Deadline="2030-05-01T00:00:00")))
    assert (found.baseline_finish, found.deadline) == (datetime(2030, 3, 1, 17), datetime(2030, 5, 1))


def test_a_field_is_known_by_its_name_and_by_its_alias() -> None:
    content = mspdi(
        task(**{f"_{TEXT1}": "unity", f"_{DATE1}": "2030-02-03T08:00:00"}), fields=[(TEXT1, "Text1", "Planner  ID")]
    )
    assert only_task(content).fields == {"text1": "unity", "planner id": "unity", "date1": "2030-02-03T08:00:00"}
    assert only_task(content).planner_id == "unity"


def test_text1_holds_the_id_where_no_field_is_called_so() -> None:
    assert only_task(mspdi(task(**{f"_{TEXT1}": "unity"}))).planner_id == "unity"


def test_an_id_of_another_record_that_we_wrote_is_no_id_of_a_milestone() -> None:
    phase = only_task(mspdi(task(**{f"_{TEXT1}": "m1", f"_{TEXT2}": "phase"}), fields=OUR_FIELDS))
    ours = only_task(mspdi(task(**{f"_{TEXT1}": "m1", f"_{TEXT2}": "milestone"}), fields=OUR_FIELDS))
    assert (phase.planner_id, ours.planner_id) == ("", "m1")
    assert (phase.is_ours, ours.is_ours) == (False, True)


@pytest.mark.parametrize(
    ("head", "as_of"),
    [
        ("<StatusDate>2030-01-02T17:00:00</StatusDate><LastSaved>2030-01-09T10:00:00</LastSaved>", date(2030, 1, 2)),
        ("<LastSaved>2030-01-09T10:00:00</LastSaved>", date(2030, 1, 9)),
        ("", None),
    ],
)
def test_a_plan_is_of_its_status_date_else_of_the_day_it_was_saved(head: str, as_of: date | None) -> None:
    assert only_task(mspdi(task(), head=head)).as_of == as_of


def test_people_are_left_unread_and_only_counted() -> None:
    resources = "<Resources><Resource><Name>Jo Bloggs</Name></Resource><Resource><Name>Al</Name></Resource></Resources>"
    plan = read_mspdi(mspdi(task(Contact="Jo Bloggs"), head="<Manager>Al</Manager>", tail=resources), "plan.xml")
    assert plan.people == ("2 resources", "Manager", "Contact of 1 task")
    assert "Bloggs" not in repr(plan)


def test_programs_write_years_that_mean_no_date() -> None:
    assert only_task(mspdi(task(finish="2999-12-31T23:59:00"))).finish is None


def test_a_time_zone_does_not_move_the_day() -> None:
    assert only_task(mspdi(task(finish="2030-06-01T23:30:00+01:00"))).finish == datetime(2030, 6, 1, 23, 30)
