"""On fresh draws: who knows more pays no more, waiting is never shown to lose, and no right has a negative worth."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from planner.present.tables.risk.tripwire_table import tripwire_table
from planner.present.tables.table import csv_text
from planner.risk.tripwires.rules import Kind
from planner.risk.tripwires.study import tripwires_of
from planner.risk.uncertainty import uncertainty_of
from tests.depth import by_day
from tests.risk.laws.drawn_risks import DRAWS, drawn, rules

SEEDS = by_day(range(20), 10)
STUDENT = 2.365
"""Half of a 95 % interval of eight batches is so many standard errors."""


@pytest.mark.parametrize("seed", SEEDS)
def test_on_fresh_draws_the_three_answers_stand_in_order(seed: int) -> None:
    found = rules(seed)
    for saved in (found.waiting, found.information):
        assert saved.value >= -3 * saved.half_width / STUDENT - 1e-6
    assert found.waiting.value == pytest.approx(found.commit_now.value - found.tripwires.value)
    assert found.information.value == pytest.approx(found.tripwires.value - found.clairvoyant.value)


@pytest.mark.parametrize("seed", SEEDS)
def test_waiting_is_worth_something_in_every_row_or_nothing_is_shown(seed: int) -> None:
    portfolio, _ = drawn(seed)
    rows = csv.DictReader(StringIO(csv_text(tripwire_table(portfolio, rules(seed)))))
    for row in rows:
        assert row["waiting_worth_pounds"] == "" or int(row["waiting_worth_pounds"]) > 0
        assert int(row["right_worth_pounds"]) >= 0


def test_a_right_that_is_never_used_is_worth_nothing() -> None:
    """An option whose rule is never can still be had with one after it, whose day comes first; then it has a worth."""
    rows = [row for seed in SEEDS for row in rules(seed).options]
    unused = [row for row in rows if row.rule.kind is Kind.NEVER and row.exercised.value == 0]
    assert unused
    assert all(row.right_worth.low <= 0.5 for row in unused)


def test_with_no_spread_and_suppliers_who_agree_the_three_answers_cost_the_same() -> None:
    for seed in SEEDS[:2]:
        portfolio, plan = drawn(seed)
        found = tripwires_of(portfolio, plan, draws=DRAWS, uncertainty=uncertainty_of(portfolio, spread=0.0))
        assert found.commit_now.value == pytest.approx(found.tripwires.value)
        assert found.tripwires.value == pytest.approx(found.clairvoyant.value)
