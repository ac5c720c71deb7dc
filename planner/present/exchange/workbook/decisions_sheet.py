"""The register as a sheet: every act, and what has been decided."""

from __future__ import annotations

from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
from planner.plan.register.settled import SettledAct
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
from planner.present.wording import calendar_day
from planner.reading.edits.words import DECIDED_BY, DECIDED_ON, DECISION, DECISIONS, Decision

HINT = (
    "Sort and filter as you like. Fill in the green columns, save, and give the file back: planner import workbook. "
    "What stands elsewhere is not taken."
)
SERVED = (Decision.EXERCISE, Decision.NOTICE_SERVED, Decision.STOP_SERVED)
"""Decisions that happened on a day."""


Line = Act | SettledAct
"""A row: an act that is open, or one that is decided."""


def decisions_grid(case: PlanCase, choices: Choices) -> Grid[Line]:
    """Every act in the order of the register, those that are decided last."""
    return Grid(
        name=DECISIONS,
        title="Decisions",
        hint=HINT,
        columns=_columns(case, choices),
        rows=_lines(case),
        conditions=lambda given: _colour(given, case.portfolio.policy.alert_window_days),
    )


def _lines(case: PlanCase) -> tuple[Line, ...]:
    """Each act once: one that is open again, because more is needed than was decided, stands as open."""
    lines: dict[str, Line] = {}
    every: list[Line] = [*case.acts, *case.settled]
    for line in every:
        lines.setdefault(line.id, line)
    return tuple(lines.values())


def _columns(case: PlanCase, choices: Choices) -> tuple[GridColumn[Line], ...]:
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
        taken(REGISTER, "why", 60),
        *_ruled(case),
        taken(REGISTER, "state", 10),
        own("Said so far", 26, _said),
        to_fill_in(DECISION, 16, rule=lambda act: choices.one_of(act.act.value, DECISION)),
        to_fill_in(DECIDED_ON, 17, Kind.DATE, rule=_date_rule),
        to_fill_in(DECIDED_BY, 18),
        remark(),
        helping("Check", 18, _check),
    )


def _ruled(case: PlanCase) -> tuple[GridColumn[Line], ...]:
    """What the rules of options say of the acts; nothing where nobody asked for rules."""
    if case.sureness is None or not case.sureness.options:
        return ()
    return (
        taken(REGISTER, "today_reading", 16),
        taken(REGISTER, "price_ceiling_pounds", 13),
        taken(REGISTER, "rule_says", 60),
    )


def _date_rule(act: Line) -> Rule:
    return a_date(DECIDED_ON)


def _flag(case: PlanCase, act: Line) -> object:
    found = case.flag_by_contract.get(act.contract or "")
    return found.flag if found is not None else None


def _said(act: Line) -> str | None:
    """Who decided it, when, and what was said with it."""
    day = calendar_day(act.decided_date) if act.decided_date is not None else None
    return ", ".join(filter(None, (act.decided_by, day, act.decision_note))) or None


def _check(act: Line, cell: Address) -> Live:
    """What is wrong with what has been filled in, before it is given back."""
    chosen, day, last = cell(DECISION), cell(DECIDED_ON), cell("Last day")
    served = ",".join(f'{chosen}="{word}"' for word in SERVED)
    return first_that_holds(
        (f'{chosen}&{day}=""', ""),
        (not_a_number(day), "not a date"),
        (f'{chosen}=""', "no decision"),
        (f'AND({day}="",OR({served}))', "no date"),
        (f'AND({day}<>"",{last}<>"",{day}>{last})', "after the last day"),
    )


def _colour(given: GridConditions, alert_days: int) -> None:
    given.flags("Flag")
    late, soon = given.styles.signal(LATE_FILL, "#FFFFFF"), given.styles.signal(SOON_FILL)
    given.column("Days left", {"type": "cell", "criteria": "<", "value": 0, "format": late, "stop_if_true": True})
    given.column("Days left", {"type": "cell", "criteria": "<=", "value": alert_days, "format": soon})
    given.check("Check")
