"""The scenarios of the Whitehall case: sound, different from each other, and each a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.portfolio import Portfolio
from planner.futures import apply_scenario, overlay, read_scenarios
from planner.plan.plan_file.fingerprint import fingerprint
from planner.reading import read_portfolio

FOLDER = Path(__file__).parents[2] / "data" / "whitehall"
SCENARIOS = read_scenarios(FOLDER / "scenarios.toml")


@pytest.fixture(scope="module")
def whitehall() -> Portfolio:
    return read_portfolio(FOLDER)


def test_there_are_at_least_ten() -> None:
    assert len(SCENARIOS) >= 10


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_can_be_laid_on_the_portfolio_without_a_warning(whitehall: Portfolio, name: str) -> None:
    laid = overlay(whitehall, SCENARIOS[name])
    assert laid.warnings == ()
    assert laid.changes


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_has_a_title_and_a_question(name: str) -> None:
    assert SCENARIOS[name].title != name
    assert (SCENARIOS[name].question or "").endswith((".", "?"))


def test_no_two_scenarios_are_the_same(whitehall: Portfolio) -> None:
    prints = {name: fingerprint(apply_scenario(whitehall, scenario)) for name, scenario in SCENARIOS.items()}
    assert len({*prints.values(), fingerprint(whitehall)}) == len(SCENARIOS) + 1


def test_a_year_more_for_matrix_moves_no_other_cluster(whitehall: Portfolio) -> None:
    changes = overlay(whitehall, SCENARIOS["matrix-late"]).changes
    assert {change.record.split("-")[0] for change in changes} == {"MTX"}


def test_who_never_joins_is_who_has_not_decided(whitehall: Portfolio) -> None:
    changes = overlay(whitehall, SCENARIOS["hmt-dfe-never-join"]).changes
    assert {change.record for change in changes} == {"HMT", "DFE"}
    assert {change.before for change in changes} == {"undecided"}
