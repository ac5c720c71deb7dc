"""Every part of a report behind its two sheets, in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.futures import Comparison
from planner.futures.trade_offs.frontier_records import Frontier
from planner.present.report.board.view import ReportView
from planner.present.report.changes.former import Since
from planner.present.report.parts.capacity import capacity_section
from planner.present.report.parts.changed import changed_section
from planner.present.report.parts.costs import cost_section
from planner.present.report.parts.data import health_section, provenance_section
from planner.present.report.parts.futures import frontier_section, scenario_section
from planner.present.report.parts.gantt import gantt_section
from planner.present.report.parts.lists import body_section, contract_section, register_section
from planner.present.report.parts.rules import rule_section
from planner.present.report.parts.section import Section
from planner.present.report.parts.why import why_section


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside the plan in a report.

    `origin`: what the report was made from, in words by title. `since`: what changed since another plan. `comparison` and
    `frontier` are about everybody, so a department is not shown them.
    """

    origin: Mapping[str, str] = field(default_factory=dict)
    since: Since | None = None
    comparison: Comparison | None = None
    frontier: Frontier | None = None


def sections_of(view: ReportView, beside: Beside) -> tuple[Section, ...]:
    """The parts that a view has."""
    parts = (
        register_section(view),
        rule_section(view),
        contract_section(view),
        why_section(view),
        body_section(view) if view.whole else None,
        changed_section(beside.since),
        gantt_section(view),
        capacity_section(view),
        cost_section(view),
        scenario_section(beside.comparison) if view.whole else None,
        frontier_section(view.portfolio, beside.frontier) if view.whole else None,
        health_section(view),
        provenance_section(view, beside.origin),
    )
    return tuple(section for section in parts if section is not None)
