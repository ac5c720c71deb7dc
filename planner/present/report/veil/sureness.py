"""What sampled futures say, as one department may see it: of its own records alone, and of no total."""

from __future__ import annotations

from dataclasses import replace

from planner.plan.sureness import Sureness
from planner.present.report.veil.names import Names


def veiled_sureness(sureness: Sureness, names: Names) -> Sureness:
    """The rows of the department; what they depend on has the names that the rest of its report has."""
    circle = names.circle
    return replace(
        sureness,
        held_still=tuple(_new_name(item, names) for item in sureness.held_still),
        cost=None,
        extensions=None,
        exposure=None,
        uncovered_contracts=None,
        contracts=tuple(
            replace(row, drivers=tuple(_new_name(driver, names) for driver in row.drivers))
            for row in sureness.contracts
            if row.contract in circle.contracts
        ),
        migrations=tuple(row for row in sureness.migrations if row.migration in circle.migrations),
        milestones=(),
        options=tuple(
            replace(row, sentence=names.text(row.sentence))
            for row in sureness.options
            if row.contract in circle.contracts
        ),
    )


def _new_name(id: str, names: Names) -> str:
    """Of a milestone or an event its new id; a phase is told by the ids of its profile and itself."""
    for table in ("milestones", "risk_drivers"):
        if (new := names.of(table, id)) != id:
            return new
    return names.text(id)
