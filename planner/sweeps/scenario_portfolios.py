"""The portfolios of a sweep: one as it is, and under each scenario of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.domain.findings import Finding
from planner.domain.portfolio import Portfolio
from planner.errors import InputError, SweepError
from planner.reading.cells.nearest import nearest_name
from planner.reading.overlay.applying import apply_scenario
from planner.reading.overlay.scenario import Scenario, stacked
from planner.reading.overlay.scenario_file import read_scenarios

AS_IT_IS = "as it is"
"""Name of the portfolio without a scenario."""


def scenario_portfolios(
    portfolio: Portfolio, scenario_file: Path | None = None, chosen: Sequence[str] = ()
) -> dict[str, Portfolio]:
    """Portfolios by name of the scenario.

    Without a file it is the portfolio alone, under an empty name. `chosen` names scenarios, `a+b` both in a stack; without
    it, it is every scenario of the file, after the portfolio as it is. Raises SweepError for an unknown name, InputError
    with the findings of all scenarios.
    """
    if scenario_file is None:
        if chosen:
            raise SweepError(f"scenario {chosen[0]!r} is named, but no file of scenarios")
        return {"": portfolio}
    known = read_scenarios(scenario_file)
    if chosen:
        return _all_applied(portfolio, {name: _scenario(known, name) for name in chosen})
    return {AS_IT_IS: portfolio, **_all_applied(portfolio, known)}


def _scenario(known: Mapping[str, Scenario], name: str) -> Scenario:
    parts = name.split("+")
    for part in parts:
        if part not in known:
            meant = nearest_name(part, known)
            raise SweepError(f"there is no scenario {part!r}" + (f"; did you mean {meant!r}?" if meant else ""))
    return stacked(known[part] for part in parts)


def _all_applied(portfolio: Portfolio, scenarios: Mapping[str, Scenario]) -> dict[str, Portfolio]:
    """Tries every scenario before it raises the findings of all."""
    portfolios: dict[str, Portfolio] = {}
    findings: list[Finding] = []
    for name, scenario in scenarios.items():
        try:
            portfolios[name] = apply_scenario(portfolio, scenario)
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(list(dict.fromkeys(findings)))
    return portfolios
