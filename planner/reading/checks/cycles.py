"""Nothing waits for itself: precedences and the organisations above each other have no cycle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.findings import Finding
from planner.domain.graph.dependency_graph import cycles
from planner.reading.cells.located import Place, Tables
from planner.reading.rows.migrations import PrecedenceRow
from planner.reading.rows.organisations import OrganisationRow

Arrows = Mapping[tuple[str, str], Place]
"""Which name leads to which, with the row that says so; of a pair stated twice the last one."""


def check_cycles(tables: Tables) -> Iterator[Finding]:
    """Cycles of precedences over milestones and migrations, and of organisations over their parents."""
    precedences = {(row.value.predecessor, row.value.successor): row.place for row in tables.rows(PrecedenceRow)}
    for cycle in cycles(precedences):
        message = f"the precedences go round in a circle: {_shown(precedences, cycle)}"
        cure = "remove one precedence of the circle"
        yield _places(precedences, cycle)[-1].error("cyclic-precedence", "successor", message, cure=cure)
    organisations = tables.rows(OrganisationRow)
    parents = {(row.value.id, row.value.parent): row.place for row in organisations if row.value.parent is not None}
    for cycle in cycles(parents):
        message = f"the organisation is above itself: {_shown(parents, cycle)}"
        cure = "blank the parent of the one at the top"
        yield _places(parents, cycle)[-1].error("cyclic-parent", "parent", message, cure=cure)


def _places(arrows: Arrows, cycle: tuple[str, ...]) -> list[Place]:
    """The rows of a cycle in the order of the table."""
    following = [*cycle[1:], cycle[0]]
    return sorted((arrows[ends] for ends in zip(cycle, following, strict=True)), key=lambda place: place.row)


def _shown(arrows: Arrows, cycle: tuple[str, ...]) -> str:
    if len(cycle) == 1:
        return f"{cycle[0]} -> {cycle[0]}"
    rows = ", ".join(str(place.row) for place in _places(arrows, cycle))
    return f"{' -> '.join([*cycle, cycle[0]])} (rows {rows})"
