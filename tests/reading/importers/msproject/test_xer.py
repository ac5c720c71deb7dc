"""Primavera XER read: which of its dates counts, and which activities belong to other plans."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planner.reading.importers.msproject.plan_task import PlanFile
from planner.reading.importers.msproject.xer import read_xer
from tests.reading.importers.msproject.plans import xer

PROJECT = {"proj_id": "1", "export_flag": "Y", "last_recalc_date": "2030-01-03 00:00", "name_sep_char": "."}
DATES = {
    "early_end_date": "2030-06-01 17:00",
    "target_end_date": "2030-05-01 17:00",
    "reend_date": "2030-07-01 17:00",
}


def read(*activities: dict[str, str], **tables: list[dict[str, str]]) -> PlanFile:
    rows = [
        {"task_id": str(n), "proj_id": "1", "task_code": f"A{n}", **row} for n, row in enumerate(activities, start=1)
    ]
    return read_xer(xer({"PROJECT": [PROJECT], "TASK": rows, **tables}).encode(), "plan.xer")


@pytest.mark.parametrize(
    ("row", "finish"),
    [
        ({**DATES, "status_code": "TK_NotStart"}, datetime(2030, 6, 1, 17)),  # not begun: early end
        ({**DATES, "status_code": "TK_Active"}, datetime(2030, 7, 1, 17)),  # begun: end of what remains
        ({**DATES, "act_start_date": "2030-01-02 08:00"}, datetime(2030, 7, 1, 17)),
        ({**DATES, "reend_date": "", "status_code": "TK_Active"}, datetime(2030, 6, 1, 17)),
        ({"target_end_date": "2030-05-01 17:00"}, datetime(2030, 5, 1, 17)),  # never computed: as planned
        ({**DATES, "act_end_date": "2029-12-01 16:00", "status_code": "TK_Complete"}, datetime(2029, 12, 1, 16)),
        ({"task_type": "TT_Mile", "early_start_date": "2030-06-02 08:00"}, datetime(2030, 6, 2, 8)),
        ({}, None),
    ],
)
def test_the_finish_is_the_actual_one_else_as_last_computed(row: dict[str, str], finish: datetime | None) -> None:
    assert read(row).tasks[-1].finish == finish


def test_only_a_complete_activity_has_an_actual_finish() -> None:
    ended = {"act_end_date": "2029-12-01 16:00"}
    found = read({**ended, "status_code": "TK_Complete"}, {**ended, "status_code": "TK_Active"}).tasks
    assert [task.actual_finish for task in found] == [datetime(2029, 12, 1, 16), None]


def test_a_start_milestone_is_reached_when_it_starts() -> None:
    row = {"task_type": "TT_Mile", "status_code": "TK_Complete", "act_start_date": "2029-12-01 08:00"}
    assert read(row).tasks[0].actual_finish == datetime(2029, 12, 1, 8)


def test_a_plan_is_of_the_day_it_was_computed_for_else_of_its_export() -> None:
    stated = read({}).tasks[0].as_of
    unstated = read_xer(xer({"PROJECT": [{"proj_id": "1"}], "TASK": [{"proj_id": "1"}]}).encode(), "x").tasks[0].as_of
    assert (stated, unstated) == (date(2030, 1, 3), date(2030, 1, 5))


def test_headings_are_summaries_with_the_path_of_their_codes() -> None:
    headings = [
        {"wbs_id": "1", "proj_id": "1", "wbs_short_name": "P", "parent_wbs_id": "99"},
        {"wbs_id": "2", "proj_id": "1", "wbs_short_name": "Go", "parent_wbs_id": "1", "wbs_name": "Go live"},
    ]
    plan = read({"wbs_id": "2"}, PROJWBS=headings)
    assert [(task.wbs, task.is_summary) for task in plan.tasks] == [("P", True), ("P.Go", True), ("P.Go", False)]


def test_headings_in_a_circle_end() -> None:
    headings = [{"wbs_id": "1", "wbs_short_name": "A", "parent_wbs_id": "2"},
                {"wbs_id": "2", "wbs_short_name": "B", "parent_wbs_id": "1"}]  # fmt: skip
    assert [task.wbs for task in read(PROJWBS=headings).tasks] == ["B.A", "A.B"]


def test_a_project_that_is_there_only_for_its_links_is_external() -> None:
    projects = [PROJECT, {"proj_id": "2", "export_flag": "N"}]
    tasks = [{"task_id": "1", "proj_id": "1"}, {"task_id": "2", "proj_id": "2"}]
    found = read_xer(xer({"PROJECT": projects, "TASK": tasks}).encode(), "x").tasks
    assert [task.is_external for task in found] == [False, True]


def test_projects_are_not_external_where_none_says_that_it_was_exported() -> None:
    tables = {"PROJECT": [{"proj_id": "1", "export_flag": "N"}], "TASK": [{"task_id": "1", "proj_id": "1"}]}
    assert not read_xer(xer(tables).encode(), "x").tasks[0].is_external


def test_a_baseline_in_the_file_gives_its_finishes_and_no_tasks() -> None:
    projects = [PROJECT, {"proj_id": "2", "orig_proj_id": "1", "export_flag": "Y"}]
    tasks = [
        {"task_id": "1", "proj_id": "1", "task_code": "A1", "early_end_date": "2030-06-01 17:00"},
        {"task_id": "2", "proj_id": "2", "task_code": "A1", "early_end_date": "2030-05-01 17:00"},
    ]
    (only,) = read_xer(xer({"PROJECT": projects, "TASK": tasks}).encode(), "x").tasks
    assert (only.finish, only.baseline_finish) == (datetime(2030, 6, 1, 17), datetime(2030, 5, 1, 17))


def test_only_mandatory_constraints_fix_a_date() -> None:
    found = read({"cstr_type": "CS_MANDFIN"}, {"cstr_type": "CS_MEO"}, {"cstr_type2": "CS_MANDSTART"}).tasks
    assert [task.is_fixed for task in found] == [True, False, True]


def test_user_fields_are_known_by_their_labels() -> None:
    kinds = [
        {"udf_type_id": "7", "table_name": "TASK", "udf_type_name": "user_text1", "udf_type_label": "Planner id"},
        {"udf_type_id": "8", "table_name": "PROJECT", "udf_type_label": "Planner id"},
    ]
    values = [
        {"udf_type_id": "7", "fk_id": "1", "udf_text": "m1"},
        {"udf_type_id": "8", "fk_id": "1", "udf_text": "no"},
    ]
    plan = read({}, UDFTYPE=kinds, UDFVALUE=values)
    assert plan.tasks[0].planner_id == "m1"
    assert [field.alias for field in plan.fields] == ["Planner id"]


def test_the_guid_of_p6_is_the_one_that_xml_shows() -> None:
    # The 22 letters are the 16 bytes of the number as Windows stores them: 00902b77 is written 772b9000.
    assert read({"guid": "AJArd2UNNkKUSaTYrFjK+A"}).tasks[0].guid == "772b9000-0d65-4236-9449-a4d8ac58caf8"


def test_a_file_without_its_end_is_read_with_a_remark() -> None:
    plan = read_xer(xer({"TASK": [{"task_id": "1"}]}, end="").encode(), "x")
    assert len(plan.tasks) == 1
    assert "does not end with %E" in plan.remarks[0]


def test_a_tab_in_a_text_matters_only_in_the_tables_that_are_read() -> None:
    text = xer({"TASKMEMO": [{"memo": "a\tb"}], "TASK": [{"task_id": "1"}]})
    assert len(read_xer(text.encode(), "x").tasks) == 1


def test_characters_that_cannot_be_seen_do_not_reach_a_report() -> None:
    assert read({"task_name": "Go\x1b[31m\x00\u202elive\u00a0now"}).tasks[0].name == "Go [31m live now"


def test_people_are_left_unread() -> None:
    plan = read({"create_user": "jbloggs"}, RSRC=[{"rsrc_name": "Jo Bloggs"}])
    assert plan.people == ("1 resource", "who made and changed activities")
    assert "loggs" not in repr(plan)
