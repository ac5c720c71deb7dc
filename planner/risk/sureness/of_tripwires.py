"""How sure a plan is, from the rules of its options."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from planner.domain.uncertain.held_still import held_still
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.fingerprint import risk_basis
from planner.plan.sureness import OptionSureness, Sureness
from planner.risk.draws import LEAST_BATCHES, Batch, Days, DrawKey, Keys, Purpose
from planner.risk.execution.milestones import MilestoneNet, days_of
from planner.risk.sureness.promised_dates import families, named_still, promised_dates
from planner.risk.tripwires.records import Tripwire, Tripwires
from planner.risk.tripwires.rules import LEVEL_NAMES, Kind
from planner.risk.uncertainty import Uncertainty


def sureness_of_tripwires(
    case: PlanCase, found: Tripwires, uncertainty: Uncertainty, sentences: Sequence[str]
) -> Sureness:
    """What is kept of tripwires. `sentences`: one for each option, in their order."""
    still, net = held_still(case.portfolio), MilestoneNet.of(case.portfolio, uncertainty)
    days = _milestone_days(case, uncertainty, net, found.seed)
    return Sureness(
        status_date=case.portfolio.status_date,
        seed=found.seed,
        draws=found.draws,
        family=families(uncertainty),
        spread=uncertainty.spread,
        held_still=named_still(still.milestones, still.phases),
        milestones=tuple(promised_dates(case.portfolio, uncertainty, net, lambda place: days[:, place])),
        options=tuple(_option(case, row, text) for row, text in zip(found.options, sentences, strict=True)),
        rules_seed=found.seed,
        rules_draws=found.draws,
        basis=risk_basis(case.portfolio, case.plan),
    )


def _milestone_days(case: PlanCase, uncertainty: Uncertainty, net: MilestoneNet, seed: int) -> Days:
    """The days of all milestones in the first batches that the rules were measured on: a row for each draw."""
    keys = Keys.of(uncertainty)
    batches = (Batch.of(keys, DrawKey(seed, Purpose.EVALUATE, place)) for place in range(LEAST_BATCHES))
    positions = np.concatenate([net.positions(batch.own_days(uncertainty)) for batch in batches])
    return days_of(case.portfolio.axis, positions)


def _option(case: PlanCase, row: Tripwire, sentence: str) -> OptionSureness:
    rule, date_of = row.rule, case.portfolio.date_of
    dated = rule.kind is Kind.DATE

    def if_dated(day: int) -> date | None:
        return date_of(day) if dated else None

    ceiling = row.price_ceiling_on_the_day_pounds
    return OptionSureness(
        option=row.option,
        contract=row.contract,
        acting_date=date_of(row.acting_day),
        rule=rule.kind.value,
        level=LEVEL_NAMES[rule.level] if dated else None,
        threshold_date=if_dated(rule.threshold),
        flat_from_date=if_dated(rule.flat_from),
        flat_until_date=if_dated(rule.flat_until),
        exercised_probability=row.exercised.value,
        price_ceiling_today_pounds=round(row.price_ceiling_today_pounds),
        price_ceiling_on_the_day_pounds=None if ceiling is None else round(ceiling),
        right_worth_pounds=max(0, round(row.right_worth.value)),
        waiting_pounds=round(row.waiting.value) if row.waiting.low > 0 else None,
        waiting_error=round(row.waiting.half_width),
        uncovered_probability=row.uncovered.value,
        today=row.today.value,
        sentence=sentence,
    )
