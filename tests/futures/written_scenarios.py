"""Scenarios for the programme written in a few lines, and plans for it."""

from __future__ import annotations

from planner.domain.portfolio import Portfolio
from planner.futures import Scenario, apply_scenario, parse_scenarios
from planner.plan.entries import Plan, PlannedMigration
from tests.sample import programme


def scenario(body: str, name: str = "s") -> Scenario:
    """The scenario of the operations written, `[[slip]]` standing for `[[scenario.s.slip]]`."""
    text = body.replace("[[", f"[[scenario.{name}.")
    return parse_scenarios(f"[scenario.{name}]\n{text}")[name]


def under(body: str) -> Portfolio:
    """The programme under a scenario with these operations."""
    return apply_scenario(programme(), scenario(body))


def plan_of(**starts: int) -> Plan:
    """A plan that starts migrations on these days, `m_dep=31` for `m-dep`."""
    return Plan(
        migrations=tuple(
            PlannedMigration(migration=id.replace("_", "-"), start_day=start) for id, start in starts.items()
        )
    )
