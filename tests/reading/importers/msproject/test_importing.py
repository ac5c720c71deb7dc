"""What a task changes in its milestone: days, provenance, remarks, and what is left as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.days.closed_days import DayCount
from planner.futures import apply_scenario
from planner.reading.importers.applying import import_scenario
from planner.reading.importers.imported import Imported, Verdict
from planner.reading.importers.msproject.plan_map import PlanMap
from planner.reading.overlay.scenario_file import parse_scenarios
from tests.reading.importers.msproject.plans import (
    DATE1,
    DATE2,
    OUR_FIELDS,
    TEXT1,
    TEXT2,
    dates_of,
    imported,
    line,
    milestones,
    mspdi,
    task,
    values_of,
)

SAVED = "<StatusDate>2030-01-04T17:00:00</StatusDate>"
DONE = {"PercentComplete": "100"}
FIELDS = [(DATE1, "Date1", ""), (DATE2, "Date2", "")]
RANGE = PlanMap(fields={"early_date": "Date1", "late_date": "Date2"})


def a_task(finish: str = "2030-06-01T17:00:00", **values: str) -> str:
    return task(1, "Name of a", finish, **values)


def ours(finish: str, **values: str) -> bytes:
    """A milestone as our own export writes it."""
    return mspdi(task(1, "x", finish, **{f"_{TEXT1}": "a", f"_{TEXT2}": "milestone"}, **values), fields=OUR_FIELDS)


def why(found: Imported, verdict: Verdict = Verdict.TAKEN) -> str:
    return line(found, "a", verdict).why


def test_a_finish_at_five_stays_that_day() -> None:
    assert dates_of(imported(milestones("a"), mspdi(a_task("2030-06-30T17:00:00")))) == {"a": "2030-06-30"}


def test_a_milestone_that_we_wrote_is_reached_the_day_after_it_shows_five_o_clock() -> None:
    base = milestones("a")
    assert dates_of(imported(base, ours("2030-06-30T17:00:00"))) == {"a": "2030-07-01"}
    assert dates_of(imported(base, ours("2030-06-30T09:00:00"))) == {"a": "2030-06-30"}
    assert imported(base, ours("2030-05-31T17:00:00")).operations == ()  # 1 June at nine is the same instant of work


def test_where_working_days_count_five_o_clock_on_friday_is_monday() -> None:
    base = replace(milestones("a"), day_count=DayCount.WORKING)
    assert date(2030, 6, 28).weekday() == 4
    assert dates_of(imported(base, ours("2030-06-28T17:00:00"))) == {"a": "2030-07-01"}


def test_an_unchanged_date_is_no_edit() -> None:
    found = imported(milestones("a"), mspdi(a_task()))
    assert found.operations == ()
    assert why(found, Verdict.SKIPPED) == "found by its name; unchanged"


def test_a_likely_date_that_agrees_is_no_edit() -> None:
    base = milestones("a", likely_date="2030-06-01", late_date="2030-09-01")
    assert imported(base, mspdi(a_task())).operations == ()


def test_the_row_says_where_its_date_comes_from() -> None:
    found = values_of(imported(milestones("a"), mspdi(a_task("2030-07-01T17:00:00"), head=SAVED)))
    assert found["a"] == {
        "forecast_date": "2030-07-01",
        "source": "plan.xml",
        "source_date": "2030-01-04",
        "confidence": "medium",
        "basis": "internal",
    }


def test_the_scenario_changes_the_portfolio_as_the_report_says() -> None:
    base = milestones("a", "b")
    found = imported(base, mspdi(a_task("2030-07-01T17:00:00"), head=SAVED))
    scenarios = parse_scenarios(import_scenario(found))
    after = apply_scenario(base, *scenarios.values()).milestone_by_id
    assert after["a"].forecast_date == date(2030, 7, 1)
    assert (after["a"].provenance.source, after["a"].provenance.basis) == ("plan.xml", "internal")
    assert after["b"] == base.milestone_by_id["b"]


def test_what_is_reached_is_achieved() -> None:
    found = imported(milestones("a"), mspdi(a_task(ActualFinish="2029-12-20T17:00:00", **DONE)))
    assert values_of(found)["a"]["achieved_date"] == "2029-12-20"
    assert "forecast_date" not in values_of(found)["a"]
    assert line(found, "a", Verdict.TAKEN).confidence == "high"


def test_what_is_reached_on_the_day_forecast_is_still_an_edit() -> None:
    base = milestones("a", forecast_date="2029-12-20")
    assert values_of(imported(base, mspdi(a_task(ActualFinish="2029-12-20T17:00:00", **DONE))))["a"]["achieved_date"]


def test_what_is_reached_after_the_status_date_is_a_forecast_until_then() -> None:
    found = imported(milestones("a"), mspdi(a_task(ActualFinish="2030-01-20T17:00:00", **DONE)))
    assert dates_of(found) == {"a": "2030-01-20"}
    assert "still a forecast" in why(found)


def test_a_milestone_reached_already_is_not_taken_back() -> None:
    base = milestones("a", achieved_date="2029-12-01")
    assert imported(base, mspdi(a_task())).operations == ()
    assert "reached on 2029-12-01 in the portfolio" in why(imported(base, mspdi(a_task())), Verdict.SKIPPED)
    corrected = imported(base, mspdi(a_task(ActualFinish="2029-12-03T17:00:00", **DONE)))
    assert values_of(corrected)["a"]["achieved_date"] == "2029-12-03"


def test_slip_baseline_and_deadline_are_said() -> None:
    baseline = "<Number>0</Number><Finish>2030-05-22T17:00:00</Finish>"
    found = imported(
        milestones("a"), mspdi(a_task("2030-07-01T17:00:00", Baseline=baseline, Deadline="2030-06-30T17:00:00"))
    )
    # 1 June to 1 July: 30 days; 22 May to 1 July: 9 + 30 + 1 = 40 days
    assert why(found) == (
        "found by its name; 30 days later; 40 days after its baseline Wed 22 May 2030; misses its deadline Sun 30 Jun 2030"
    )


def test_a_deadline_on_the_day_is_met() -> None:
    found = imported(milestones("a"), mspdi(a_task("2030-07-01T17:00:00", Deadline="2030-07-01T00:00:00")))
    assert "deadline" not in why(found)


@pytest.mark.parametrize(("values", "words"), [({"ConstraintType": "3"}, "Must"), ({"Manual": "1"}, "typed by hand")])
def test_a_date_that_is_not_computed_has_low_confidence(values: dict[str, str], words: str) -> None:
    found = imported(milestones("a"), mspdi(a_task("2030-07-01T17:00:00", **values)))
    assert words in why(found)
    assert values_of(found)["a"]["confidence"] == "low"


def test_a_forecast_in_the_past_is_taken_and_questioned() -> None:
    found = imported(milestones("a"), mspdi(a_task("2029-12-01T17:00:00")))
    assert "and not reached: ask for a new date" in why(found)


def test_early_and_late_dates_come_only_from_fields_that_the_map_names() -> None:
    fields = {f"_{DATE1}": "2030-05-01T09:00:00", f"_{DATE2}": "2030-09-01T09:00:00"}
    content = mspdi(a_task(**fields), fields=FIELDS)
    assert imported(milestones("a"), content).operations == ()
    values = values_of(imported(milestones("a"), content, RANGE))["a"]
    assert (values["early_date"], values["late_date"]) == ("2030-05-01", "2030-09-01")


def test_a_range_out_of_order_is_skipped_as_a_whole() -> None:
    fields = {f"_{DATE1}": "2030-09-01T09:00:00", f"_{DATE2}": "2030-05-01T09:00:00"}
    found = imported(milestones("a"), mspdi(a_task(**fields), fields=FIELDS), RANGE)
    assert found.operations == ()
    assert "the early_date 2030-09-01 would be later than the late_date 2030-05-01" in found.lines[1].why


def test_a_field_without_a_date_is_skipped_by_its_text() -> None:
    found = imported(milestones("a"), mspdi(a_task(**{f"_{DATE1}": "TBC"}), fields=FIELDS), RANGE)
    assert 'the field Date1 holds no date, but "TBC"' in found.lines[1].why


def test_an_owner_comes_only_from_a_field_that_the_map_names() -> None:
    content = mspdi(
        a_task(Contact="Jo Bloggs", **{"_188743743": "Programme  office"}), fields=[("188743743", "Text5", "")]
    )
    assert imported(milestones("a"), content).operations == ()
    found = imported(milestones("a"), content, PlanMap(fields={"owner": "Text5"}))
    assert values_of(found)["a"]["owner"] == "Programme office"
    assert "Bloggs" not in repr(found)


@pytest.mark.parametrize(("saved", "old"), [("2029-11-30", True), ("2029-12-01", False)])
def test_a_plan_older_by_more_than_a_month_is_named(saved: str, old: bool) -> None:
    # the status date is 1 January 2030, a month after 1 December
    found = imported(milestones("a"), mspdi(a_task(), head=f"<LastSaved>{saved}T10:00:00</LastSaved>"))
    assert any("ask for a newer one" in note for note in found.notes) is old


def test_a_plan_of_no_day_is_named_and_has_no_source_date() -> None:
    found = imported(milestones("a"), mspdi(a_task("2030-07-01T17:00:00")))
    assert any("no source_date is written" in note for note in found.notes)
    assert values_of(found)["a"]["source_date"] == ""


def test_people_who_were_left_unread_are_named_by_their_kind() -> None:
    found = imported(milestones("a"), mspdi(a_task(Contact="Jo Bloggs"), head="<Author>Al</Author>"))
    assert "Left unread, because it names people: Author and Contact of 1 task." in found.notes


def test_a_plan_without_any_milestone_of_ours_says_what_to_do() -> None:
    assert "Milestones: 0 of 1 changed, 0 as they were, 1 without a task." in imported(milestones("a"), mspdi()).notes
    assert "--suggest proposes one" in imported(milestones("a"), mspdi(task(1, "Buy chairs"))).notes[-1]


def test_a_name_without_end_is_cut_in_the_report() -> None:
    found = imported(milestones("a"), mspdi(task(1, "x" * 100_000)))
    assert len(found.lines[-1].place) == 255
