"""Rules of a coupling fitted to each other: each decision in turn, by what it costs all contracts together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from planner.risk.families import Floats
from planner.risk.tripwires.cut_dates import best_rule
from planner.risk.tripwires.rules import ALWAYS, NEVER, Rule
from planner.risk.tripwires.tied.decisions import Links
from planner.risk.tripwires.tied.joint_play import JointPlayed, Table

MOST_ROUNDS = 6
"""How often the rules of a coupling are fitted to each other."""
MOST_TURNS = 8
"""With no more decisions than this each is also held at never and at always while the others are fitted."""

JointRules = tuple[Rule, ...]
"""A rule for each decision, in their order."""


def joint_cost(table: Table, rules: Sequence[Rule]) -> float:
    """What rules cost on the draws of a table, all contracts together."""
    return table.played(table.answers(rules)).mean_cost


def best_joint_rules(
    table: Table, starts: Sequence[JointRules], refitted: Collection[int], errors: float
) -> JointRules:
    """The cheapest rules that fitting comes to from any of these, never dearer than the starts; of equal ones the first.

    Only the decisions at the places `refitted` are fitted; all others keep their rules. Where these are few, each in turn is
    also held at never and at always while the others settle: two rules can be in each other's way.
    """
    best = _cheapest(table, _with_settled(table, starts, refitted, errors))
    if len(refitted) > MOST_TURNS:
        return best
    held = (changed(best, place, constant) for place in sorted(refitted) for constant in (NEVER, ALWAYS))
    return _cheapest(table, [best, *_with_settled(table, [*held], refitted, errors)])


def changed(rules: JointRules, place: int, rule: Rule) -> JointRules:
    """The rules with another one at a place."""
    return (*rules[:place], rule, *rules[place + 1 :])


def _with_settled(
    table: Table, starts: Sequence[JointRules], refitted: Collection[int], errors: float
) -> list[JointRules]:
    return [rules for start in dict.fromkeys(starts) for rules in (start, _settled(table, start, refitted, errors))]


def _cheapest(table: Table, found: Sequence[JointRules]) -> JointRules:
    costs = [joint_cost(table, rules) for rules in found]
    least = min(costs)
    return found[next(place for place, cost in enumerate(costs) if cost <= least + 1e-9 * abs(least))]


def _settled(table: Table, rules: JointRules, refitted: Collection[int], errors: float) -> JointRules:
    for _ in range(MOST_ROUNDS):
        new = _round(table, rules, refitted, errors)
        if new == rules:
            return rules
        rules = new
    return rules


def _round(table: Table, rules: JointRules, refitted: Collection[int], errors: float) -> JointRules:
    """Fit every decision once, the last one first; a rule stays where the new one would cost more."""
    draws, found = table.draws, list(rules)
    played = table.played(table.answers(rules))
    for place in reversed(range(len(rules))):
        if place not in refitted:
            continue
        seen, gain = draws.seen(table.decisions.order[place]), _yes_over_no(played, place)
        fit = best_rule(seen, gain, draws.weight, errors)
        if float((gain * played.answers[place]) @ draws.weight) >= fit.cost and fit.rule != found[place]:
            found[place] = fit.rule
            played = played.with_answer(place, fit.rule.says_yes(seen, draws.draws))
    return tuple(found)


def _yes_over_no(played: JointPlayed, place: int) -> Floats:
    """What yes at a place costs more than no in each draw."""
    yes = played.answers[place]
    cost, other = played.cost, played.cost_with(place, ~yes)
    return played.table.draws.by_draw(np.where(yes, cost - other, other - cost))


def gains_of_yes(table: Table, rules: JointRules) -> dict[Links, float]:
    """What each decision gains by yes, in the mean over the draws in which its rule says so; 0 where it never does."""
    played, weight = table.played(table.answers(rules)), table.draws.weight
    found = dict[Links, float]()
    for place, decision in enumerate(table.decisions.order):
        said = float(table.draws.by_draw(played.steps[place].wanted) @ weight)
        costs = float(_yes_over_no(played, place) @ (weight * played.answers[place]))
        found[decision.links] = -costs / said if said else 0.0
    return found
