"""A plan that we wrote comes back as what a person changed in it, and as nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from planner.domain.clusters import Milestone
from planner.domain.migrations import Precedence, PrecedenceKind
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.document import export_project
from planner.reading.importers.msproject.importing import import_plan
from planner.reading.importers.msproject.mspdi import read_mspdi
from planner.reading.overlay.operations.edits import SetValues
from tests.present.exchange.msproject.drawn_plans import KINDS, drawn_case
from tests.sample import STATUS, plan, portfolio

SPACE = "{http://schemas.microsoft.com/project}"
SEEDS = range(6)


def drawn(kind: str) -> list[PlanCase]:
    """Plans with milestones; some of these wait for others, so that they stand later than they are forecast."""
    cases = (drawn_case(kind, seed) for seed in SEEDS)
    return [case for case in cases if case is not None and case.portfolio.milestones]


def changes(case: PlanCase, content: bytes) -> dict[str, Mapping[str, str]]:
    """The new cells of each milestone that changes."""
    found = import_plan(case.portfolio, read_mspdi(content, "plan.xml"))
    operations = [operation for operation in found.operations if isinstance(operation, SetValues)]
    assert len(operations) == len(found.operations)
    return {operation.selector.ids[0]: operation.values for operation in operations}


def moved(content: bytes, milestone: str, days: int, *names: str) -> bytes:
    """The file with these dates of a milestone so many days later."""
    root = fromstring(content)
    for task in root.iter(f"{SPACE}Task"):
        if field(task, "188743731") == milestone and field(task, "188743734") == "milestone":
            for name in names:
                element = task.find(SPACE + name)
                assert element is not None
                element.text = (datetime.fromisoformat(element.text or "") + timedelta(days)).isoformat()
    return bytes(tostring(root))


def field(task: Element, number: str) -> str:
    values = {
        item.findtext(f"{SPACE}FieldID"): item.findtext(f"{SPACE}Value")
        for item in task.iter(f"{SPACE}ExtendedAttribute")
    }
    return values.get(number) or ""


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_file_is_no_edit(kind: str) -> None:
    assert [changes(case, export_project(case)) for case in drawn(kind)] == [{} for _ in drawn(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_milestone_that_is_moved_is_exactly_that_edit(kind: str) -> None:
    for case in drawn(kind):
        milestone = next((item for item in case.portfolio.milestones if item.achieved_date is None), None)
        if milestone is not None:
            content = moved(export_project(case), milestone.id, 30, "Start", "Finish", "ConstraintDate")
            day = case.portfolio.date_of(case.ends[milestone.id].start_day) + timedelta(days=30)
            assert {id: values["forecast_date"] for id, values in changes(case, content).items()} == {
                milestone.id: str(day)
            }


def test_the_plan_of_a_portfolio_with_a_later_milestone_is_that_edit() -> None:
    known = chain().portfolio
    later = tuple(
        replace(item, forecast_date=date(2030, 3, 1)) if item.id == "a" else item for item in known.milestones
    )
    content = export_project(PlanCase(replace(known, milestones=later), plan()))
    assert {id: values["forecast_date"] for id, values in changes(chain(), content).items()} == {"a": "2030-03-01"}


def chain() -> PlanCase:
    """Milestone b waits for a and comes five days later, on 6 January; c is forecast for the status date, 1 January."""
    stated = {"a": date(2030, 1, 1), "b": date(2030, 1, 2), "c": STATUS}
    milestones = tuple(Milestone(id=id, name=id, forecast_date=day) for id, day in stated.items())
    waits = Precedence(predecessor="a", successor="b", kind=PrecedenceKind.FINISH_START, lag_days=5)
    return PlanCase(portfolio(milestones=milestones, precedences=(waits,)), plan())


def test_a_milestone_that_only_its_links_push_is_no_edit() -> None:
    content = moved(export_project(chain()), "a", 40, "Start", "Finish", "ConstraintDate")
    assert list(changes(chain(), content)) == ["a"]
    assert list(changes(chain(), moved(content, "b", 40, "Start", "Finish"))) == ["a"]


def test_a_milestone_that_is_moved_beyond_its_links_is_an_edit() -> None:
    content = moved(export_project(chain()), "a", 40, "Start", "Finish", "ConstraintDate")
    beyond = changes(chain(), moved(content, "b", 41, "Start", "Finish"))
    by_hand = changes(chain(), moved(content, "b", 40, "Start", "Finish", "ConstraintDate"))
    assert [list(found) for found in (beyond, by_hand)] == [["a", "b"], ["a", "b"]]
    assert beyond["b"]["forecast_date"] == "2030-02-16"  # 6 January and 41 days


def test_a_milestone_that_is_done_is_an_edit_even_on_the_day_it_was_planned_for() -> None:
    root = fromstring(export_project(chain()))
    for task in root.iter(f"{SPACE}Task"):
        if field(task, "188743731") == "c":
            percent = task.find(f"{SPACE}PercentComplete")
            assert percent is not None
            percent.text = "100"
            task.insert(0, Element(f"{SPACE}ActualFinish"))
            task[0].text = "2030-01-01T09:00:00"
    assert changes(chain(), bytes(tostring(root)))["c"]["achieved_date"] == "2030-01-01"
