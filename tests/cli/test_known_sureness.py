"""What sampled futures said of a plan is stored, and every command that takes the plan takes from it and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.cli.shared.stored.known_sureness import with_sureness
from planner.plan import PlanCase, read_plan, write_plan
from planner.plan.plan_file.fingerprint import risk_basis
from planner.reading import read_portfolio
from planner.store.addresses import open_store
from planner.store.risk_history import RISK, TRIPWIRES
from tests.cli.conftest import Run
from tests.sample.surenesses import sureness

PLAN = "results/plan.json"


@pytest.fixture
def stored(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a store that is not there yet."""
    monkeypatch.setenv("PLANNER_STORE", str(workplace / "runs.sqlite"))
    return str(workplace / "runs.sqlite")


def known(workplace: Path) -> PlanCase:
    portfolio = read_portfolio(workplace / "portfolio")
    return with_sureness(PlanCase(portfolio, read_plan(workplace / PLAN).plan_for(portfolio)), quiet=True)


def asked(run: Run, *options: str) -> str:
    result = run("risk", "portfolio", PLAN, "--draws", 8192, "--no-drivers", *options)
    assert result.exit_code == 0, result.stderr
    return result.stderr


def test_a_risk_is_stored_and_taken_by_the_next_command_that_says_so(run: Run, workplace: Path, stored: str) -> None:
    said = asked(run)
    (kept,) = open_store(stored).risk.runs()
    assert f"Stored as risk run {kept.id[:8]}" in said
    result = run("flags", "portfolio", "--plan", PLAN)
    assert f"How sure it is: risk run {kept.id[:8]} of " in result.stderr
    assert "(8,192 sampled futures, seed 1, no ranges" in result.stderr
    assert "How sure" not in run("flags", "portfolio", "--plan", PLAN, "--quiet").stderr
    found = known(workplace).sureness
    assert found is not None
    assert (found.seed, found.draws, found.has_risk, found.options) == (1, 8192, True, ())


def test_rules_are_stored_and_taken_with_the_risk(run: Run, workplace: Path, stored: str) -> None:
    asked(run)
    assert run("tripwires", "portfolio", PLAN, "--draws", 8192, "--seed", 7).exit_code == 0
    assert [kept.command for kept in open_store(stored).risk.runs()] == [TRIPWIRES, RISK]
    found = known(workplace).sureness
    assert found is not None
    assert (found.seed, found.rules_seed, found.has_risk) == (1, 7, True)
    said = run("register", "portfolio", "--plan", PLAN).stderr
    assert "How sure it is: risk run " in said
    assert "tripwires run " in said


def test_a_what_if_is_stored_and_not_taken(run: Run, workplace: Path, stored: str) -> None:
    asked(run, "--spread", "1.5")
    assert len(open_store(stored).risk.runs()) == 1
    assert known(workplace).sureness is None
    assert "How sure" not in run("flags", "portfolio", "--plan", PLAN).stderr


def test_nothing_is_taken_once_the_portfolio_is_another(run: Run, workplace: Path, stored: str) -> None:
    asked(run)
    table = workplace / "portfolio" / "policy.csv"
    table.write_text(table.read_text(encoding="utf-8") + "forecast_skill,0.9,,,assumed,,,\n", encoding="utf-8")
    assert known(workplace).sureness is None


def test_nothing_is_kept_where_the_store_is_switched_off(run: Run, stored: str) -> None:
    assert "Stored" not in asked(run, "--store", "none")
    assert not Path(stored).exists()


def test_looking_it_up_makes_no_store(run: Run, stored: str) -> None:
    assert run("flags", "portfolio", "--plan", PLAN).exit_code == 0
    assert not Path(stored).exists()


def test_a_store_that_cannot_be_read_is_said_and_costs_nothing(run: Run, stored: str) -> None:
    Path(stored).write_text("no database")
    result = run("flags", "portfolio", "--plan", PLAN)
    assert result.exit_code == 0
    assert "whether somebody asked how sure the plan is cannot be read" in result.stderr


def test_a_plan_file_carries_it_where_there_is_no_store(run: Run, workplace: Path) -> None:
    portfolio = read_portfolio(workplace / "portfolio")
    plan = read_plan(workplace / PLAN).plan_for(portfolio)
    write_plan(workplace / "sure.json", portfolio, plan, sureness=sureness(portfolio, plan))
    said = run("flags", "portfolio", "--plan", "sure.json").stderr
    assert "How sure it is: as kept with the plan (20,480 sampled futures, seed 1, ranges two-piece)." in said


def test_what_is_stored_goes_before_the_plan_file_and_is_completed_from_it(
    run: Run, workplace: Path, stored: str
) -> None:
    asked(run)
    portfolio = read_portfolio(workplace / "portfolio")
    plan = read_plan(workplace / PLAN).plan_for(portfolio)
    write_plan(workplace / "sure.json", portfolio, plan, sureness=sureness(portfolio, plan, rules_seed=9))
    document = read_plan(workplace / "sure.json")
    found = with_sureness(PlanCase(portfolio, plan), document, quiet=True).sureness
    assert found is not None
    assert (found.draws, found.rules_seed) == (8192, 9)


def test_the_answer_is_the_one_to_the_portfolio_of_the_command(workplace: Path) -> None:
    portfolio = read_portfolio(workplace / "portfolio")
    plan = read_plan(workplace / PLAN).plan_for(portfolio)
    other = replace(portfolio, policy=replace(portfolio.policy, warning_days=5))
    assert risk_basis(other, plan) != risk_basis(portfolio, plan)


def test_a_plan_that_is_found_again_keeps_it_in_its_file(run: Run, workplace: Path, stored: str) -> None:
    asked(run)
    result = run("plan", "portfolio", "--start", PLAN, "--out", "again")
    assert result.exit_code == 0, result.stderr
    assert "How sure it is: risk run " in result.stderr
    kept = read_plan(workplace / "again" / "plan.json").sureness
    assert kept is not None
    assert kept.draws == 8192


def test_a_risk_run_is_named_as_a_plan(run: Run, workplace: Path, stored: str) -> None:
    asked(run, "--spread", "1.5")
    (kept,) = open_store(stored).risk.runs()
    result = run("flags", "portfolio", "--plan", kept.id[:8])
    assert result.exit_code == 0, result.stderr
    said = "How sure it is: as kept with the plan (8,192 sampled futures, seed 1, no ranges, spread × 1.5"
    assert said in result.stderr
