"""What the rule of an option says, in words and in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.plan.plan_case import PlanCase
from planner.plan.register.rules import EXTEND, RUN_ON, STOP_IT, told_rule
from planner.plan.sureness import NO_RANGE, OptionSureness, Sureness
from planner.present.wording import counted, plain_day, short_money

NEVER = "never"
NOT_NEEDED = "not needed, in no draw worth its price"
NEVER_WORTH = "not needed, never worth its price on what can be known by then"
STRESS_CASE = "stress case: past public slips, not the portfolio's own ranges"


def not_needed(rule: OptionSureness | None) -> str | None:
    """What marks an act whose option no future is worth buying for; None for every other act.

    An option that saves something in some futures, and never enough on what is known on its day, is not said to be worth it
    in no draw.
    """
    if rule is None or rule.rule != NEVER:
        return None
    return NEVER_WORTH if rule.price_ceiling_today_pounds else NOT_NEEDED


def rule_text(rule: OptionSureness | None) -> str | None:
    """The sentence of a rule, behind the mark of one that says no whatever comes; None where there is no rule."""
    if rule is None:
        return None
    mark = not_needed(rule)
    return rule.sentence if mark is None else f"{mark[:1].upper()}{mark[1:]}. {rule.sentence}"


def threshold_words(rule: OptionSureness) -> str:
    """For instance `unless off by 21 Nov 2028 (P80)`; empty for a rule without a date."""
    if rule.threshold_date is None:
        return ""
    return f"unless off by {plain_day(rule.threshold_date)} ({rule.level})"


def told_rules(case: PlanCase) -> tuple[OptionSureness, ...]:
    """The rule of every open option, by acting day; none where nobody asked."""
    rules = case.sureness.options if case.sureness is not None else ()
    return tuple(told_rule(case.portfolio, rule) for rule in rules)


def rules_without_act(case: PlanCase) -> Iterator[OptionSureness]:
    """The rules of options that no act asks for: the plan does without them, and their rule may still want them.

    One that is never worth its price is left out.
    """
    asked = {act.rule.option for act in case.acts if act.rule is not None}
    for rule in told_rules(case):
        if rule.option not in asked and not_needed(rule) is None:
            yield rule


def rule_words(rule: OptionSureness) -> str:
    """For instance `Rule: extend unless off by 21 Nov 2028 (P80); today: do not extend`; of one that says never, its mark.

    The rule is one that `told_rule` has put into words.
    """
    mark = not_needed(rule)
    if mark is not None:
        return f"Rule: {rule.option} is {mark}"
    verb = RUN_ON if rule.today in (RUN_ON, STOP_IT) else EXTEND
    if rule.threshold_date is None:
        return f"Rule: {verb}, whatever comes"
    return f"Rule: {verb} {threshold_words(rule)}; today: {rule.today}"


def sure_line(case: PlanCase) -> str:
    """What the plan costs over all sampled futures, and on what that rests; or that nobody asked."""
    found = case.sureness
    if found is None or found.cost is None:
        return "not measured, risk has not been run"
    currency = case.portfolio.currency
    cost, error, p80 = (
        short_money(round(amount), currency) for amount in (found.cost.mean, found.cost.error, found.cost.p80)
    )
    return f"{cost} ± {error} expected, {p80} or less in eight of ten futures ({basis_of(found)})"


def rules_basis(sureness: Sureness) -> str:
    """The same of the rules, which may have been asked with other draws, and with a tolerance or for the worst cases."""
    draws, seed = sureness.rules_draws or sureness.draws, sureness.rules_seed or sureness.seed
    basis = basis_of(replace(sureness, draws=draws, seed=seed))
    return basis if sureness.rules_goal is None else f"{basis}; asked for: {sureness.rules_goal}"


def basis_of(sureness: Sureness) -> str:
    """What the figures rest on, for instance `20,480 sampled futures, seed 1, ranges two-piece; 12 dates held still`."""
    return "; ".join(_basis(sureness))


def _basis(sureness: Sureness) -> Iterator[str]:
    spread = "" if sureness.spread == 1 else f", spread × {sureness.spread:g}"
    ranges = "no ranges" if sureness.family == NO_RANGE else f"ranges {sureness.family}"
    yield f"{counted(sureness.draws, 'sampled future')}, seed {sureness.seed}, {ranges}{spread}"
    if sureness.outside_view:
        yield STRESS_CASE
    if sureness.early_start:
        yield "migrations begin as early as possible"
    if sureness.held_still:
        held = counted(len(sureness.held_still), "date or length", "dates and lengths")
        yield f"{held} without a range held still"
