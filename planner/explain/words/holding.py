"""What hangs on one record: the late days of contracts that it causes, and those that it would hold as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.wording import counted, day_count, few_of, long_day
from planner.explain.forward import Hold
from planner.explain.records import Category, RecordRef
from planner.explain.words.names import capital, cause_name
from planner.explain.words.sentence import Sentence
from planner.plan.plan_case import PlanCase

MOST = 6
"""Contracts that are named."""


def holding_sentences(case: PlanCase, record: RecordRef, holds: Sequence[Hold]) -> Iterator[Sentence]:
    """Two sentences at most."""
    name = capital(_name(case, record))
    labelled = [hold for hold in holds if hold.days]
    if not labelled:
        yield Sentence(text=f"{name} causes no late day of any contract.", records=(record,))
    else:
        days = day_count(sum(hold.days for hold in labelled))
        contracts = counted(len(labelled), "contract")
        named = few_of([f"{hold.contract} ({hold.days})" for hold in labelled], MOST)
        yield Sentence(text=f"{name} causes {days} of {contracts}: {named}.", records=(record, *_contracts(labelled)))
    also = sorted((hold for hold in holds if hold.also_days), key=lambda hold: (-hold.also_days, hold.contract))
    if also:
        named = few_of([f"{hold.contract} ({hold.also_days})" for hold in also], MOST)
        text = f"It would hold more late days if their own causes went: {named}."
        yield Sentence(text=text, records=(record, *_contracts(also)))


def _name(case: PlanCase, record: RecordRef) -> str:
    name = cause_name(case.portfolio, record, Category.READINESS)
    if record.table == "milestones":
        return f"{name} on {long_day(case.portfolio.milestone_by_id[record.key].planning_date)}"
    return name


def _contracts(holds: Sequence[Hold]) -> list[RecordRef]:
    return [RecordRef(table="contracts", key=hold.contract) for hold in holds]
