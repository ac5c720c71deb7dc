"""The small portfolios with exact answers: needed-until days, starts, and what correlated dates do."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan, PlannedMigration
from planner.reading import read_portfolio
from planner.risk.draws import BATCH, Batch, Days, DrawKey, Keys, Purpose
from planner.risk.execution.carrying_out import (
    carried_out,
    drawn_lengths,
    milestone_positions,
    needed_until,
    starts_of,
)
from planner.risk.execution.program import program_of
from planner.risk.uncertainty import uncertainty_of

CASES = Path(__file__).parents[1] / "cases" / "risk"
EXACT = sorted(
    path.name for path in CASES.glob("open_*") if not path.name.endswith(("correlated_dates", "partly_revealed"))
)
BATCHES = 8


def case(name: str) -> tuple[dict[str, Any], Portfolio, Plan]:
    """What is expected of a case, its portfolio, and the plan it is about."""
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    portfolio = read_portfolio(CASES / name / "portfolio")
    starts = {id: portfolio.day_of(date.fromisoformat(day)) for id, day in expected["plan"].items()}
    entries = tuple(PlannedMigration(migration=id, start_day=day) for id, day in starts.items())
    return expected, portfolio, Plan(migrations=entries)


def needed(portfolio: Portfolio, plan: Plan) -> Days:
    """The needed-until day of every contract in every draw."""
    asked = uncertainty_of(portfolio)
    program = program_of(portfolio, plan, asked)
    found = []
    for place in range(BATCHES):
        batch = Batch.of(Keys.of(asked), DrawKey(1, Purpose.EVALUATE, place))
        dates = milestone_positions(program, asked, batch)
        found.append(needed_until(program, carried_out(program, dates, drawn_lengths(program, asked, batch)).cutovers))
    return np.concatenate(found, axis=1)


@pytest.mark.parametrize("name", EXACT)
def test_a_contract_is_needed_until_the_days_worked_out(name: str) -> None:
    expected, portfolio, plan = case(name)
    days = needed(portfolio, plan)
    for place, contract in enumerate(portfolio.contracts):
        known: dict[str, float] = dict(expected["contracts"][contract.id]["needed_until"])
        counts = Counter(portfolio.date_of(int(day)).isoformat() for day in days[place])
        assert set(counts) == set(known)
        # Four standard errors of plain draws; Sobol draws are closer.
        for day, chance in known.items():
            error = 4 * (chance * (1 - chance) / (BATCH * BATCHES)) ** 0.5
            assert counts[day] / (BATCH * BATCHES) == pytest.approx(chance, abs=error)


@pytest.mark.parametrize("name", [name for name in EXACT if name.startswith(("open_08", "open_09"))])
def test_migrations_start_on_the_days_worked_out(name: str) -> None:
    expected, portfolio, plan = case(name)
    asked = uncertainty_of(portfolio)
    program = program_of(portfolio, plan, asked)
    batch = Batch.of(Keys.of(asked), DrawKey(1, Purpose.EVALUATE, 0))
    dates = milestone_positions(program, asked, batch)
    starts = starts_of(program, dates, drawn_lengths(program, asked, batch))
    first = {member.id: program.places.by_member[id][0] for id, member in program.places.member.items()}
    drawn = {tuple(sorted((id, show(portfolio, row[place])) for id, place in first.items())) for row in starts}
    assert drawn == {tuple(sorted((id, day) for id, day in entry[:-1])) for entry in expected["starts"]}


def show(portfolio: Portfolio, position: int) -> str:
    return portfolio.date_of(portfolio.axis.day(int(position))).isoformat()


def test_correlated_dates_leave_contracts_uncovered_as_often_as_the_copula_says() -> None:
    expected, portfolio, plan = case("open_11_correlated_dates")
    days = needed(portfolio, plan).astype(float)
    for place, contract in enumerate(portfolio.contracts):
        known = expected["contracts"][contract.id]
        late = np.maximum(0, days[place] - portfolio.day_of(portfolio.first_end_by_contract[contract.id]) - 1)
        draws = BATCH * BATCHES
        chance = known["uncovered_probability"]
        assert float(np.mean(late > 0)) == pytest.approx(chance, abs=4 * (chance * (1 - chance) / draws) ** 0.5)
        assert float(np.mean(late)) == pytest.approx(known["uncovered_days_mean"], abs=4 * np.std(late) / draws**0.5)
