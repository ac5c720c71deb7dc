"""The cheapest plan found of changed data that has the contract of a question off in time."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.explain.levers.neighbours import neighbourhoods
from planner.explain.levers.question import Question
from planner.explain.levers.records import Witness


def best_plan(question: Question, changed: Portfolio, *, only_feeders: bool = False) -> Witness | None:
    """While only the feeders move, or ever more of those in the way; it ends early with one no dearer than today's plan."""
    best: Witness | None = None
    for free in neighbourhoods(question) if not only_feeders else iter([question.push.feeders]):
        tried = question.replanned(changed, free)
        if tried is not None and (best is None or tried.pounds < best.pounds):
            best = tried
        if best is not None and best.price_pounds <= 0:
            break
    return best
