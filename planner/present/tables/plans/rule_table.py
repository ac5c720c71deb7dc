"""The rules of the open options of a plan, one row an option, where tripwires were asked for."""

from __future__ import annotations

from planner.plan.sureness import OptionSureness
from planner.present.rule_words import not_needed, told_rules
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable

COLUMNS: tuple[Column[OptionSureness], ...] = (
    Column("option", "Option", Kind.NAME),
    Column("contract", "Contract", Kind.NAME, shown=False),
    Column("acting_date", "Act by", Kind.DATE, assumed=lambda rule: rule.assumed),
    Column("rule", "Rule", Kind.NAME),
    Column("level", "Level", Kind.NAME, spare=True),
    Column("threshold_date", "Unless off by", Kind.DATE),
    Column("flat_from_date", "Any date from", Kind.DATE, shown=False),
    Column("flat_until_date", "Any date until", Kind.DATE, shown=False),
    Column("today", "Today it says", Kind.NAME),
    Column("exercised_probability", "Exercised", Kind.WHOLE_SHARE, spare=True),
    Column("price_ceiling_today_pounds", "Worth today at most", Kind.MONEY, spare=True),
    Column("price_ceiling_on_the_day_pounds", "On the day at most", Kind.MONEY, shown=False),
    Column("right_worth_pounds", "Cost of missing it", Kind.MONEY, spare=True),
    Column("waiting_pounds", "Waiting saves", Kind.MONEY, spare=True),
    Column("waiting_error", "±", Kind.MONEY, shown=False),
    Column("uncovered_probability", "Uncovered", Kind.WHOLE_SHARE, spare=True),
    Column("tolerance_state", "Tolerance", sparse=True, spare=True),
    Column("mark", "Mark", of=not_needed, shown=False),
    Column("assumed", "Assumed", shown=False),
    Column("sentence", "What the rule says", least=40),
)
RULES = PlanTable(
    name="rules",
    title="Rules of options",
    columns=COLUMNS,
    rows=lambda case: told_rules(case),
)
