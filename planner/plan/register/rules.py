"""The rule that belongs to an act of the register, where rules were asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.portfolio import Portfolio
from planner.plan.flagging.stops import next_period
from planner.plan.register.records import Act, ActKind
from planner.plan.sureness import OptionSureness

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


EXTEND, RUN_ON, STOP_IT = "extend", "let it run on", "stop it"


def rule_of(case: PlanCase, act: Act) -> OptionSureness | None:
    """The rule of the option that the act is about; of a stop that of the period which it prevents.

    None where there is no rule, and for acts that ask about no option: a notice, a bridge, an answer.
    """
    option = _asked_option(case, act)
    found = case.sureness.option_by_id.get(option) if case.sureness is not None and option is not None else None
    return None if found is None else told_rule(case.portfolio, found)


def told_rule(portfolio: Portfolio, rule: OptionSureness) -> OptionSureness:
    """The rule as people say it: of a period, today it says to let it run on, or to stop it."""
    link = portfolio.link_by_option.get(rule.option)
    if link is None or not link.by_itself:
        return rule
    return replace(rule, today=RUN_ON if rule.today == EXTEND else STOP_IT)


def _asked_option(case: PlanCase, act: Act) -> str | None:
    if act.act is ActKind.BUY:
        return act.subject
    if act.contract is None or act.act not in (ActKind.STOP, ActKind.ACCEPT_EXPOSURE):
        return None
    unused = case.facts[act.contract].next_option
    if unused is not None and not unused.by_itself:
        return unused.option
    period = next_period(case.schedule.contracts[act.contract])
    return period.option.id if period is not None else None
