"""Tipping points in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from planner.domain.wording import long_day
from planner.explain.records import RecordRef
from planner.explain.words.sentence import Sentence
from planner.futures.tipping.points import TippingPoint
from planner.plan.plan_case import PlanCase


def tipping_sentences(case: PlanCase, points: Sequence[TippingPoint]) -> Iterator[Sentence]:
    """One sentence for each milestone that outlasts the cover of a contract, whatever the plan or as carried out."""
    for point in points:
        if point.must_days is not None or point.carried_out_days is not None:
            milestone = RecordRef(table="milestones", key=point.milestone)
            contract = RecordRef(table="contracts", key=point.contract)
            yield Sentence(text=_said(case, point), records=(milestone, contract))


def _said(case: PlanCase, point: TippingPoint) -> str:
    name = f"the milestone “{case.portfolio.milestone_by_id[point.milestone].name}”"
    longer = f"{point.contract} is needed for even longer"
    what = longer if point.late else f"the cover of {point.contract} is outlasted"
    if point.must_days is not None and point.carried_out_days == point.must_days + 1:
        return f"If {name} slips beyond {_date(case, point, point.must_days)}, {what}, whatever the plan."
    if point.carried_out_days is None:
        return f"If {name} slips beyond {_date(case, point, point.must_days or 0)}, {what}, whatever the plan."
    plan = f"If {name} slips beyond {_date(case, point, point.carried_out_days - 1)}, {what} in this plan"
    if point.must_days is None:
        return f"{plan}; another plan can always avoid it."
    return f"{plan}, and beyond {_date(case, point, point.must_days)} whatever the plan."


def _date(case: PlanCase, point: TippingPoint, days: int) -> str:
    return long_day(case.portfolio.milestone_by_id[point.milestone].planning_date + timedelta(days=days))
