"""Nothing waits for itself: precedences and the organisations above each other have no cycle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from planner.domain.findings import Finding
from planner.reading.cells.located import Place, Tables
from planner.reading.rows.migrations import PrecedenceRow
from planner.reading.rows.organisations import OrganisationRow

Arrows = Mapping[str, Mapping[str, Place]]
"""Where each name leads to, with the row that says so."""


def check_cycles(tables: Tables) -> Iterator[Finding]:
    """Cycles of precedences over milestones and migrations, and of organisations over their parents."""
    precedences: dict[str, dict[str, Place]] = {}
    for row in tables.rows(PrecedenceRow):
        precedences.setdefault(row.value.predecessor, {})[row.value.successor] = row.place
    for cycle in cycles(precedences):
        place = _last_place(precedences, cycle)
        message = f"the precedences go round in a circle: {_shown(precedences, cycle)}"
        yield place.error("cyclic-precedence", "successor", message, cure="remove one precedence of the circle")
    parents: dict[str, dict[str, Place]] = {}
    for organisation in tables.rows(OrganisationRow):
        if organisation.value.parent is not None:
            parents.setdefault(organisation.value.id, {})[organisation.value.parent] = organisation.place
    for cycle in cycles(parents):
        place = _last_place(parents, cycle)
        message = f"the organisation is above itself: {_shown(parents, cycle)}"
        yield place.error("cyclic-parent", "parent", message, cure="blank the parent of the one at the top")


def cycles(arrows: Arrows) -> Iterator[tuple[str, ...]]:
    """One shortest cycle for every knot of names that lead to each other, each as names with the first one left off."""
    for knot in _knots(arrows):
        yield _shortest_cycle(arrows, knot)


def _knots(arrows: Arrows) -> Iterator[frozenset[str]]:
    """The strongly connected components that hold a cycle (Tarjan's algorithm, without recursion)."""
    search = _Search(arrows)
    for root in arrows:
        if root not in search.order:
            for knot in search.closed_from(root):
                if len(knot) > 1 or any(name in arrows.get(name, {}) for name in knot):
                    yield knot


class _Search:
    """A depth-first search: `order` in which names were met, `low` the earliest open name each can reach."""

    def __init__(self, arrows: Arrows) -> None:
        self.arrows = arrows
        self.order: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: dict[str, None] = {}

    def closed_from(self, root: str) -> Iterator[frozenset[str]]:
        """The components that can be reached from a name not met before, innermost first."""
        path = [(root, self._enter(root))]
        while path:
            name, following = path[-1]
            new = self._first_new(name, following)
            if new is not None:
                path.append((new, self._enter(new)))
                continue
            path.pop()
            if path:
                above = path[-1][0]
                self._low[above] = min(self._low[above], self._low[name])
            if self._low[name] == self.order[name]:
                yield self._close(name)

    def _enter(self, name: str) -> Iterator[str]:
        self.order[name] = self._low[name] = len(self.order)
        self._open[name] = None
        return iter(self.arrows.get(name, {}))

    def _first_new(self, name: str, following: Iterator[str]) -> str | None:
        for next_name in following:
            if next_name not in self.order:
                return next_name
            if next_name in self._open:
                self._low[name] = min(self._low[name], self.order[next_name])
        return None

    def _close(self, name: str) -> frozenset[str]:
        knot: set[str] = set()
        while name not in knot:
            knot.add(self._open.popitem()[0])
        return frozenset(knot)


def _shortest_cycle(arrows: Arrows, knot: frozenset[str]) -> tuple[str, ...]:
    """A cycle of fewest names through the first name of the knot."""
    start = min(knot)
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        name = queue.popleft()
        for next_name in arrows.get(name, {}):
            if next_name == start:
                return _way(came_from, start, name)
            if next_name in knot and next_name not in came_from:
                came_from[next_name] = name
                queue.append(next_name)
    raise ValueError("a knot has a cycle through each of its names")


def _way(came_from: Mapping[str, str], start: str, end: str) -> tuple[str, ...]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def _arrows_of(arrows: Arrows, cycle: Sequence[str]) -> list[Place]:
    return [arrows[name][cycle[(at + 1) % len(cycle)]] for at, name in enumerate(cycle)]


def _last_place(arrows: Arrows, cycle: Sequence[str]) -> Place:
    return max(_arrows_of(arrows, cycle), key=lambda place: place.row)


def _shown(arrows: Arrows, cycle: Sequence[str]) -> str:
    rows = ", ".join(str(row) for row in sorted(place.row for place in _arrows_of(arrows, cycle)))
    return f"{' -> '.join([*cycle, cycle[0]])} (rows {rows})" if len(cycle) > 1 else f"{cycle[0]} -> {cycle[0]}"
