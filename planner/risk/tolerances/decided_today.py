"""The rules of a contract where one of its options is decided today, within the goal of the others."""

from __future__ import annotations

from planner.risk.tolerances.circle import SAME, Choice, Circle
from planner.risk.tolerances.keeping import keeping
from planner.risk.tripwires.fitting import Rules, fit_chain
from planner.risk.tripwires.rules import ALWAYS, NEVER


def decided_today(found: Choice, id: str, target: float, errors: float) -> tuple[Rules, ...]:
    """For each option of a contract the best rules where it is decided today, in a circle that keeps a probability.

    Yes takes those before it too. No leaves the chain without it, with rules that keep the target without it. Other
    contracts keep their rules. Where neither keeps it the answer is yes.
    """
    covered, limit = found.circle.chains[id], max(target, found.chance)
    if not covered.links:
        return ()
    shorter = fit_chain(covered.chain.first(covered.links - 1), errors)

    def today(link: int) -> Rules:
        yes = (*(ALWAYS,) * (link + 1), *found.rules[id][link + 1 :])
        no = _without(found, id, shorter.without(link).rules, limit, errors)
        both = [found.changed(id, rules) for rules in (no, yes) if rules is not None]
        kept = [each for each in both if each.chance <= limit + SAME] or both[-1:]
        return min(kept, key=lambda each: each.pounds[id]).rules[id]

    return tuple(map(today, range(covered.links)))


def _without(found: Choice, id: str, cheapest: Rules, limit: float, errors: float) -> Rules | None:
    """The rules of a contract that has only its first options; None where nothing keeps the limit then.

    `cheapest`: those of least cost.
    """
    covered = found.circle.chains[id]
    circle = Circle({id: covered.first(len(cheapest))}, found.counts(id), found.circle.weight)
    kept = keeping(Choice.of(circle, {id: cheapest}), limit, errors)
    return None if kept is None else (*kept.rules[id], *(NEVER,) * (covered.links - len(cheapest)))
