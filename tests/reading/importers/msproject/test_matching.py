"""Which task is which milestone, and what is only suggested."""

from __future__ import annotations

import pytest

from planner.reading.importers.imported import Verdict
from planner.reading.importers.msproject.plan_map import PlanMap
from tests.reading.importers.msproject.plans import (
    OUR_FIELDS,
    TEXT1,
    TEXT2,
    dates_of,
    imported,
    line,
    milestones,
    mspdi,
    task,
    xer,
)

LATER = "2030-07-01T09:00:00"


def mapped(**keys: str) -> PlanMap:
    return PlanMap(tasks={"a": keys})


def test_an_id_beats_the_map_and_the_map_beats_the_name() -> None:
    by_name = task(1, "Name of a", "2030-07-01T09:00:00")
    by_map = task(2, "Other", "2030-08-01T09:00:00")
    by_id = task(3, "Third", "2030-09-01T09:00:00", **{f"_{TEXT1}": "a"})
    base, given = milestones("a"), mapped(uid="2")
    assert dates_of(imported(base, mspdi(by_name))) == {"a": "2030-07-01"}
    assert dates_of(imported(base, mspdi(by_name, by_map), given)) == {"a": "2030-08-01"}
    decided = imported(base, mspdi(by_name, by_map, by_id), given)
    assert dates_of(decided) == {"a": "2030-09-01"}
    assert "found by its planner id, though the map names uid 2" in line(decided, "a", Verdict.TAKEN).why


@pytest.mark.parametrize(
    "keys", [{"uid": "7"}, {"guid": "ab-cd"}, {"wbs": "1.10"}, {"name": "Go"}, {"uid": "7", "name": "Go"}]
)
def test_the_map_names_a_task_by_any_of_its_ids(keys: dict[str, str]) -> None:
    content = mspdi(task(7, "Go", LATER, GUID="{AB-CD}", WBS="1.10"), task(8, "Stop", LATER, WBS="1.1"))
    assert dates_of(imported(milestones("a"), content, mapped(**keys))) == {"a": "2030-07-01"}


def test_the_map_names_an_activity_by_its_code() -> None:
    content = xer({"TASK": [{"task_id": "1", "task_code": "A10", "early_end_date": "2030-07-01 17:00"}]})
    assert dates_of(imported(milestones("a"), content, mapped(task_code="A10"))) == {"a": "2030-07-01"}


def test_all_keys_of_the_map_must_hold() -> None:
    found = imported(milestones("a"), mspdi(task(7, "Go", LATER)), mapped(uid="7", name="Stop"))
    assert dates_of(found) == {}
    assert line(found, "a", Verdict.SKIPPED).why == "the map names uid 7, name Stop, and the file has no such task"


@pytest.mark.parametrize("name", ["Name of  a ", "Name\nof a"])
def test_only_blanks_may_differ_in_the_same_name(name: str) -> None:
    assert dates_of(imported(milestones("a"), mspdi(task(1, name, LATER)))) == {"a": "2030-07-01"}


@pytest.mark.parametrize("name", ["NAME OF A", "Name of a (go/no-go)", "Nam of a"])
def test_a_similar_name_is_only_suggested(name: str) -> None:
    found = imported(milestones("a"), mspdi(task(1, name, LATER)))
    assert not found.operations
    suggested = line(found, "a", Verdict.SUGGESTED)
    assert (suggested.old, suggested.new, suggested.confidence) == ("2030-06-01", "2030-07-01", "low")
    assert "name it in the map" in suggested.why


def test_an_id_as_the_code_or_name_of_an_activity_is_suggested() -> None:
    content = xer(
        {"TASK": [{"task_id": "1", "task_code": "a", "task_name": "x", "early_end_date": "2030-07-01 17:00"}]}
    )
    assert "is the id of the milestone" in line(imported(milestones("a"), content), "a", Verdict.SUGGESTED).why


def test_a_task_that_is_like_nothing_is_not_suggested() -> None:
    found = imported(milestones("a"), mspdi(task(1, "Buy chairs", LATER)))
    assert [entry.verdict for entry in found.lines] == [Verdict.SKIPPED, Verdict.SKIPPED]


