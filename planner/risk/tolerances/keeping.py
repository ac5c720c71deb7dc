"""The cheapest rules of a circle that keep its tolerance.

A price on every uncovered draw is raised until the tolerance is kept. Prices alone miss what lies between their corners, so
from there, and from asking for everything, one rule after the other is moved to the cheapest that still keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

import numpy as np

from planner.risk.tolerances.cheapest_within import cheapest_within
from planner.risk.tolerances.circle import Choice
from planner.risk.tolerances.covered_chain import CoveredChain
from planner.risk.tripwires.fitting import ONE_ERROR, Rules
from planner.risk.tripwires.rules import ALWAYS, NEVER, Kind, Rule

STEPS = 40
LEAST_PRICE, MOST_PRICE = 1.0, 1e12
"""Between these pounds for an uncovered draw the price is looked for."""
SAME_PRICE = 1.02
"""Prices this near each other are one: dates are moved one by one afterwards."""
MOST_ROUNDS = 4
"""How often the contracts of a circle are fitted to each other."""
FEW_LINKS = 12
"""With no more options than this each one is also held at always and at never in turn."""
FEW_DAYS, FEW_DRAWS = 12, 1024
"""With no more different re-forecasts than this, on no more draws, an option is also held at every date."""
LEAST_SAVING = 1e-6
"""Pounds in the mean that are worth a change of rules."""


def keeping(start: Choice, target: float, errors: float = ONE_ERROR) -> Choice | None:
    """The cheapest rules found that keep a probability of `target`; None where asking for everything does not.

    `start`: the rules of least expected cost, which are the answer where they keep it.
    """
    safest = start.circle.safest
    if start.chance <= target:
        return start
    if safest.chance > target:
        return None
    found = [_relaxed(each, target, errors) for each in (*_priced(start, target, errors), safest)]
    best = min(found, key=lambda each: each.cost)
    if len(start.circle.links) <= FEW_LINKS:
        return min((best, *_held_in_turn(best, target, errors)), key=lambda each: each.cost)
    return best


def _priced(start: Choice, target: float, errors: float) -> Iterator[Choice]:
    """What the least price that keeps the target leads to."""
    low, high, found = LEAST_PRICE, MOST_PRICE, _at_price(start, MOST_PRICE, errors)
    if found.chance > target:
        return
    for _ in range(STEPS):
        if high <= low * SAME_PRICE:
            break
        middle = (low * high) ** 0.5
        tried = _at_price(start, middle, errors)
        if tried.chance <= target:
            high, found = middle, min(found, tried, key=lambda each: each.cost)
        else:
            low = middle
    yield found


def _at_price(choice: Choice, price: float, errors: float) -> Choice:
    """Go round the contracts: a draw counts for one only as far as all others are covered in it."""
    for place in range(MOST_ROUNDS):
        before = choice.rules
        for id, covered in choice.circle.chains.items():
            starts = (choice.rules[id], covered.safest) if place == 0 else (choice.rules[id],)
            choice = choice.changed(id, covered.refitted(starts, price * choice.counts(id), errors))
        if choice.rules == before:
            break
    return choice


def _relaxed(choice: Choice, target: float, errors: float, held: tuple[tuple[str, int], ...] = ()) -> Choice:
    """Move one rule after the other to the cheapest that keeps the target, until nothing saves anything."""
    links = [link for link in choice.circle.links if link not in held]
    for _ in range(MOST_ROUNDS):
        before = choice.rules
        choice = _relaxed_once(choice, links, target, errors)
        if choice.rules == before:
            break
    return choice


def _relaxed_once(choice: Choice, links: Sequence[tuple[str, int]], target: float, errors: float) -> Choice:
    """First the one that saves most; what it saves is looked at again when its turn comes, as others have used room."""
    waiting = [(-float("inf"), place) for place in range(len(links))]
    heapify(waiting)
    while waiting:
        _, place = heappop(waiting)
        changed = _moved(choice, *links[place], target, errors)
        saved = choice.cost - changed.cost
        if saved <= LEAST_SAVING:
            continue
        heappush(waiting, (-saved, place))
        if waiting[0][1] == place:
            choice = changed
    return choice


def _moved(choice: Choice, id: str, link: int, target: float, errors: float) -> Choice:
    rules = choice.rules[id]
    rule = cheapest_within(choice.circle.chains[id], rules, link, choice.counts(id), choice.room(id, target), errors)
    return choice if rule is None else choice.changed(id, with_rule(rules, link, rule))


def with_rule(rules: Rules, link: int, rule: Rule) -> Rules:
    """The rules with another one for a link."""
    return (*rules[:link], rule, *rules[link + 1 :])


def _held_in_turn(best: Choice, target: float, errors: float) -> Iterator[Choice]:
    """What follows where one option is held at another rule, and everything else may move."""
    for id, link in best.circle.links:
        for start in (best, best.circle.safest):
            for rule in (ALWAYS, NEVER, *_few_dates(best.circle.chains[id], link)):
                tried = start.changed(id, with_rule(start.rules[id], link, rule))
                if tried.chance <= target:
                    yield _relaxed(tried, target, errors, ((id, link),))


def _few_dates(covered: CoveredChain, link: int) -> Iterator[Rule]:
    """Every date of a link, where its re-forecasts are only a few days."""
    seen = covered.chain.seen[link] if covered.chain.draws <= FEW_DRAWS else None
    for level, row in enumerate(() if seen is None else seen):
        days = np.unique(row)
        if len(days) <= FEW_DAYS:
            for before, after in pairwise(days.tolist()):
                yield Rule(Kind.DATE, level, (before + after - 1) // 2, before, after - 1)
