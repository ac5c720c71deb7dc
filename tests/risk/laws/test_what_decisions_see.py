"""Decisions see what is known on their day: the future drawn again beyond it changes none, and all known leaves no gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from planner.risk.draws import Purpose
from planner.risk.execution.program import program_of
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.known import UNKNOWN, Future
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.tripwires.reading_ahead import CarriedBatch
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.rules import Kind
from planner.risk.tripwires.study import tripwires_of
from planner.risk.uncertainty import uncertainty_of
from tests.depth import by_day
from tests.risk.laws.drawn_risks import DRAWS, drawn, rules
from tests.risk.test_cases import case

SEEDS = by_day(range(10), 5)
TRIES = 12
"""How often a future is drawn again until it agrees with what is known, in as many draws as possible."""


@pytest.mark.parametrize("seed", SEEDS)
def test_no_decision_changes_where_the_future_is_drawn_again_beyond_its_day(seed: int) -> None:
    portfolio, plan = drawn(seed)
    uncertain = uncertainty_of(portfolio)
    program = program_of(portfolio, plan, uncertain)
    asked = AskedPlan(portfolio, uncertain, program, open_chains(portfolio, program, uncertain), seed=1)
    before, found = asked.batch(Purpose.SELECT, 0), rules(seed)
    others = [asked.batch(Purpose.SELECT, place + 1).future for place in range(TRIES)]
    changed = 0
    for day in sorted({row.acting_day for row in found.options if row.rule.kind is Kind.DATE}):
        again = drawn_again(before.future, others, day)
        changed += int(np.sum(again.own_days != before.future.own_days))
        changed += int(np.sum(again.lengths != before.future.lengths))
        after = CarriedBatch.carried(again)
        assert decisions(found, asked, before, day) == decisions(found, asked, after, day)
    assert changed > 0 or not any(row.rule.kind is Kind.DATE for row in found.options)


def drawn_again(future: Future, others: Sequence[Future], day: int) -> Future:
    """The future with dates, events and lengths that are not known at the end of a day drawn again, column by column.

    A date is drawn later than the warning reaches, and what an event does keeps its day of being known.
    """
    known = future.known(day)
    own, lengths, late = future.own_days.copy(), future.lengths.copy(), future.event_days.copy()
    warning = np.array([date.warning_days for date in future.uncertainty.dates])
    for other in others:
        new = (known.dates == UNKNOWN) & (other.own_days > day + warning) & (own == future.own_days)
        own = np.where(new, other.own_days, own)
        longer = other.lengths > np.maximum(known.running, -1)
        lengths = np.where((known.ended == UNKNOWN) & longer, other.lengths, lengths)
        late = np.where(known.events == UNKNOWN, other.event_days, late)
    walk = {at: rows if at <= day else others[0].walk[at] for at, rows in future.walk.items()}
    return replace(future, own_days=own, lengths=lengths.astype(np.int32), event_days=late, walk=walk)


def decisions(found: Tripwires, asked: AskedPlan, batch: CarriedBatch, day: int) -> list[bytes]:
    """What every rule with a date says in each draw, of those whose acting day has come."""
    rows = [row for row in found.options if row.rule.kind is Kind.DATE and row.acting_day <= day]
    place = {chain.id: chain.place for chain in asked.chains}
    questions = {(row.acting_day, row.rule.level): {place[row.contract]} for row in rows}
    for row in rows:
        questions[row.acting_day, row.rule.level] |= {place[row.contract]}
    seen = batch.seen(questions)
    return [(seen[row.acting_day, row.rule.level][place[row.contract]] > row.rule.threshold).tobytes() for row in rows]


def test_a_single_option_is_decided_as_with_hindsight_where_all_dates_are_announced() -> None:
    """The warning reaches beyond the horizon, and no event is unknown: then nothing is left to know."""
    _, portfolio, plan = case("open_12_partly_revealed")
    warned = replace(portfolio, policy=replace(portfolio.policy, warning_days=3000, forecast_skill=0.0))
    found = tripwires_of(warned, plan, draws=DRAWS)
    assert found.information.value == pytest.approx(0.0, abs=1.0)
    assert found.waiting.value > 0


def test_better_forecasts_never_cost_more_and_no_forecast_is_the_least_that_can_be_known() -> None:
    _, portfolio, plan = case("open_12_partly_revealed")
    costs = []
    for skill in (0.0, 0.5, 0.9):
        policy = replace(portfolio.policy, forecast_skill=skill)
        costs.append(tripwires_of(replace(portfolio, policy=policy), plan, draws=DRAWS).tripwires.value)
    assert costs == sorted(costs, reverse=True)