def test_two_tasks_with_the_same_id_are_both_suggested_and_none_is_taken() -> None:
    # a task copied in MS Project takes its Text1 along
    twice = [task(uid, f"Copy {uid}", LATER, **{f"_{TEXT1}": "a"}) for uid in (1, 2)]
    found = imported(milestones("a"), mspdi(*twice))
    assert not found.operations
    assert [entry.place for entry in found.with_verdict(Verdict.SUGGESTED)] == ["UID 1 Copy 1", "UID 2 Copy 2"]


def test_two_milestones_of_the_same_name_take_none_by_name() -> None:
    base = milestones("a", "b")
    same = tuple(type(one)(id=one.id, name="Live", forecast_date=one.forecast_date) for one in base.milestones)
    found = imported(type(base)(**{**vars(base), "milestones": same}), mspdi(task(1, "Live", LATER)))
    assert not found.operations
    assert "2 milestones have this name" in line(found, "b", Verdict.SUGGESTED).why


def test_a_task_is_taken_for_one_milestone_only() -> None:
    content = mspdi(task(1, "Name of b", LATER, **{f"_{TEXT1}": "a"}))
    assert dates_of(imported(milestones("a", "b"), content)) == {"a": "2030-07-01"}


def test_a_summary_of_the_same_name_is_skipped_and_the_task_below_it_taken() -> None:
    content = mspdi(task(1, "Name of a", "2030-09-01T09:00:00", Summary="1"), task(2, "Name of a", LATER))
    found = imported(milestones("a"), content)
    assert dates_of(found) == {"a": "2030-07-01"}
    assert "a summary" in line(found, "a", Verdict.SKIPPED).why


@pytest.mark.parametrize(
    ("values", "why"),
    [({"Active": "0"}, "inactive"), ({"ExternalTask": "1"}, "external"), ({"FinishText": "TBC"}, "TBC")],
)
def test_a_task_found_by_id_without_a_date_of_its_own_is_skipped(values: dict[str, str], why: str) -> None:
    found = imported(milestones("a"), mspdi(task(1, "x", LATER, **{f"_{TEXT1}": "a"}, **values)))
    assert not found.operations
    skipped = [entry.why for entry in found.lines if entry.record == "a"]
    assert skipped[0] == "the task that was found cannot be used"
    assert why in skipped[1]


def test_an_inactive_task_with_the_id_leaves_the_one_of_the_same_name_to_a_person() -> None:
    content = mspdi(task(1, "x", **{f"_{TEXT1}": "a"}, Active="0"), task(2, "Name of a", LATER))
    found = imported(milestones("a"), content)
    assert not found.operations
    assert line(found, "a", Verdict.SUGGESTED).new == "2030-07-01"


def test_a_phase_that_we_wrote_is_no_milestone_of_the_same_id() -> None:
    content = mspdi(task(1, "build", LATER, **{f"_{TEXT1}": "a", f"_{TEXT2}": "phase"}), fields=OUR_FIELDS)
    found = imported(milestones("a"), content)
    assert not found.operations
    assert "stands for another record (phase)" in found.lines[-1].why


def test_an_id_of_no_milestone_is_named() -> None:
    content = mspdi(task(1, "x", LATER, **{f"_{TEXT1}": "zz"}), fields=[(TEXT1, "Text1", "planner id")])
    assert 'its planner id "zz" is no milestone' in imported(milestones("a"), content).lines[-1].why
    near = imported(milestones("zzz"), content).lines[-1].why
    assert near.endswith('is no milestone of the portfolio; did you mean "zzz"?')


def test_the_field_with_the_ids_can_be_mapped() -> None:
    content = mspdi(task(1, "x", LATER, **{"_188743743": "a"}), fields=[("188743743", "Text5", "Our ref")])
    assert dates_of(imported(milestones("a"), content, PlanMap(fields={"planner_id": "our REF"}))) == {
        "a": "2030-07-01"
    }


def test_every_milestone_and_every_task_has_a_line() -> None:
    content = mspdi(task(0, "P", OutlineLevel="0"), task(1, "Name of a"), task(2, "x"), task(3, "", IsNull="1"))
    found = imported(milestones("a", "b"), content)
    assert [(entry.place, entry.record) for entry in found.lines] == [
        ("UID 1 Name of a", "a"), ("", "b"), ("UID 0 P", ""), ("UID 2 x", ""), ("UID 3", ""),
    ]  # fmt: skip
