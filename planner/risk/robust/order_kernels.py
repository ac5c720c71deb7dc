"""An order tried on draws, compiled: only those it can change are carried out, and a poor one is given up early."""

from __future__ import annotations

from planner.risk.execution.execution_kernels import one_draw
from planner.risk.execution.flat_program import NEVER, FlatProgram, Ints, Room
from planner.risk.robust.flat_orders import Draws, Future, Prices, Rivals
from planner.risk.robust.laying_kernels import lay_in_order, sort_component
from planner.risk.robust.price_kernels import pounds_of_draw
from planner.solver.compiling import compiled, lean

LOOK = 16
"""After so many draws each time a poor order may be given up."""


@compiled
def try_order(
    base: FlatProgram,
    laid: FlatProgram,
    room: Room,
    component: int,
    order: Ints,
    place: Ints,
    old_place: Ints,
    rivals: Rivals,
    pairs: Ints,
    draws: Draws,
    prices: Prices,
    now: Future,
    found: Future,
    hit: Ints,
    every: bool,
    margin: float,
    errors: float,
) -> float:
    """How much an order costs more in the mean than the present one.

    Only activities that share a resource hold each other up. Draws in which no two of them whose order changed were
    ready at the same time come out as before. `hit` marks the others. An order that is dearer than `margin` by so many
    standard `errors` is given up: what comes back is then the mean of fewer draws, and more than the margin. `every`: all
    draws are carried out.
    """
    lay_in_order(base, order, place, laid)
    sort_component(base, laid, place, component)
    count = changed_pairs(base, component, rivals, old_place, place, pairs)
    total = squares = 0.0
    looked = draws.dates.shape[0]
    for draw in range(looked):
        hit[draw] = 1 if every or _meet(pairs, count, now, draw) else 0
        if hit[draw]:
            _copy_cutovers(now, found, draw)
            one_draw(laid, room, component, draw, draws.dates, draws.lengths)
            _write(base, laid, room, place, component, draw, found)
            found.pounds[draw] = pounds_of_draw(prices, found.cutovers, draw)
            more = found.pounds[draw] - now.pounds[draw]
            total += more
            squares += more * more
        seen = draw + 1
        over = total - margin * seen
        if over > 0.0 and seen % LOOK == 0 and seen < looked:
            spread = max(0.0, squares - total * total / seen)
            if over * over > errors * errors * spread:
                return float(total / seen)
    return float(total / looked)


@compiled
def adopt(now: Future, found: Future, hit: Ints) -> None:
    """Let what an order does in the draws it changes be the present state."""
    for draw in range(len(hit)):
        if hit[draw]:
            now.pounds[draw] = found.pounds[draw]
            for k in range(now.cutovers.shape[1]):
                now.cutovers[draw, k] = found.cutovers[draw, k]
            for k in range(now.ready.shape[1]):
                now.ready[draw, k] = found.ready[draw, k]
                now.start[draw, k] = found.start[draw, k]


@lean
def changed_pairs(base: FlatProgram, component: int, rivals: Rivals, old: Ints, new: Ints, pairs: Ints) -> int:
    """Fill `pairs` two by two with those that share a resource and changed their order; how many numbers that is."""
    count = 0
    for k in range(base.components.first[component], base.components.first[component + 1]):
        one = base.components.activity[k]
        for r in range(rivals.first[one], rivals.first[one + 1]):
            other = rivals.activity[r]
            if one < other and (old[one] < old[other]) != (new[one] < new[other]):
                pairs[count], pairs[count + 1] = one, other
                count += 2
    return count


@lean
def _meet(pairs: Ints, count: int, now: Future, draw: int) -> bool:
    """Whether two activities whose order changed were ready and not begun on the same day."""
    for k in range(0, count, 2):
        one, other = pairs[k], pairs[k + 1]
        if now.ready[draw, one] <= now.start[draw, other] and now.ready[draw, other] <= now.start[draw, one]:
            return True
    return False


@lean
def _copy_cutovers(now: Future, found: Future, draw: int) -> None:
    for k in range(now.cutovers.shape[1]):
        found.cutovers[draw, k] = now.cutovers[draw, k]


@lean
def _write(
    base: FlatProgram, laid: FlatProgram, room: Room, place: Ints, component: int, draw: int, found: Future
) -> None:
    for k in range(base.components.first[component], base.components.first[component + 1]):
        activity = base.components.activity[k]
        at = place[activity]
        ready = laid.horizon + 1 if laid.activities.begun_at[at] != NEVER else min(laid.horizon + 1, room.ready[at])
        found.ready[draw, activity] = ready
        found.start[draw, activity] = room.start[at]
        if laid.activities.cutover[at] >= 0:
            cutover = min(laid.horizon, room.start[at] + laid.activities.cutover[at])
            for member in range(laid.members.first[at], laid.members.first[at + 1]):
                found.cutovers[draw, laid.members.migration[member]] = cutover
