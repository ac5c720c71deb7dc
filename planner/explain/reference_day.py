"""The day by which a contract should be off, by its flag."""

from __future__ import annotations

from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ContractCover

UNCOVERED = (Flag.ACCEPTED, Flag.EXPOSED, Flag.LOST)
KEPT = (Flag.EXTEND, Flag.DECIDE_NOW, Flag.NO_ROUTE)


def reference_day(case: PlanCase, contract: str) -> int:
    """The first day on which nobody should need the contract any more.

    Uncovered: the first day without cover. Kept by options that are still to be decided: the end of what is decided or
    owed, else of the contract. Else that end less the buffer, an option that could end early counted in full.
    """
    cover, facts = case.schedule.contracts[contract], case.facts[contract]
    if facts.flag in UNCOVERED:
        return cover.covered_until_day
    if facts.flag in KEPT:
        return _decided_until_day(case, cover)
    return cover.needed_until_day + facts.spare_days - case.portfolio.policy.buffer_days


def _decided_until_day(case: PlanCase, cover: ContractCover) -> int:
    decided = [link for link in cover.used if link.exercised]
    return case.portfolio.day_of(decided[-1].end.value) + 1 if decided else cover.expiry_day
