"""All sentences of an explanation, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.explain.levers.clearing import Clearing
from planner.explain.records import Explanation
from planner.explain.words.causes import causes, remainder
from planner.explain.words.clearing_words import clearing_sentences
from planner.explain.words.deciding import deciding, too_late
from planner.explain.words.opening import opening
from planner.explain.words.sentence import Sentence
from planner.explain.words.standing import standing
from planner.plan.plan_case import PlanCase

Teller = Callable[[PlanCase, Explanation], Iterator[Sentence]]

TELLERS: tuple[Teller, ...] = (opening, causes, remainder, standing, too_late, deciding)
"""Who says what, in this order; one that has no fact says nothing."""


MOST = 8
"""Sentences about a contract."""


def sentences_of(case: PlanCase, found: Explanation, clearing: Clearing | None = None) -> tuple[Sentence, ...]:
    """Three to eight sentences about a contract that is late, fewer about one that is not.

    Where there would be more, what would be left of the largest cause is not said. `clearing`: what would clear it comes
    before the acts; then there can be more.
    """
    said = {tell: tuple(tell(case, found)) for tell in TELLERS}
    if sum(map(len, said.values())) > MOST:
        del said[remainder]
    acting = {tell: said.pop(tell) for tell in (too_late, deciding)}
    clears = clearing_sentences(case, clearing) if clearing is not None else ()
    before, after = (tuple(s for part in parts.values() for s in part) for parts in (said, acting))
    return (*before, *clears, *after)
