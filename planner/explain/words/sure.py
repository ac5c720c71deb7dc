"""How sure the last day of need is: the last sentence about a contract, where sampled futures were asked."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.records import Explanation, RecordRef
from planner.explain.words.sentence import Sentence
from planner.plan.plan_case import PlanCase
from planner.plan.sure_words import sure_reason


def how_sure(case: PlanCase, found: Explanation) -> Iterator[Sentence]:
    """At most one sentence; its records are the milestones and events that move the day most."""
    said = sure_reason(case, found.contract)
    if said is not None:
        tables = _tables(case)
        records = tuple(RecordRef(table=tables[id], key=id) for id in said.records if id in tables)
        yield Sentence(text=said.text, records=records)


def _tables(case: PlanCase) -> dict[str, str]:
    """The table of everything that can move a day, by id."""
    events = {event.id: "risk_drivers" for event in case.portfolio.risk_drivers}
    return {**events, **dict.fromkeys(case.portfolio.milestone_by_id, "milestones")}
