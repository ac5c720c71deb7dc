"""Links as Project allows them: none of a summary, one between two tasks, and such that a slip moves whole migrations."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.clusters import Milestone
from planner.domain.migrations import Precedence, PrecedenceKind
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.document import export_project
from tests.present.exchange.msproject.drawn_plans import KINDS, drawn_case
from tests.present.exchange.msproject.mspdi import ID, KIND, SPACE, field, tasks_of, text
from tests.sample import plan, portfolio
from tests.sample.working import work, working

FF, FS, SF, SS = "0", "1", "2", "3"
DAY = 4800
"""A day of lag: 480 minutes in tenths."""


def gated(kind: PrecedenceKind, lag_days: int = 0) -> PlanCase:
    """The sample with a milestone `ready` on day 0, for which m1 waits, and m1 on day 30."""
    ready = Milestone(id="ready", name="Ready", cluster="c", forecast_date=date(2030, 1, 1))
    gate = Precedence(predecessor="ready", successor="m1", kind=kind, lag_days=lag_days)
    return PlanCase(portfolio(milestones=(ready,), precedences=(gate,)), plan(m1=30))


def links_from_ready(case: PlanCase) -> list[tuple[str, str, int]]:
    """Name of the task that waits for it, type and lag in days."""
    tasks = tasks_of(export_project(case))
    [ready] = [text(task, "UID") for task in tasks if field(task, KIND) == "milestone"]
    return [
        (text(task, "Name"), text(link, "Type"), int(text(link, "LinkLag")) // DAY)
        for task in tasks
        for link in task.findall(f"{SPACE}PredecessorLink")
        if text(link, "PredecessorUID") == ready
    ]


@pytest.mark.parametrize("kind", PrecedenceKind)
def test_what_arrives_at_the_finish_is_written_at_the_last_and_at_the_first_phase(kind: PrecedenceKind) -> None:
    case = gated(kind, lag_days=3)
    profile = case.schedule.migrations["m1"].profile
    first, last = profile.phases[0].name, profile.phases[-1].name
    leaves_finish, arrives = kind.value[0] == "F", kind.value[1]
    ahead = {"S": 0, "C": profile.cutover_offset_days, "F": profile.duration_days}[arrives]
    wanted = [(first, FS if leaves_finish else SS, 3 - ahead)]
    if arrives == "F":
        wanted.append((last, FF if leaves_finish else SF, 3))
    assert len(profile.phases) > 1
    assert links_from_ready(case) == wanted


@pytest.mark.parametrize(("finish", "start"), [(2, 5), (5, 2)])
def test_of_two_links_between_two_tasks_the_later_one_is_kept(finish: int, start: int) -> None:
    # both leave a milestone, which starts and finishes on one day: the longer lag asks for the later start
    ready = Milestone(id="ready", name="Ready", cluster="c", forecast_date=date(2030, 1, 1))
    gates = tuple(
        Precedence(predecessor="ready", successor="m1", kind=kind, lag_days=lag)
        for kind, lag in ((PrecedenceKind.FINISH_START, finish), (PrecedenceKind.START_START, start))
    )
    case = PlanCase(portfolio(milestones=(ready,), precedences=gates), plan(m1=30))
    [(_, type, lag)] = links_from_ready(case)
    assert (type, lag) == (FS if finish > start else SS, 5)


def test_what_waits_for_a_milestone_that_stays_waits_for_its_predecessors_too() -> None:
    # 2 January 2027 is a Saturday, and two working days after Tuesday 29 December is Thursday: it stands on its own date
    award = Milestone(id="award", name="Award", cluster="c", forecast_date=date(2026, 12, 29))
    ready = Milestone(id="ready", name="Ready", cluster="c", forecast_date=date(2027, 1, 2))
    gates = (
        Precedence(predecessor="award", successor="ready", lag_days=2),
        Precedence(predecessor="ready", successor="m1", kind=PrecedenceKind.START_START, lag_days=3),
    )
    case = PlanCase(working(work(10), milestones=(award, ready), precedences=gates), plan(m1=10, m2=10))
    names_of = {text(task, "UID"): text(task, "Name") for task in tasks_of(export_project(case))}
    found = {
        (names_of[text(link, "PredecessorUID")], text(link, "Type"), int(text(link, "LinkLag")) // DAY)
        for task in tasks_of(export_project(case))
        for link in task.findall(f"{SPACE}PredecessorLink")
        if names_of[text(link, "PredecessorUID")] in ("Award", "Ready")
    }
    # from the finish of the award to the start of m1: two days and three
    assert found == {("Ready", SS, 3), ("Award", FS, 5)}


def test_a_precedence_that_the_plan_breaks_is_left_out() -> None:
    case = gated(PrecedenceKind.FINISH_START, lag_days=31)
    assert links_from_ready(case) == []
    # and the file says so
    assert "m1" in text(tasks_of(export_project(case))[0], "Notes")


def test_the_cutover_starts_with_the_phase_after_it() -> None:
    tasks = tasks_of(export_project(gated(PrecedenceKind.FINISH_START)))
    [cutover] = [task for task in tasks if (field(task, KIND), field(task, ID)) == ("cutover", "m1")]
    [link] = cutover.findall(f"{SPACE}PredecessorLink")
    after = next(task for task in tasks if text(task, "UID") == text(link, "PredecessorUID"))
    assert (text(link, "Type"), text(link, "LinkLag"), text(after, "Start")) == (SS, "0", text(cutover, "Start"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(8))
def test_links_join_leaves_two_tasks_only_once_and_every_task_is_another(kind: str, seed: int) -> None:
    case = drawn_case(kind, seed)
    if case is None:
        pytest.skip("records of this portfolio wait for each other")
    tasks = tasks_of(export_project(case))
    leaves = {text(task, "UID") for task in tasks if text(task, "Summary") == "0"}
    assert len({text(task, "GUID") for task in tasks}) == len(tasks)
    for task in tasks:
        before = [text(link, "PredecessorUID") for link in task.findall(f"{SPACE}PredecessorLink")]
        assert len(before) == len(set(before))
        assert leaves.issuperset(before)
        assert not before or text(task, "UID") in leaves
