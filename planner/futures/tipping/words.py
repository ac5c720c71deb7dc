"""Tipping points in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from planner.domain.wording import long_day
from planner.explain.records import RecordRef
from planner.explain.words.names import the_contract
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
    contract = the_contract(case.portfolio, point.contract)
    what = f"{contract} is needed for even longer" if point.late else f"{contract} ends too early"
    must, carried = point.must_days, point.carried_out_days
    if must is not None and carried in (None, must + 1):
        return f"If {name} {_slips(case, point, must)}, {what}, whatever the plan."
    assert carried is not None
    plan = f"If {name} {_slips(case, point, carried - 1)}, {what} in this plan"
    if must is None:
        return f"{plan}; another plan can always avoid it."
    return f"{plan}, and beyond {_date(case, point, must)} whatever the plan."


def _slips(case: PlanCase, point: TippingPoint, days: int) -> str:
    return f"slips beyond {_date(case, point, days)}" if days else "slips at all"


def _date(case: PlanCase, point: TippingPoint, days: int) -> str:
    return long_day(case.portfolio.milestone_by_id[point.milestone].planning_date + timedelta(days=days))
