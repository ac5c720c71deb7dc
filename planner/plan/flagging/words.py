"""One sentence why a contract has its flag, and the one action that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day, day_count, money, whole_per_cent
from planner.plan.flagging.owners import organisation_name
from planner.plan.flagging.records import Action, ContractFacts, Flag, LateChance, OptionNeeded
from planner.plan.flagging.stops import stop_clause
from planner.plan.register.records import Act


def reason_for(portfolio: Portfolio, facts: ContractFacts) -> str:
    """Why the contract has its flag, from its dates and options alone."""
    match facts.flag:
        case Flag.NO_ROUTE:
            return _no_route_reason(portfolio, facts)
        case Flag.LOST | Flag.EXPOSED | Flag.ACCEPTED:
            return f"{_uncovered_reason(portfolio, facts)}{_settled_clause(facts)}"
        case Flag.EXTEND | Flag.DECIDE_NOW:
            likely = "" if facts.chance is None else f"; {_likely(facts)}"
            return f"{_extension_reason(portfolio, facts)}{likely}"
        case _:
            spare = f"{_spare(portfolio, facts)}; {_buffer(portfolio, facts)}; {_likely(facts)}"
            return spare if facts.stop is None else f"{spare}; {stop_clause(portfolio, facts.stop)}"


def _no_route_reason(portfolio: Portfolio, facts: ContractFacts) -> str:
    names = ", ".join(organisation_name(portfolio, id) for id in facts.stranded)
    why = f"{names} has no way off it" if len(facts.stranded) == 1 else f"{names} have no way off it"
    if not facts.stranded:
        why = "no migration releases it"
    exposure = facts.exposure
    cover = f"it is in force until {calendar_day(facts.covered_until_date)}"
    gap = (
        f" and then {day_count(exposure.days)} uncovered at {money(exposure.pounds, portfolio.currency)}"
        if exposure
        else ""
    )
    until = calendar_day(facts.needed_until_date)
    return f"{why}, so it is needed until the planning horizon ends on {until}; {cover}{gap}"


def _uncovered_reason(portfolio: Portfolio, facts: ContractFacts) -> str:
    exposure = facts.exposure
    assert exposure is not None
    gap = (
        f"{_free(portfolio, facts)}, {day_count(exposure.days)} after its cover ends, "
        f"at {money(exposure.pounds, portfolio.currency)} of exposure"
    )
    if facts.next_option is not None and facts.next_option.by_itself:
        return gap if facts.stop is None else f"{gap}; {stop_clause(portfolio, facts.stop)}"
    if facts.next_option is not None:
        unused = facts.next_option
        return (
            f"{gap}; the plan leaves {unused.option} unused, which would cost "
            f"{money(unused.pounds, portfolio.currency)} and can be decided until "
            f"{calendar_day(unused.decide_by_date)}{_assumed(unused.assumed)}"
            f"{_only_together(portfolio, facts, unused)}"
        )
    if facts.lost is None:
        blocked = f": {facts.blocked_reason}" if facts.blocked_reason is not None else ""
        return f"{gap}; no further option can be used{blocked}"
    lost = facts.lost
    since = f"too late since {calendar_day(lost.since_date)}" if lost.since_date is not None else "lapsed"
    since = since if lost.through is None else f"in a bundle with {lost.through}, which is {since}"
    saved = (
        f" and saved {money(lost.saved_pounds, portfolio.currency)} beyond its price" if lost.saved_pounds > 0 else ""
    )
    return f"{gap}; {lost.option}, {since}, would have covered {day_count(lost.saved_days)}{saved}"


def _only_together(portfolio: Portfolio, facts: ContractFacts, unused: OptionNeeded) -> str:
    if unused.together is None:
        return ""
    return f"; it can only be used {unused.together}, {money(facts.together_pounds, portfolio.currency)} in all"


def _spare(portfolio: Portfolio, facts: ContractFacts) -> str:
    return f"{_free(portfolio, facts)}, {day_count(facts.spare_days)} before its cover ends"


def _extension_reason(portfolio: Portfolio, facts: ContractFacts) -> str:
    """What keeps it in force, and by when that has to be decided; of one that goes on by itself when it is stopped."""
    if all(option.by_itself for option in facts.options):
        kept = _kept_by_itself(portfolio, facts) if facts.options else _spare(portfolio, facts)
        return kept if facts.stop is None else f"{kept}; {stop_clause(portfolio, facts.stop)}"
    names = " and ".join(option.option for option in facts.options)
    first = min(facts.options, key=lambda option: option.decide_by_date)
    keep = "keeps" if len(facts.options) == 1 else "keep"
    short = ""
    if facts.spare_days < portfolio.policy.buffer_days:
        buffer = day_count(portfolio.policy.buffer_days)
        short = f"; it leaves {day_count(facts.spare_days)}, less than the buffer of {buffer}"
    return (
        f"{_free(portfolio, facts)}; {names} for {money(facts.extension_pounds, portfolio.currency)} {keep} it in force "
        f"until {calendar_day(facts.covered_until_date)}; {first.option} must be decided by "
        f"{calendar_day(first.decide_by_date)}{_assumed(first.assumed)}, "
        f"{day_count(first.days_left)} from the status date{short}"
        f"{''.join(f'; {option.option} is used {option.together}' for option in facts.options if option.together)}"
    )


def _kept_by_itself(portfolio: Portfolio, facts: ContractFacts) -> str:
    pounds, until = money(facts.extension_pounds, portfolio.currency), calendar_day(facts.covered_until_date)
    return f"{_free(portfolio, facts)}; it goes on by itself until {until} for {pounds}"


def _assumed(figures: tuple[str, ...]) -> str:
    return " (assumed)" if figures else ""


def action_for(facts: ContractFacts, acts: Sequence[Act]) -> Action:
    """What its owner has to do by when: the acts of the register, the first one first, else how it ends."""
    if acts:
        first, *others = acts
        later = [f"by {calendar_day(act.acting_date)}{_assumed(act.assumed)} {act.what}" for act in others]
        return Action(
            owner=first.owner, task="; ".join([first.what, *later]), by_date=first.acting_date, assumed=first.assumed
        )
    if facts.exposure is not None and (facts.accepted or facts.bridge_begun):
        return _settled_action(facts)
    if facts.flag is Flag.NO_ROUTE:
        return Action(owner=facts.owner, task="agree who leaves it, and how", by_date=facts.covered_until_date)
    if facts.flag is Flag.TIGHT:
        task = f"confirm the cutover of {facts.last_migration} in good time before it ends"
        return Action(owner=facts.owner, task=task, by_date=facts.covered_until_date)
    return Action(owner=facts.owner, task="let it end; no notice is needed", by_date=facts.covered_until_date)


def _settled_clause(facts: ContractFacts) -> str:
    """What has been decided about the days without cover; empty where nothing has."""
    begun = "; a bridge is begun" if facts.bridge_begun else ""
    return begun + ("; these days are accepted" if facts.accepted else "")


def _settled_action(facts: ContractFacts) -> Action:
    """What is left where the days without cover are bridged or borne."""
    assert facts.exposure is not None
    if facts.bridge_begun:
        return Action(owner=facts.owner, task="have the bridge in force", by_date=facts.covered_until_date)
    task = f"confirm that the {day_count(facts.exposure.days)} without cover are still accepted"
    return Action(owner=facts.owner, task=task, by_date=facts.covered_until_date)


def _free(portfolio: Portfolio, facts: ContractFacts) -> str:
    last = f" ({facts.last_migration} leaves last)" if facts.last_migration is not None else ""
    return f"needed until {calendar_day(facts.needed_until_date)}{last}"


def _buffer(portfolio: Portfolio, facts: ContractFacts) -> str:
    relation = "less than" if facts.spare_days < portfolio.policy.buffer_days else "at least"
    return f"that is {relation} the buffer of {day_count(portfolio.policy.buffer_days)}"


def _likely(facts: ContractFacts) -> str:
    """How likely days without cover are, or that nobody has asked."""
    if facts.chance is None:
        return "its chance of being late is not measured, risk has not been run"
    return chance_words(facts.chance)


def chance_words(chance: LateChance) -> str:
    """For instance `the chance of days without cover is 21 %, above the 10 % tolerated`."""
    if chance.probability == 0:
        return "in no sampled future a day is without cover"
    likely, tolerated = whole_per_cent(chance.probability), whole_per_cent(chance.tolerated)
    if likely == tolerated and chance.too_great:
        likely = f"{100 * chance.probability:.1f} %"
    found = f"the chance of days without cover is {likely}"
    return f"{found}, above the {tolerated} tolerated" if chance.too_great else found
