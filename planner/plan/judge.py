"""The judge: every breach of every rule by a plan, found without any solver."""

from __future__ import annotations

from collections.abc import Mapping

from planner.plan.breaches import ASKED_PREDICATES, PREDICATES, Breach
from planner.plan.plan_case import PlanCase


def judge(case: PlanCase, must_be_off: Mapping[str, int] | None = None) -> tuple[Breach, ...]:
    """The breaches of a plan in the order of the rule catalogue; empty where it keeps every rule.

    Takes any plan, also one with unknown ids, duplicates or absurd days. `must_be_off`: by contract the first day on which
    nobody may need it any more; the portfolio has no such rule, so whoever asks for it names the days again here.
    """
    asked = ASKED_PREDICATES.values() if must_be_off else ()
    return (
        *(breach for predicate in PREDICATES.values() for breach in predicate(case)),
        *(breach for predicate in asked for breach in predicate(case, must_be_off or {})),
    )
