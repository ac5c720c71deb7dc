"""The register as a sheet: every act, and what has been decided."""

from __future__ import annotations

from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
from planner.present.exchange.workbook.choices import Choices, a_date
from planner.present.exchange.workbook.grid import (
    Address,
    Grid,
    GridColumn,
    GridConditions,
    Live,
    Rule,
    first_that_holds,
    helping,
    not_a_number,
    own,
    remark,
    taken,
    to_fill_in,
)
from planner.present.exchange.workbook.styles import LATE_FILL, SOON_FILL
from planner.present.tables.column import Kind
from planner.present.tables.plans.register_table import REGISTER
from planner.reading.edits.words import DECIDED_ON, DECISION, DECISIONS, Decision

HINT = (
    "Sort and filter as you like. Fill in the green columns, save, and give the file back: planner import workbook. "
    "What stands elsewhere is not taken."
)
SERVED = (Decision.EXERCISE, Decision.NOTICE_SERVED, Decision.STOP_SERVED)
"""Decisions that happened on a day."""


def decisions_grid(case: PlanCase, choices: Choices) -> Grid[Act]:
    """Every act in the order of the register."""
    return Grid(
        name=DECISIONS,
        title="Decisions",
        hint=HINT,
        columns=_columns(case, choices),
        rows=case.acts,
        conditions=lambda given: _colour(given, case.portfolio.policy.alert_window_days),
    )


def _columns(case: PlanCase, choices: Choices) -> tuple[GridColumn[Act], ...]:
    return (
        taken(REGISTER, "id", 24),
        own("Flag", 14, lambda act: _flag(case, act), Kind.FLAG),
        taken(REGISTER, "what", 46),
        taken(REGISTER, "owner", 18),
        taken(REGISTER, "acting_date", 17),
        taken(REGISTER, "last_date", 17),
        taken(REGISTER, "days_left", 8),
        taken(REGISTER, "pounds", 13),
        taken(REGISTER, "if_nobody_acts", 46),
        taken(REGISTER, "state", 10),
        taken(REGISTER, "decided_by", 18),
        taken(REGISTER, "decided_date", 17, title="Decided on, so far"),
        to_fill_in(DECISION, 16, rule=lambda act: choices.one_of(act.act.value, DECISION)),
        to_fill_in(DECIDED_ON, 17, Kind.DATE, rule=_date_rule),
        remark(),
        helping("Check", 18, _check),
    )


def _date_rule(act: Act) -> Rule:
    return a_date(DECIDED_ON)


def _flag(case: PlanCase, act: Act) -> object:
    found = case.flag_by_contract.get(act.contract or "")
    return found.flag if found is not None else None


def _check(act: Act, cell: Address) -> Live:
    """What is wrong with what has been filled in, before it is given back."""
    chosen, day, last = cell(DECISION), cell(DECIDED_ON), cell("Last day")
    served = ",".join(f'{chosen}="{word}"' for word in SERVED)
    return first_that_holds(
        (f'{chosen}&{day}=""', ""),
        (not_a_number(day), "not a date"),
        (f'{chosen}=""', "no decision"),
        (f'AND({day}="",OR({served}))', "no date"),
        (f'AND({day}<>"",{day}>{last})', "after the last day"),
    )


def _colour(given: GridConditions, alert_days: int) -> None:
    given.flags("Flag")
    late, soon = given.styles.signal(LATE_FILL, "#FFFFFF"), given.styles.signal(SOON_FILL)
    given.column("Days left", {"type": "cell", "criteria": "<", "value": 0, "format": late, "stop_if_true": True})
    given.column("Days left", {"type": "cell", "criteria": "<=", "value": alert_days, "format": soon})
    given.check("Check")
