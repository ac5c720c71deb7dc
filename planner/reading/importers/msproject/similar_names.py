"""Tasks whose names are like that of a milestone, or whose code is its id: for a person to look at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from math import log

from planner.domain.clusters import Milestone
from planner.reading.checks.lookalikes import looks
from planner.reading.importers.msproject.plan_task import PlanTask

MOST_SHOWN = 3
LEAST_SHARED = 0.5
"""The share of the words of both names that must be the same; rare words weigh more."""
LEAST_LIKE = 0.75
"""How alike two names are that differ in spelling."""
MOST_COMPARED = 200
"""Names compared letter by letter for one milestone; in longer plans those that share the weightiest words with it."""
_WORD = re.compile(r"\w+")


class SimilarNames:
    """Looks for tasks by the words of their names."""

    def __init__(self, tasks: Sequence[PlanTask]) -> None:
        self._tasks = [task for task in tasks if task.name]
        self._looks = [looks(task.name) for task in self._tasks]
        self._words = [_words(text) for text in self._looks]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._places[word].append(place)

    def to(self, milestone: Milestone) -> Iterator[tuple[PlanTask, str]]:
        """The likest tasks first, each with the reason."""
        coded = [
            task for task in self._tasks if milestone.id.casefold() in (task.code.casefold(), task.name.casefold())
        ]
        yield from ((task, "its code or name is the id of the milestone") for task in coded[:MOST_SHOWN])
        likest = sorted(self._scores(milestone.name).items(), key=lambda scored: (-scored[1], scored[0]))
        for place, _ in likest[: MOST_SHOWN - len(coded)]:
            if self._tasks[place] not in coded:
                yield self._tasks[place], "its name is similar"

    def _scores(self, name: str) -> dict[int, float]:
        """How like the name those tasks are that are like it at all, by their place."""
        plain = looks(name)
        words = _words(plain)
        sharing = {place for word in words for place in self._places.get(word, ())}
        found = {place: self._shared(words, self._words[place]) for place in sharing}
        for place in self._compared(found):
            found[place] = max(found.get(place, 0.0), _like(plain, self._looks[place]))
        return {place: score for place, score in found.items() if score >= LEAST_SHARED}

    def _compared(self, found: dict[int, float]) -> list[int]:
        """The places of the tasks whose names are compared letter by letter."""
        if len(self._tasks) <= MOST_COMPARED:
            return [*range(len(self._tasks))]
        return sorted(found, key=lambda place: (-found[place], place))[:MOST_COMPARED]

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        weights = {word: log(2 + len(self._tasks) / (1 + len(self._places.get(word, ())))) for word in one | other}
        return sum(weights[word] for word in one & other) / sum(weights.values())


def _like(one: str, other: str) -> float:
    """The likeness of two texts; 0 where it is not high."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LEAST_LIKE or matcher.quick_ratio() < LEAST_LIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= LEAST_LIKE else 0.0


def _words(plain: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain))
