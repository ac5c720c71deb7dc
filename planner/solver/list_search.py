"""Local search on the order in which blocks are placed: change the order a little, place again, keep what is better.

Simulated annealing over the serial schedule-generation scheme. Only a window of blocks that compete with the one moved
is taken out and placed again, so that a step costs the same in a portfolio of any size.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from planner.solver.blocks import Blocks
from planner.solver.candidate import Candidate
from planner.solver.roster import Roster, with_predecessors_first

WINDOW_BLOCKS = 48
START_TEMPERATURE = 0.008
"""Share of the cost of the competing blocks that a step may lose at the beginning."""


@dataclass(frozen=True)
class _Undo:
    block: int
    way: int
    position: int


class ListSearch:
    """A placed roster and its improvement. `pounds` is its cost; the best placement seen is kept apart."""

    def __init__(self, blocks: Blocks, start: Candidate, rng: Random) -> None:
        self.blocks = blocks
        self.rng = rng
        self.roster = Roster(blocks)
        if not self.roster.load(start):
            raise ValueError("the start does not fit the blocks")
        self.rivals = _rivals(blocks)
        self.movable = [b for b, block in enumerate(blocks.blocks) if any(way.allowed.sum() > 1 for way in block.ways)]
        self.pounds = self.roster.total_pounds()
        self.best_pounds = self.pounds
        self._best = self._placement()

    def reset(self, start: Candidate) -> None:
        """Go on from another plan."""
        for b in range(len(self.blocks.blocks)):
            self.roster.take(b)
        self.roster.load(start)
        self.pounds = self.roster.total_pounds()
        if self.pounds < self.best_pounds:
            self.best_pounds, self._best = self.pounds, self._placement()

    def best(self) -> Candidate:
        """The best plan seen."""
        current = self._placement()
        self._restore(self._best)
        candidate = self.roster.candidate()
        self._restore(current)
        return candidate

    def anneal(self, progress: Callable[[], float], on_better: Callable[[], None]) -> int:
        """Steps while `progress()` (share of the run that is over) is below 1, from hot to cold; returns their number."""
        if not self.movable:
            return 0
        steps = 0
        while (over := progress()) < 1.0:
            self._step((1.0 - over) ** 2)
            steps += 1
            if self.pounds < self.best_pounds - 0.5:
                self.best_pounds, self._best = self.pounds, self._placement()
                on_better()
        self._restore(self._best)
        self.pounds = self.best_pounds
        return steps

    def _step(self, heat: float) -> None:
        window = self._changed_order()
        before = self._pounds_of(window)
        undo = [_Undo(b, self.roster.way[b], self.roster.position[b] or 0) for b in window]
        for b in window:
            self.roster.take(b)
        if self._place(window):
            after = self._pounds_of(window)
            loss = after - before
            temperature = START_TEMPERATURE * heat * before + 1.0
            if loss <= 0 or self.rng.random() < math.exp(-loss / temperature):
                self.pounds += loss
                return
        for b in window:
            if self.roster.position[b] is not None:
                self.roster.take(b)
        for old in undo:
            self.roster.put(old.block, old.way, old.position)

    def _place(self, window: list[int]) -> bool:
        for b in with_predecessors_first(self.roster.ties, window):
            if self.roster.position[b] is None and not self.roster.place(b):
                return False
        return True

    def _changed_order(self) -> list[int]:
        """Rivals of a random block from one place in their order on, with one of them moved."""
        rng = self.rng
        chosen = rng.choice(self.movable)
        order = sorted(self.rivals[chosen], key=self._start)
        place = order.index(chosen)
        order.pop(place)
        reach = max(2, min(len(order), WINDOW_BLOCKS) // 3)
        target = max(0, min(len(order), place + rng.choice((-1, -1, 1)) * rng.randint(1, reach)))
        order.insert(target, chosen)
        first = min(place, target)
        return order[first : first + WINDOW_BLOCKS]

    def _start(self, b: int) -> tuple[int, int]:
        return self.roster.position[b] or 0, b

    def _pounds_of(self, window: list[int]) -> float:
        return self.roster.pounds_touching(window)

    def _placement(self) -> list[tuple[int, int]]:
        return [(way, position or 0) for way, position in zip(self.roster.way, self.roster.position, strict=True)]

    def _restore(self, placement: list[tuple[int, int]]) -> None:
        changed = [b for b, old in enumerate(placement) if old != (self.roster.way[b], self.roster.position[b])]
        for b in changed:
            self.roster.take(b)
        for b in changed:
            self.roster.put(b, *placement[b])


def _rivals(blocks: Blocks) -> list[list[int]]:
    """For every block those that use its most contested resource, itself included."""
    users: dict[int, list[int]] = defaultdict(list)
    for b, block in enumerate(blocks.blocks):
        for r in {use.resource for way in block.ways for use in way.uses}:
            users[r].append(b)
    rivals: list[list[int]] = []
    for b, block in enumerate(blocks.blocks):
        used = {use.resource for way in block.ways for use in way.uses}
        rivals.append(max((users[r] for r in sorted(used)), key=len, default=[b]))
    return rivals
