"""Every part of a report behind its two sheets, in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping

from planner.present.report.board.view import ReportView
from planner.present.report.changes.former import Since
from planner.present.report.parts.capacity import capacity_section
from planner.present.report.parts.changed import changed_section
from planner.present.report.parts.costs import cost_section
from planner.present.report.parts.data import health_section, provenance_section
from planner.present.report.parts.gantt import gantt_section
from planner.present.report.parts.lists import body_section, contract_section, register_section
from planner.present.report.parts.section import Section


def sections_of(view: ReportView, origin: Mapping[str, str], found: Since | None = None) -> tuple[Section, ...]:
    """The parts that a view has; `origin` says what the report was made from, `found` what changed."""
    parts = (
        register_section(view),
        contract_section(view),
        body_section(view) if view.whole else None,
        changed_section(found),
        gantt_section(view),
        capacity_section(view),
        cost_section(view),
        health_section(view),
        provenance_section(view, origin),
    )
    return tuple(section for section in parts if section is not None)
