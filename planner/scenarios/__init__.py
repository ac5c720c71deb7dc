"""What-if: named overlays on a portfolio, their comparison, regret, and the business case they change."""

from __future__ import annotations

from planner.scenarios.business_case import BusinessCase, CaseLine, read_business_case
from planner.scenarios.case_view import CaseView, case_view
from planner.scenarios.comparison import BASE, Comparison, Future, compare
from planner.scenarios.overlays import Overlaid, apply_scenario, overlay
from planner.scenarios.regret import RegretTable, regret_frame, regret_table
from planner.scenarios.scenario import Scenario, stacked
from planner.scenarios.scenario_file import parse_scenarios, read_scenarios
from planner.scenarios.transfer import transfer

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
    "stacked",
    "transfer",
]
