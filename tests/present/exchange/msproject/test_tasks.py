"""What a task says: its days as Project shows them, money in hundredths, deadlines, words, and where it stood before."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.clusters import Milestone
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Phase, PhaseProfile
from planner.domain.provenance import Provenance
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.document import export_project
from tests.present.exchange.msproject.mspdi import ID, SPACE, field, names, of_kind, tasks_of, text
from tests.sample import many, option, plan, portfolio, renamed


def test_a_finish_shows_the_last_day_and_a_start_the_first() -> None:
    case = PlanCase(portfolio(), plan(m1=0, m2=5))
    first = next(task for task in of_kind(export_project(case), "phase") if field(task, ID) == "m2")
    days = case.schedule.migrations["m2"].phases[0].phase.days
    # status date 1 January 2030: day 5 is the 6th, and a phase of n days ends on the 5 + n th
    assert text(first, "Start") == "2030-01-06T09:00:00"
    assert text(first, "Finish") == f"2030-01-{5 + days:02d}T17:00:00"
    assert text(first, "Duration") == f"PT{8 * days}H0M0S"


def test_a_phase_of_no_days_is_a_milestone() -> None:
    phases = (Phase(name="build", days=4), Phase(name="cutover", days=0))
    short = PhaseProfile(id="p", name="p", phases=phases, cutover_phase="cutover", legacy_days=0)
    base = portfolio()
    used = portfolio(profiles=tuple(PhaseProfile(**{**vars(short), "id": item.id}) for item in base.profiles))
    content = export_project(PlanCase(used, plan(m1=0)))
    built, ended = of_kind(content, "phase")[:2]
    assert [text(built, "Milestone"), text(ended, "Milestone")] == ["0", "1"]
    # four days from the 1st: the cutover is on the morning of the 5th
    assert text(ended, "Start") == text(ended, "Finish") == "2030-01-05T09:00:00"


def test_the_costs_of_extensions_add_up_in_hundredths() -> None:
    case = PlanCase(portfolio(options=(option("o1"),)), plan("o1", m1=50))
    pounds = sum(charge.pounds for charge in case.charges if charge.option is not None)
    content = export_project(case)
    assert pounds > 0
    assert sum(int(text(task, "FixedCost")) for task in tasks_of(content)) == 100 * pounds
    assert text(tasks_of(content)[0], "Cost") == str(100 * pounds)


def test_the_deadline_of_the_last_day_of_need_is_the_last_day_in_force() -> None:
    [legacy] = of_kind(export_project(PlanCase(portfolio(), plan(m1=0))), "legacy needed until")
    # k is in force to day 29, 30 January
    assert text(legacy, "Deadline") == "2030-01-30T17:00:00"
    assert text(legacy, "Name") == "k needed until"


def test_an_achieved_milestone_is_done_on_its_day() -> None:
    signed = Milestone(id="signed", name="Signed", cluster="c", achieved_date=date(2029, 12, 3))
    [task] = of_kind(export_project(PlanCase(portfolio(milestones=(signed,)), plan())), "milestone")
    assert text(task, "PercentComplete") == "100"
    assert text(task, "ActualStart") == text(task, "ActualFinish") == "2029-12-03T09:00:00"


def begun_case(*, agreed: bool) -> PlanCase:
    """The sample with m1 from 22 December 2029 on, ten days before the status date."""
    taken = DecisionTaken(
        id="d", kind=CommitmentKind.START_AGREED, subject="m1", agreed_date=date(2029, 12, 22) if agreed else None
    )
    return PlanCase(portfolio(decisions_taken=(taken,) if agreed else ()), plan(m1=-10))


@pytest.mark.parametrize("agreed", [True, False])
def test_a_migration_has_begun_only_where_a_commitment_says_so(agreed: bool) -> None:
    phases = of_kind(export_project(begun_case(agreed=agreed)), "phase")
    starts = [text(task, "ActualStart") for task in phases if field(task, ID) == "m1"]
    assert starts[0] == ("2029-12-22T09:00:00" if agreed else "")
    assert not any(starts[1:])
    assert all(text(task, "PercentComplete") == "0" for task in phases)


def test_summaries_have_no_constraint_no_calendar_and_no_links() -> None:
    tasks = tasks_of(export_project(PlanCase(*many(5))))
    for task in (task for task in tasks if text(task, "Summary") == "1"):
        assert (text(task, "ConstraintType"), text(task, "CalendarUID")) == ("0", "-1")
        assert not {"ConstraintDate", "PredecessorLink", "Deadline"} & set(names(task))


def test_contracts_without_a_cluster_come_last() -> None:
    # nothing moves, so no contract leads to a cluster
    headings = [task for task in tasks_of(export_project(PlanCase(*many(3)))) if text(task, "OutlineLevel") == "1"]
    nothing = export_project(PlanCase(portfolio(), Plan(migrations=())))
    assert len(headings) > 1
    assert [text(task, "Name") for task in tasks_of(nothing) if text(task, "OutlineLevel") == "1"] == [
        "without a cluster"
    ]


@pytest.mark.parametrize("name", ["a\x00b\ufffe", "a\r\nb", "<Author>x</Author>&]]>", "x" * 3000, "\U0001f600" * 200])
def test_names_are_one_line_of_at_most_255_characters(name: str) -> None:
    content = export_project(PlanCase(renamed(name), Plan(migrations=())))
    shown = [text(task, "Name") for task in tasks_of(content)]
    # Project counts in units of 16 bits
    assert all(len(line.encode("utf-16-le")) <= 510 and "\n" not in line for line in shown)
    assert any(line.startswith(name[:1]) for line in shown)
    assert content.count(b"<Author>") == 1


def test_what_xml_forbids_becomes_a_substitute() -> None:
    shown = [text(task, "Name") for task in tasks_of(export_project(PlanCase(renamed("a\x01b\uffffc"), plan())))]
    assert any(line.endswith("a\ufffdb\ufffdc") for line in shown)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://example.org/a b", ""),
        ("Minutes of the board", ""),
    ],
)
def test_only_a_web_address_becomes_a_link(source: str, address: str) -> None:
    signed = Milestone(id="s", name="S", forecast_date=date(2030, 2, 1), provenance=Provenance(source=source))
    [task] = of_kind(export_project(PlanCase(portfolio(milestones=(signed,)), plan())), "milestone")
    assert text(task, "HyperlinkAddress") == address


def test_notes_say_what_is_to_be_done_and_what_a_record_rests_on() -> None:
    case = PlanCase(portfolio(options=(option("o1", provenance=Provenance(reason="Clause 3")),)), plan("o1", m1=50))
    content = export_project(case)
    [act] = [act for act in case.acts if act.subject == "o1"]
    assert f"If nobody acts: {act.if_nobody_acts}." in text(of_kind(content, "decide by")[0], "Notes").splitlines()
    assert [text(task, "Notes") for task in of_kind(content, "extension")] == ["Clause 3"]
    flag = case.flag_by_contract["k"]
    assert text(of_kind(content, "contract")[0], "Notes").splitlines()[:2] == [flag.reason, str(flag.action)]


def test_a_plan_that_breaks_rules_says_so_on_its_first_line() -> None:
    # a negative day is before the status date
    [project, *_] = tasks_of(export_project(PlanCase(portfolio(), plan(m1=-40))))
    assert text(project, "Notes").splitlines()[0] == "This plan breaks rules:"
    [sound, *_] = tasks_of(export_project(PlanCase(portfolio(), plan())))
    assert text(sound, "Notes") == ""


def test_a_baseline_is_where_each_task_stood() -> None:
    now, before = (PlanCase(portfolio(), plan(m1=start)) for start in (5, 0))
    content = export_project(now, before)
    found = {field(task, ID): task.find(f"{SPACE}Baseline") for task in of_kind(content, "cutover")}
    assert set(found) == {"m1", "m2"}
    for record, baseline in found.items():
        assert baseline is not None
        assert names(baseline) == ["Number", "Start", "Finish", "Duration", "DurationFormat", "Cost"]
        day = before.portfolio.date_of(before.schedule.migrations[record].cutover_day)
        assert text(baseline, "Start") == text(baseline, "Finish") == f"{day}T09:00:00"


def test_without_a_baseline_no_task_has_one() -> None:
    assert b"<Baseline>" not in export_project(PlanCase(*many(3)))


@pytest.mark.parametrize("approved", [False, True])
def test_acts_stand_under_their_ids_on_their_days_to_act(approved: bool) -> None:
    taken = (DecisionTaken(id="t", kind=CommitmentKind.OPTION_APPROVED, subject="o1"),) if approved else ()
    case = PlanCase(portfolio(options=(option("o1"),), decisions_taken=taken), plan("o1", m1=50))
    [act] = [act for act in case.acts if act.subject == "o1"]
    content = export_project(case)
    found = {
        kind: [(field(task, ID), text(task, "Finish")[:10]) for task in of_kind(content, kind)]
        for kind in ("decide by", "notice by")
    }
    # once it is approved, only the notice is left to be given
    notice = (act.id, str(act.notice_acting_date))
    assert act.id == ("notice:o1" if approved else "buy:o1")
    assert found == {"decide by": [] if approved else [(act.id, str(act.acting_date))], "notice by": [notice]}
