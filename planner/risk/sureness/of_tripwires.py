"""How sure a plan is, from the rules of its options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np

from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.fingerprint import risk_basis
from planner.plan.sureness import OptionSureness, Sureness
from planner.risk.assumptions import Assumptions, still_in
from planner.risk.draws import LEAST_BATCHES, Batch, Days, DrawKey, Keys, Purpose
from planner.risk.execution.milestones import MilestoneNet, days_of
from planner.risk.sureness.promised_dates import families, named_still, promised_dates
from planner.risk.tolerances.goal import Goal, Scope
from planner.risk.tripwires.records import Tripwire, Tripwires
from planner.risk.tripwires.rules import LEVEL_NAMES, Kind
from planner.risk.uncertainty import Uncertainty

SCOPES: Mapping[Scope, str] = MappingProxyType(
    {
        Scope.CONTRACT: "each contract",
        Scope.DEPARTMENT: "each department",
        Scope.ALL: "all contracts together",
    }
)
"""For whom a tolerance was asked."""


def sureness_of_tripwires(
    case: PlanCase, found: Tripwires, sentences: Sequence[str], assumptions: Assumptions | None = None
) -> Sureness:
    """What is kept of tripwires. `sentences`: one for each option, in their order. `assumptions`: those they rest on."""
    assumed = assumptions or Assumptions()
    uncertainty = assumed.uncertainty(case.portfolio)
    still, net = still_in(case.portfolio, uncertainty), MilestoneNet.of(case.portfolio, uncertainty)
    days = _milestone_days(case, uncertainty, net, found.seed)
    return Sureness(
        status_date=case.portfolio.status_date,
        seed=found.seed,
        draws=found.draws,
        family=families(uncertainty),
        spread=assumed.spread,
        outside_view=assumed.outside_view,
        own_ranges=assumed.range is None,
        early_start=assumed.as_early_as_possible,
        held_still=named_still(still.milestones, still.phases),
        milestones=tuple(promised_dates(case.portfolio, uncertainty, net, lambda place: days[:, place])),
        options=tuple(_option(case, found, row, text) for row, text in zip(found.options, sentences, strict=True)),
        rules_seed=found.seed,
        rules_draws=found.draws,
        rules_goal=goal_words(found.goal),
        basis=risk_basis(case.portfolio, case.plan),
    )


def _milestone_days(case: PlanCase, uncertainty: Uncertainty, net: MilestoneNet, seed: int) -> Days:
    """The days of all milestones in the first batches that the rules were measured on: a row for each draw."""
    keys = Keys.of(uncertainty)
    batches = (Batch.of(keys, DrawKey(seed, Purpose.EVALUATE, place)) for place in range(LEAST_BATCHES))
    positions = np.concatenate([net.positions(batch.own_days(uncertainty)) for batch in batches])
    return days_of(case.portfolio.axis, positions)


def goal_words(goal: Goal) -> str | None:
    """What the rules were asked besides costing little, for instance `tolerance 10 % for each contract`; None: nothing."""
    words = []
    if goal.tolerance is not None:
        words.append(f"tolerance {100 * goal.tolerance:g} % for {SCOPES[goal.scope]}")
    if goal.level is not None:
        words.append(f"least mean of the worst {100 * (1 - goal.level):g} %")
    return ", ".join(words) or None


def _option(case: PlanCase, found: Tripwires, row: Tripwire, sentence: str) -> OptionSureness:
    rule, date_of = row.rule, case.portfolio.date_of
    dated = rule.kind is Kind.DATE

    def if_dated(day: int) -> date | None:
        return date_of(day) if dated else None

    ceiling, state = row.price_ceiling_on_the_day_pounds, found.tolerance_state(row.contract)
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
        tolerance_state=None if state is None else state.value,
        assumed=row.assumed,
    )
