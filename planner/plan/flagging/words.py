"""One sentence why a contract has its flag, and the one action that belongs to it."""

from __future__ import annotations

from datetime import date, timedelta

from planner.domain.calendar import show_date
from planner.domain.contracts import OptionKind
from planner.domain.portfolio import Portfolio
from planner.plan.breaches.breach import days
from planner.plan.flagging.owners import organisation_name
from planner.plan.flagging.records import Action, ContractFacts, Flag, OptionNeeded


def reason_for(portfolio: Portfolio, facts: ContractFacts) -> str:
    """Why the contract has its flag, from its dates and options alone."""
    match facts.flag:
        case Flag.NO_ROUTE:
            return _no_route_reason(portfolio, facts)
        case Flag.LOST | Flag.EXPOSED:
            return _uncovered_reason(portfolio, facts)
        case Flag.EXTEND | Flag.DECIDE_NOW:
            return _extension_reason(portfolio, facts)
        case _:
            return f"{_free(portfolio, facts)}, {days(facts.spare_days)} before its cover ends; {_buffer(portfolio, facts)}"


def _no_route_reason(portfolio: Portfolio, facts: ContractFacts) -> str:
    names = ", ".join(organisation_name(portfolio, id) for id in facts.stranded)
    why = f"{names} has no way off it" if len(facts.stranded) == 1 else f"{names} have no way off it"
    if not facts.stranded:
        why = "no migration releases it"
    exposure = facts.exposure
    cover = f"it is in force until {show_date(facts.in_force_until_date)}"
    gap = f" and then {days(exposure.days)} uncovered at {money(portfolio, exposure.pounds)}" if exposure else ""
    return f"{why}, so it is needed until the planning horizon on {show_date(facts.free_from_date)}; {cover}{gap}"


def _uncovered_reason(portfolio: Portfolio, facts: ContractFacts) -> str:
    exposure = facts.exposure
    assert exposure is not None
    gap = (
        f"{_free(portfolio, facts)}, {days(exposure.days)} after its cover ends, "
        f"at {money(portfolio, exposure.pounds)} of exposure"
    )
    if facts.next_option is not None:
        unused = facts.next_option
        return (
            f"{gap}; the plan leaves {unused.option} unused, which would cost {money(portfolio, unused.pounds)} and can be "
            f"decided until {show_date(unused.decide_by_date)}"
        )
    if facts.lost is None:
        return f"{gap}; no further option can be used"
    lost = facts.lost
    since = f"too late since {show_date(lost.since_date)}" if lost.since_date is not None else "lapsed"
    saved = f" and saved {money(portfolio, lost.saved_pounds)} beyond its price" if lost.saved_pounds > 0 else ""
    return f"{gap}; {lost.option}, {since}, would have covered {days(lost.saved_days)}{saved}"


def _extension_reason(portfolio: Portfolio, facts: ContractFacts) -> str:
    names = " and ".join(option.option for option in facts.options)
    first = min(facts.options, key=lambda option: option.decide_by_date)
    keep = "keeps" if len(facts.options) == 1 else "keep"
    return (
        f"{_free(portfolio, facts)}; {names} for {money(portfolio, facts.extension_pounds)} {keep} it in force until "
        f"{show_date(facts.in_force_until_date)}; {first.option} must be decided by {show_date(first.decide_by_date)}, "
        f"{days(first.days_left)} from the status date"
    )


def action_for(portfolio: Portfolio, facts: ContractFacts) -> Action:
    """What its owner has to do by when; never a date before the status date.

    Options to be decided and days that stay uncovered behind them ask for two steps: both are said, the earlier first.
    """
    steps = [*_decision_actions(facts), *_exposure_actions(portfolio, facts)]
    if steps:
        return _joined(steps)
    if facts.flag is Flag.NO_ROUTE:
        return Action(owner=facts.owner, task="agree who leaves it, and how", by_date=facts.in_force_until_date)
    if facts.flag is Flag.TIGHT:
        return _watch_action(portfolio, facts)
    return Action(owner=facts.owner, task="let it end; no notice is needed", by_date=facts.in_force_until_date)


