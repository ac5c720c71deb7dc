"""The register of a plan: every dated act, late ones first, then by the day to act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.plan.register.records import Act, Consequence, OptionDetail
from planner.plan.register.settled import SettledAct
from planner.plan.sureness import OptionSureness
from planner.present.rule_words import rule_text
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable

Line = Act | SettledAct
"""A line of the register: an act that somebody has to take, or one that is decided."""


def _of_option(get: Callable[[OptionDetail], object]) -> Callable[[Line], object]:
    """What is known of the option an act is about; None where it is about none."""
    return lambda act: None if act.option is None else get(act.option)


def _of_rule(get: Callable[[OptionSureness], object]) -> Callable[[Line], object]:
    """What the rule of an act says; None where it has none."""
    return lambda act: None if act.rule is None else get(act.rule)


def _otherwise(get: Callable[[Consequence], object]) -> Callable[[Line], object]:
    """The consequence if nobody decides on the option of an act."""
    return _of_option(lambda option: get(option.consequence))


COLUMNS: tuple[Column[Line], ...] = (
    Column("act", "Kind", Kind.NAME, shown=False),
    Column("subject", "About", Kind.NAME, shown=False),
    Column("id", "Act", Kind.NAME),
    Column("contract", "Contract", Kind.NAME, shown=False),
    Column("acting_date", "Act by", Kind.DATE, assumed=lambda act: act.assumed),
    Column("last_date", "Last day", Kind.DATE, spare=True, assumed=lambda act: act.assumed),
    Column("earliest_date", "Notice not before", Kind.DATE, sparse=True),
    Column("notice_last_date", "Notice by", Kind.DATE, spare=True, assumed=lambda act: act.assumed),
    Column("notice_acting_date", "Act on notice by", Kind.DATE, shown=False, assumed=lambda act: act.assumed),
    Column("days_left", "Days left", Kind.NUMBER),
    Column("late", "Late", shown=False),
    Column("what", "What", spare=True, least=24),
    Column("owner", "Who", least=10),
    Column("pounds", "Price", Kind.MONEY),
    Column("if_nobody_acts", "If nobody acts", spare=True, least=24),
    Column("why", "Why", shown=False),
    Column("rule", "Rule", Kind.NAME, _of_rule(lambda rule: rule.rule), shown=False),
    Column("today_reading", "Today the rule says", of=_of_rule(lambda rule: rule.today), sparse=True, spare=True),
    Column(
        "price_ceiling_pounds",
        "Worth at most",
        Kind.MONEY,
        _of_rule(lambda rule: rule.price_ceiling_today_pounds),
        sparse=True,
        spare=True,
    ),
    Column("rule_says", "What the rule says", of=lambda act: rule_text(act.rule), sparse=True, spare=True, least=24),
    Column("state", "State", spare=True),
    Column("decided_by", "Decided by", sparse=True),
    Column("decided_date", "On", Kind.DATE, sparse=True),
    Column("decision_note", "Note", sparse=True, spare=True),
    Column("basis", "Basis", shown=False),
    Column("assumed", "Assumed", spare=True),
    Column("kind", "Kind of option", of=_of_option(lambda option: option.kind), shown=False),
    Column("supplier", "Supplier", of=_of_option(lambda option: option.supplier), shown=False),
    Column(
        "full_price_pounds", "Full price", Kind.MONEY, _of_option(lambda option: option.full_price_pounds), shown=False
    ),
    Column(
        "covers_from_date", "Covers from", Kind.DATE, _of_option(lambda option: option.covers_from_date), shown=False
    ),
    Column(
        "covers_until_date", "Covers until", Kind.DATE, _of_option(lambda option: option.covers_until_date), shown=False
    ),
    Column(
        "uncovered_days", "Else uncovered, days", Kind.NUMBER, _otherwise(lambda then: then.uncovered_days), shown=False
    ),
    Column("exposure_pounds", "Else exposure", Kind.MONEY, _otherwise(lambda then: then.exposure_pounds), shown=False),
    Column("options_lost", "Else lost", of=_otherwise(lambda then: then.options_lost), shown=False),
    Column(
        "agreement_probability",
        "Supplier agrees",
        Kind.WHOLE_SHARE,
        _of_option(lambda option: option.agreement_probability),
        shown=False,
    ),
    Column("headroom", "Headroom", of=_of_option(lambda option: option.headroom), shown=False),
    Column("undecided", "Undecided", shown=False),
    Column("derivation", "How the day comes about", shown=False),
)
REGISTER: PlanTable[Any] = PlanTable(
    name="register", title="Register", columns=COLUMNS, rows=lambda case: [*case.acts, *case.settled]
)
