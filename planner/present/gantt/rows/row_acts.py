"""What the register asks for at each contract: its first acting day, and a flag for each act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind
from planner.plan.sureness import OptionSureness
from planner.present.gantt.model import Marker, MarkerKind
from planner.present.rule_words import not_needed, rule_text, rules_without_act
from planner.present.wording import plain_day

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
UNLESS, IF = "unless", "if"


def first_act_days(case: PlanCase) -> Mapping[str, int]:
    """The first acting day of every contract that has an act, by its id."""
    return {
        contract: case.portfolio.day_of(min(act.acting_date for act in acts))
        for contract, acts in case.acts_by_contract.items()
    }


def flags_at_contracts(case: PlanCase) -> Mapping[str, tuple[Marker, ...]]:
    """Every flag at every contract that has any, by its id: of acts, and of rules that no act asks for."""
    acts, rules = markers_of_acts(case), markers_of_rules(case)
    return {contract: (*acts.get(contract, ()), *rules.get(contract, ())) for contract in (*acts, *rules)}


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
        note=act.derivation if act.rule is None else f"{act.derivation}; rule: {rule_text(act.rule)}",
        act_day=portfolio.day_of(act.acting_date),
        urgent=act.days_left <= portfolio.policy.alert_window_days,
        verb=VERBS[act.act],
        assumed=bool(act.assumed),
        threshold=threshold_of(act.rule, UNLESS if act.act is ActKind.BUY else IF),
    )


def markers_of_rules(case: PlanCase) -> Mapping[str, tuple[Marker, ...]]:
    """The flags of rules that no act asks for, at every contract that has any; those that say never have none."""
    found: dict[str, list[Marker]] = defaultdict(list)
    for rule in rules_without_act(case):
        found[rule.contract].append(
            Marker(
                kind=MarkerKind.RULE,
                day=case.portfolio.day_of(rule.acting_date),
                label=rule.option,
                note=rule.sentence,
                verb="look",
                threshold=threshold_of(rule, UNLESS),
            )
        )
    return {contract: tuple(markers) for contract, markers in found.items()}


def threshold_of(rule: OptionSureness | None, when: str) -> str:
    """What stands on a flag behind the day; blank where the rule looks at no date and says yes.

    A rule says to extend unless the contract is off by its date: so one stops, and bears days, if it is. Where it never
    says to extend, a purchase is not needed; to stop and to bear days is.
    """
    if not_needed(rule) is not None:
        return "(not needed)" if when == UNLESS else ""
    if rule is None or rule.threshold_date is None:
        return ""
    return f"{when} off by {plain_day(rule.threshold_date)}"
