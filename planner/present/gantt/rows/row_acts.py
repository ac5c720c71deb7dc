"""What the register asks for at each contract: its first acting day, and a flag for each act."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind
from planner.present.gantt.model import Marker, MarkerKind

VERBS: Mapping[ActKind, str] = MappingProxyType(
    {
        ActKind.BUY: "decide",
        ActKind.SERVE_NOTICE: "serve notice",
        ActKind.START_BRIDGE: "start bridge",
        ActKind.ACCEPT_EXPOSURE: "accept",
        ActKind.STOP: "stop",
    }
)
"""Acts that have a flag at their contract, and what stands on it."""


def first_act_days(case: PlanCase) -> Mapping[str, int]:
    """The first acting day of every contract that has an act, by its id."""
    return {
        contract: case.portfolio.day_of(min(act.acting_date for act in acts))
        for contract, acts in case.acts_by_contract.items()
    }


def markers_of_acts(case: PlanCase) -> Mapping[str, tuple[Marker, ...]]:
    """The flags at every contract that has any, by its id."""
    return {
        contract: tuple(_marker(case.portfolio, act) for act in acts if act.act in VERBS)
        for contract, acts in case.acts_by_contract.items()
    }


def _marker(portfolio: Portfolio, act: Act) -> Marker:
    return Marker(
        kind=MarkerKind.DECISION,
        day=portfolio.day_of(act.last_date),
        label=act.subject if act.act is ActKind.BUY else act.what,
        note=act.derivation,
        act_day=portfolio.day_of(act.acting_date),
        urgent=act.days_left <= portfolio.policy.alert_window_days,
        verb=VERBS[act.act],
        assumed=bool(act.assumed),
    )
