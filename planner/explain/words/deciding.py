"""By when somebody has to act: from the register, the first act of the contract that is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.calendar import ONE_DAY
from planner.domain.wording import day_count, long_day
from planner.explain.records import Explanation, RecordRef
from planner.explain.words.names import capital, named
from planner.explain.words.sentence import Sentence
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind, ActState

TASKS: Mapping[ActKind, str] = {
    ActKind.BUY: "the option {subject} must be decided",
    ActKind.SERVE_NOTICE: "the notice of {subject} must be served",
    ActKind.START_BRIDGE: "a bridge has to be started",
    ActKind.ACCEPT_EXPOSURE: "it must be agreed to bear these days, or {option} must be used after all,",
    ActKind.STOP: "the contract must be stopped",
    ActKind.ANSWER: "{who} must answer",
}


def deciding(case: PlanCase, found: Explanation) -> Iterator[Sentence]:
    """At most two acts; none where nobody has to act."""
    acts = [act for act in case.acts_by_contract.get(found.contract, ()) if act.state is ActState.OPEN]
    if acts:
        said = [_said(case, act) for act in acts[:2]]
        yield Sentence(text=f"{capital('; '.join(said))}.", records=tuple(_record(case, act) for act in acts[:2]))


def too_late(case: PlanCase, found: Explanation) -> Iterator[Sentence]:
    """The right that would have covered days and can no longer be used."""
    lost = case.facts[found.contract].lost
    if lost is None:
        return
    since = "has lapsed" if lost.since_date is None else f"could be decided until {long_day(lost.since_date - ONE_DAY)}"
    text = f"The option {lost.option}, which would have covered {day_count(lost.saved_days)}, {since}."
    yield Sentence(text=text, records=(RecordRef(table="options", key=lost.option),))


def _said(case: PlanCase, act: Act) -> str:
    who = named(case.portfolio, act.subject) if act.act is ActKind.ANSWER else ""
    task = TASKS[act.act].format(subject=act.subject, who=who, option=_next_option(case, act))
    if act.late:
        return f"{task} by {long_day(act.last_date)}, which has passed"
    near = "today" if act.days_left == 0 else f"in {day_count(act.days_left)}"
    left = f", {near}" if act.days_left <= case.portfolio.policy.alert_window_days else ""
    return f"{task} by {long_day(act.acting_date)}{left}"


def _next_option(case: PlanCase, act: Act) -> str:
    """The option that an exposure leaves unused."""
    unused = case.facts[act.contract].next_option if act.contract is not None else None
    return act.subject if unused is None else unused.option


def _record(case: PlanCase, act: Act) -> RecordRef:
    if act.act is ActKind.ACCEPT_EXPOSURE:
        return RecordRef(table="options", key=_next_option(case, act))
    if act.act is ActKind.START_BRIDGE:
        return RecordRef(table="policy", key="bridge_lead_days")
    if act.act is ActKind.ANSWER:
        return RecordRef(table="organisations", key=act.subject)
    return RecordRef(table="contracts" if act.act is ActKind.STOP else "options", key=act.subject)
