"""One breach predicate per rule of the catalogue; they know a portfolio and a plan, and nothing of a solver."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.domain.rules import Rule
from planner.plan.breaches.breach import Breach
from planner.plan.breaches.capacity import capacity
from planner.plan.breaches.completeness import complete
from planner.plan.breaches.cutover_days import freeze, wave_window
from planner.plan.breaches.limits_in_time import deadline, horizon, release
from planner.plan.breaches.options import bundle, option_available, option_chain
from planner.plan.breaches.ordering import precedence
from planner.plan.breaches.promises import commitment, group
from planner.plan.breaches.questions import must_be_off
from planner.plan.breaches.spending import budget, negotiations

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


Predicate = Callable[["PlanCase"], Iterator[Breach]]
AskedPredicate = Callable[["PlanCase", Mapping[str, int]], Iterator[Breach]]

PREDICATES: Mapping[Rule, Predicate] = MappingProxyType(
    {
        Rule.COMPLETE: complete,
        Rule.RELEASE: release,
        Rule.PRECEDENCE: precedence,
        Rule.CAPACITY: capacity,
        Rule.FREEZE: freeze,
        Rule.WAVE_WINDOW: wave_window,
        Rule.OPTION_CHAIN: option_chain,
        Rule.OPTION_AVAILABLE: option_available,
        Rule.BUNDLE: bundle,
        Rule.GROUP: group,
        Rule.COMMITMENT: commitment,
        Rule.BUDGET: budget,
        Rule.NEGOTIATIONS: negotiations,
        Rule.DEADLINE: deadline,
        Rule.HORIZON: horizon,
    }
)
"""The predicate of every rule of the portfolio."""

ASKED_PREDICATES: Mapping[Rule, AskedPredicate] = MappingProxyType({Rule.MUST_BE_OFF: must_be_off})
"""The predicate of every rule that a question asks for; it is given what is asked."""

__all__ = ["ASKED_PREDICATES", "PREDICATES", "AskedPredicate", "Breach", "Predicate"]
