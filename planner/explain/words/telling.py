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
from planner.explain.words.sure import how_sure
from planner.plan.plan_case import PlanCase

Teller = Callable[[PlanCase, Explanation], Iterator[Sentence]]

TELLERS: tuple[Teller, ...] = (opening, causes, remainder, standing, too_late, deciding)
"""Who says what, in this order; one that has no fact says nothing."""


MOST = 8
"""Sentences about a contract."""
FEW_CAUSES = 2
"""Causes with a sentence of their own where there is much else to say."""


def sentences_of(case: PlanCase, found: Explanation, clearing: Clearing | None = None) -> tuple[Sentence, ...]:
    """Three to eight sentences about a contract that is late, fewer about one that is not.

    Where there would be more, what would be left of the largest cause is not said. `clearing`: what would clear it comes
    before the acts. Then fewer causes have a sentence of their own, and of what would clear it the most telling is said.
    How sure it is, where sampled futures were asked, is one more.
    """
    said = {tell: tuple(tell(case, found)) for tell in TELLERS}
    clears = clearing_sentences(case, clearing) if clearing is not None else ()
    if sum(map(len, said.values())) + len(clears) > MOST:
        del said[remainder]
    if clearing is not None and sum(map(len, said.values())) + len(clears) > MOST:
        said[causes] = tuple(causes(case, found, FEW_CAUSES))
        clears = clearing_sentences(case, clearing, max(1, MOST - sum(map(len, said.values()))))
    acting = {tell: said.pop(tell) for tell in (too_late, deciding)}
    before, after = (tuple(s for part in parts.values() for s in part) for parts in (said, acting))
    return (*before, *clears, *after, *how_sure(case, found))
