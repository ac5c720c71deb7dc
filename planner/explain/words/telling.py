"""All sentences of an explanation, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.explain.records import Explanation
from planner.explain.words.causes import causes, remainder
from planner.explain.words.deciding import deciding, too_late
from planner.explain.words.opening import opening
from planner.explain.words.sentence import Sentence
from planner.explain.words.standing import standing
from planner.plan.plan_case import PlanCase

Teller = Callable[[PlanCase, Explanation], Iterator[Sentence]]

TELLERS: tuple[Teller, ...] = (opening, causes, remainder, standing, too_late, deciding)
"""Who says what, in this order; one that has no fact says nothing."""


def sentences_of(case: PlanCase, found: Explanation) -> tuple[Sentence, ...]:
    """Three to eight sentences about a contract that is late, fewer about one that is not."""
    return tuple(sentence for tell in TELLERS for sentence in tell(case, found))