def _decision_actions(facts: ContractFacts) -> list[Action]:
    """The first option to be decided, where there is one: a plan is only as good as its options being decided."""
    first = min(facts.options, key=lambda option: option.decide_by_date, default=None)
    if first is None:
        return []
    return [Action(owner=facts.owner, task=_decision_task(first), by_date=first.decide_by_date)]


def _exposure_actions(portfolio: Portfolio, facts: ContractFacts) -> list[Action]:
    """What closes the uncovered days; behind the options of a contract without a way off nobody needs to act yet."""
    if facts.exposure is None or (facts.flag is Flag.NO_ROUTE and facts.options):
        return []
    if facts.next_option is not None:
        return [_weighing_action(portfolio, facts, facts.next_option)]
    return [_bridge_action(portfolio, facts)]


def _joined(steps: list[Action]) -> Action:
    """One action of several steps, due when the first is."""
    first, *others = sorted(steps, key=lambda step: step.by_date)
    later = [f"by {show_date(step.by_date)} {step.task}" for step in others]
    return Action(owner=first.owner, task="; ".join([first.task, *later]), by_date=first.by_date)


def _decision_task(option: OptionNeeded) -> str:
    notice = f"so that notice is given by {show_date(option.notice_date)}"
    match option.kind:
        case OptionKind.OPTION:
            return f"start the approval of {option.option}, {notice}"
        case OptionKind.MODIFICATION:
            return f"start to negotiate {option.option}, so that it is agreed by {show_date(option.notice_date)}"
        case OptionKind.BRIDGE:
            return (
                f"start the approval of the award {option.option}, so that it is let by {show_date(option.notice_date)}"
            )


def _weighing_action(portfolio: Portfolio, facts: ContractFacts, unused: OptionNeeded) -> Action:
    """The plan prefers exposure to an option that could be used: a person has to agree to that."""
    task = f"decide whether to use {unused.option} for {money(portfolio, unused.pounds)} after all, or to bear the exposure"
    return Action(owner=facts.owner, task=task, by_date=unused.decide_by_date)


def _bridge_action(portfolio: Portfolio, facts: ContractFacts) -> Action:
    exposure = facts.exposure
    assert exposure is not None
    bridge = exposure.bridge
    late = f"; {days(bridge.days_late)} late already" if bridge.days_late else ""
    task = f"start a bridge of {days(bridge.length_days)} (it takes {days(bridge.lead_days)} to award{late})"
    return Action(owner=facts.owner, task=task, by_date=max(bridge.start_by_date, portfolio.status_date))


def _watch_action(portfolio: Portfolio, facts: ContractFacts) -> Action:
    """Confirm the cutover while an extension can still be had: the next option, else a bridge."""
    what = f"confirm the cutover of {facts.last_migration}"
    if facts.next_option is not None:
        task = f"{what} while {facts.next_option.option} can still be decided"
        return Action(owner=facts.owner, task=task, by_date=facts.next_option.decide_by_date)
    lead = timedelta(days=portfolio.policy.bridge_lead_days)
    by_date = max(portfolio.status_date, facts.in_force_until_date - lead)
    return Action(owner=facts.owner, task=f"{what} while a bridge can still be awarded", by_date=by_date)


def _free(portfolio: Portfolio, facts: ContractFacts) -> str:
    last = f" ({facts.last_migration} leaves last)" if facts.last_migration is not None else ""
    return f"needed until {show_date(_day_before(facts.free_from_date))}{last}"


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


def _buffer(portfolio: Portfolio, facts: ContractFacts) -> str:
    relation = "at least" if facts.flag is Flag.CLEAR else "less than"
    return f"that is {relation} the buffer of {days(portfolio.policy.buffer_days)}"


def money(portfolio: Portfolio, pounds: int) -> str:
    """Pounds for people, in the currency of the portfolio."""
    sign = "£" if portfolio.currency == "GBP" else f"{portfolio.currency} "
    return f"{sign}{pounds:,}"
