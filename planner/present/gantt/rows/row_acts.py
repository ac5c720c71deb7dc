"""What the register asks for at each contract: its first acting day, and a flag for each act."""

from __future__ import annotations

from collections import defaultdict
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
    }
)
"""Acts that have a flag at their contract, and what stands on it."""


def first_act_days(case: PlanCase) -> Mapping[str, int]:
    """The first acting day of every contract that has an act, by its id."""
    found: dict[str, int] = {}
    for act in case.acts:
        if act.contract is not None:
            day = case.portfolio.day_of(act.acting_date)
            found[act.contract] = min(found.get(act.contract, day), day)
    return found


def markers_of_acts(case: PlanCase) -> Mapping[str, tuple[Marker, ...]]:
    """The flags at every contract that has any, by its id."""
    found: dict[str, list[Marker]] = defaultdict(list)
    for act in case.acts:
        if act.contract is not None and act.act in VERBS:
            found[act.contract].append(_marker(case.portfolio, act))
    return {contract: tuple(markers) for contract, markers in found.items()}


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
