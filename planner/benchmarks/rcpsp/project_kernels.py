"""List schedules, justification and a genetic algorithm for the RCPSP, compiled; runs outside the interpreter lock.

A schedule is an array of starts, a list an order of activities in which each comes after its predecessors. The serial
scheme (Kolisch 1996) turns a list into a schedule. Justification (Valls, Ballestín, Quintanilla 2005) schedules backwards by
decreasing ends and forwards again, which never lengthens a schedule. The crossover is the two-point one of Hartmann
(1998).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.solver.compiling import compiled, lean

Ints = npt.NDArray[np.int64]

SWAP_PROBABILITY = 0.05
"""Of two neighbours in the list of a child."""
LEAST_NOISE, MOST_NOISE = 0.02, 0.6
"""Share of the critical path by which priorities of the first lists are disturbed."""


class FlatProject(NamedTuple):
    """A project as arrays. `before` of activity a are `before[before_from[a]:before_from[a + 1]]`, `after` likewise.

    `rank` is a position in a topological order, `tail` the length of the longest chain from the start of an activity to
    the end of the project. `horizon` periods are enough for every list schedule.
    """

    duration: Ints
    demand: Ints
    capacity: Ints
    before_from: Ints
    before: Ints
    after_from: Ints
    after: Ints
    rank: Ints
    tail: Ints
    horizon: int


class Population(NamedTuple):
    """Lists with the starts and the makespan of their schedules, one row each."""

    orders: Ints
    starts: Ints
    spans: Ints


@lean
def schedule(p: FlatProject, order: Ints, start: Ints, free: Ints) -> int:
    """The serial scheme: each activity as early as those before it in the list allow. Gives the makespan.

    `free[t, r]` must be the whole capacity on entry and is so again on return.
    """
    span = 0
    for a in order:
        t = 0
        for k in range(p.before_from[a], p.before_from[a + 1]):
            b = p.before[k]
            t = max(t, start[b] + p.duration[b])
        t = first_fit(p, free, a, t)
        start[a] = t
        span = max(span, t + p.duration[a])
        for day in range(t, t + p.duration[a]):
            for r in range(p.capacity.size):
                free[day, r] -= p.demand[a, r]
    for day in range(span):
        for r in range(p.capacity.size):
            free[day, r] = p.capacity[r]
    return span


@lean
def first_fit(p: FlatProject, free: Ints, a: int, t: int) -> int:
    """The first period from t on from which activity a fits; looks at no period twice."""
    checked = t
    while True:
        until = t + p.duration[a]
        jump = -1
        day = until - 1
        while day >= checked and jump < 0:
            for r in range(p.capacity.size):
                if free[day, r] < p.demand[a, r]:
                    jump = day + 1
                    break
            day -= 1
        if jump < 0:
            return t
        t, checked = jump, max(jump, until)


@compiled
def order_of_starts(p: FlatProject, start: Ints) -> Ints:
    """The list of a schedule: by start, ties in topological order."""
    return np.argsort(start * start.size + p.rank)


@compiled
def order_of_ends(p: FlatProject, start: Ints) -> Ints:
    """The list for the opposite direction: last end first, ties against topological order."""
    return np.argsort(-((start + p.duration) * start.size + p.rank))


@compiled
def justify(p: FlatProject, reverse: FlatProject, start: Ints, free: Ints) -> int:
    """Push everything to the right and then to the left again; `start` is changed. Gives the makespan."""
    mirrored = np.empty_like(start)
    schedule(reverse, order_of_ends(p, start), mirrored, free)
    return schedule(p, order_of_ends(reverse, mirrored), start, free)


@compiled
def sampled_order(p: FlatProject, noise: float) -> Ints:
    """A list by longest tail first (least latest start), each disturbed by up to `noise` of the critical path."""
    n = p.duration.size
    spread = noise * p.tail.max()
    key = p.tail + spread * np.random.random(n)
    waiting = p.before_from[1:] - p.before_from[:-1]
    order = np.empty(n, dtype=np.int64)
    ready = np.empty(n, dtype=np.int64)
    count = 0
    for a in range(n):
        if waiting[a] == 0:
            ready[count] = a
            count += 1
    for place in range(n):
        best = 0
        for k in range(1, count):
            if key[ready[k]] > key[ready[best]]:
                best = k
        a = ready[best]
        count -= 1
        ready[best] = ready[count]
        order[place] = a
        for k in range(p.after_from[a], p.after_from[a + 1]):
            b = p.after[k]
            waiting[b] -= 1
            if waiting[b] == 0:
                ready[count] = b
                count += 1
    return order


@compiled
def child_order(mother: Ints, father: Ints) -> Ints:
    """A window of the mother's list in the order of the father, or the other way round: both keep every precedence."""
    n = mother.size
    first = np.random.randint(0, n)
    until = min(n, first + 1 + np.random.randint(n // 8, max(n // 8 + 1, (3 * n) // 4)))
    child = mother.copy()
    taken = np.zeros(n, dtype=np.bool_)
    for k in range(first):
        taken[mother[k]] = True
    place = first
    for a in father:
        if place == until:
            break
        if not taken[a]:
            child[place] = a
            taken[a] = True
            place += 1
    for a in mother:
        if not taken[a]:
            child[place] = a
            place += 1
    return child


@lean
def swap_neighbours(p: FlatProject, order: Ints) -> None:
    """Swap some neighbours in the list that do not follow one another."""
    for k in range(order.size - 1):
        if np.random.random() < SWAP_PROBABILITY and not follows(p, order[k], order[k + 1]):
            order[k], order[k + 1] = order[k + 1], order[k]


@lean
def follows(p: FlatProject, a: int, b: int) -> bool:
    """Whether b is a direct successor of a."""
    for k in range(p.after_from[a], p.after_from[a + 1]):  # noqa: SIM110 - generator expressions do not compile
        if p.after[k] == b:
            return True
    return False


@compiled
def populate(p: FlatProject, reverse: FlatProject, people: Population, seed: int, keep: int) -> None:
    """Fill all rows but the first `keep` with justified schedules of sampled lists."""
    np.random.seed(seed)
    free = np.empty((p.horizon, p.capacity.size), dtype=np.int64)
    free[:] = p.capacity
    for row in range(keep, people.spans.size):
        noise = LEAST_NOISE + (MOST_NOISE - LEAST_NOISE) * (row / people.spans.size) ** 2
        start = people.starts[row]
        schedule(p, sampled_order(p, noise), start, free)
        people.spans[row] = justify(p, reverse, start, free)
        people.orders[row] = order_of_starts(p, start)


@compiled
def evolve(
    p: FlatProject, reverse: FlatProject, people: Population, seed: int, children: int, enough: int
) -> tuple[int, int]:
    """Add children one by one, each in place of the worst where it is no worse and new.

    Ends early once a makespan of `enough` is there. Gives how many were made and how many were kept.
    """
    np.random.seed(seed)
    free = np.empty((p.horizon, p.capacity.size), dtype=np.int64)
    free[:] = p.capacity
    start = np.empty_like(p.duration)
    kept = 0
    for made in range(children):
        if people.spans.min() <= enough:
            return made, kept
        mother, father = tournament(people.spans), tournament(people.spans)
        order = child_order(people.orders[mother], people.orders[father])
        swap_neighbours(p, order)
        schedule(p, order, start, free)
        span = justify(p, reverse, start, free)
        worst = np.argmax(people.spans)
        if span <= people.spans[worst]:
            listed = order_of_starts(p, start)
            if is_new(people, listed, span):
                people.orders[worst], people.starts[worst], people.spans[worst] = listed, start, span
                kept += 1
    return children, kept


@lean
def tournament(spans: Ints) -> int:
    """The better of two random rows."""
    one, other = np.random.randint(0, spans.size), np.random.randint(0, spans.size)
    return one if spans[one] <= spans[other] else other


@lean
def is_new(people: Population, order: Ints, span: int) -> bool:
    """Whether no row holds this list."""
    for row in range(people.spans.size):
        if people.spans[row] != span:
            continue
        same = True
        for k in range(order.size):
            if people.orders[row, k] != order[k]:
                same = False
                break
        if same:
            return False
    return True
