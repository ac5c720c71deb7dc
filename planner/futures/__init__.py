"""What-if: named overlays on a portfolio, their comparison, regret, and the business case they change."""

from __future__ import annotations

from planner.futures.comparison.case_view import CaseView, case_view
from planner.futures.comparison.comparing import BASE, Comparison, Future, compare
from planner.futures.comparison.regret import RegretTable, regret_frame, regret_table
from planner.futures.replan.repairing import repair_plan
from planner.futures.transfer import transfer
from planner.reading.business_case import BusinessCase, CaseLine, read_business_case
from planner.reading.overlay.applying import Overlaid, apply_scenario, overlay
from planner.reading.overlay.scenario import Scenario, stacked
from planner.reading.overlay.scenario_file import parse_scenarios, read_scenarios

__all__ = [
    "BASE",
    "BusinessCase",
    "CaseLine",
    "CaseView",
    "Comparison",
    "Future",
    "Overlaid",
    "RegretTable",
    "Scenario",
    "apply_scenario",
    "case_view",
    "compare",
    "overlay",
    "parse_scenarios",
    "read_business_case",
    "read_scenarios",
    "regret_frame",
    "regret_table",
    "repair_plan",
    "stacked",
    "transfer",
]
