"""Tolerances, one row for each contract or for contracts that share one; and the answers, one row each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table
from planner.present.wording import long_day
from planner.risk.intervals import Estimate
from planner.risk.tolerances.records import AnswerFigures, Tolerance
from planner.risk.tolerances.relief import Relief
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.rules import LEVEL_NAMES, Rule
from planner.risk.tripwires.rules import Kind as RuleKind


def tolerance_table(portfolio: Portfolio, found: Tripwires) -> Table[Tolerance]:
    """One row a tolerance."""
    return Table(
        columns=(*_columns(portfolio), family_column(found.family)),
        rows=found.tolerances,
        currency=portfolio.currency,
        marking=portfolio.marking,
    )


def _columns(portfolio: Portfolio) -> tuple[Column[Tolerance], ...]:
    def first(value: Callable[[Relief], object]) -> Callable[[Tolerance], object]:
        return lambda row: value(row.reliefs[0]) if row.reliefs else None

    def day(value: Callable[[Relief], int]) -> Callable[[Relief], date]:
        return lambda relief: portfolio.date_of(value(relief))

    return (
        Column("name", "For"),
        Column("scope", "Scope", Kind.NAME, of=lambda row: row.scope.value, shown=False),
        Column("contracts", "Contracts", of=lambda row: ", ".join(row.contracts), shown=False),
        Column("tolerated_probability", "Tolerated", Kind.WHOLE_SHARE, of=lambda row: row.tolerated),
        Column("state", "State", Kind.NAME, of=lambda row: row.state.value),
        Column("any_uncovered_probability", "Uncovered", Kind.WHOLE_SHARE, of=lambda row: row.chance.value),
        Column("any_uncovered_plus_minus", "±", Kind.SHARE, of=lambda row: row.chance.half_width),
        Column("least_probability", "At least", Kind.WHOLE_SHARE, of=lambda row: row.least.value),
        Column("least_plus_minus", "±", Kind.SHARE, of=lambda row: row.least.half_width, shown=False),
        Column("binding", "Binds the rules", Kind.NAME, shown=False),
        Column("keeping_rules", "Kept by", of=lambda row: _rules(portfolio, row) or None, sparse=True),
        Column("kept_probability", "Then", Kind.WHOLE_SHARE, of=lambda row: _value(row.keeps), sparse=True),
        Column("dearer_pounds", "Costs more", Kind.MONEY, of=lambda row: _pounds(row.dearer), sparse=True),
        Column("dearer_plus_minus", "±", Kind.MONEY, of=lambda row: _half(row.dearer), sparse=True),
        Column("helps_contract", "Would help", Kind.NAME, of=first(lambda relief: relief.contract), sparse=True),
        Column(
            "days_earlier", "Off earlier by", Kind.NUMBER, of=first(lambda relief: relief.days_earlier), sparse=True
        ),
        Column(
            "bridge_from_date",
            "Bridge from",
            Kind.DATE,
            of=first(day(lambda relief: relief.bridge_from_day)),
            sparse=True,
        ),
        Column(
            "bridge_by_date", "Begun by", Kind.DATE, of=first(day(lambda relief: relief.bridge_by_day)), sparse=True
        ),
    )


def _rules(portfolio: Portfolio, row: Tolerance) -> str:
    return ", ".join(f"{option} {_rule(portfolio, rule)}" for option, rule in row.keeping.items())


def _rule(portfolio: Portfolio, rule: Rule) -> str:
    if rule.kind is not RuleKind.DATE:
        return rule.kind.value
    return f"unless off by {long_day(portfolio.date_of(rule.threshold))} at {LEVEL_NAMES[rule.level]}"


def _value(figure: Estimate | None) -> float | None:
    return None if figure is None else figure.value


def _pounds(figure: Estimate | None) -> int | None:
    return None if figure is None else round(figure.value)


def _half(figure: Estimate | None) -> int | None:
    return None if figure is None else round(figure.half_width)


def answer_table(portfolio: Portfolio, found: Tripwires) -> Table[AnswerFigures]:
    """One row an answer: in the mean, and where it is dear."""

    def pounds(name: str, title: str, figure: Callable[[AnswerFigures], Estimate]) -> tuple[Column[AnswerFigures], ...]:
        return (
            Column(f"{name}_pounds", title, Kind.MONEY, of=lambda row: round(figure(row).value)),
            Column(f"{name}_plus_minus", "±", Kind.MONEY, of=lambda row: round(figure(row).half_width)),
        )

    level = found.goal.tail_level
    return Table(
        columns=(
            Column("answer", "Answer"),
            *pounds("mean", "In the mean", lambda row: row.mean),
            *pounds("p50", "P50", lambda row: row.p50),
            *pounds("p80", "P80", lambda row: row.p80),
            *pounds("p95", "P95", lambda row: row.p95),
            Column("cvar_level", "Level", Kind.SHARE, of=lambda row: level, shown=False),
            *pounds("cvar", f"Worst {1.0 - level:.0%}".replace("%", " %"), lambda row: row.tail),
            Column("extensions_pounds", "Extensions", Kind.MONEY, of=lambda row: _whole(row.extensions_pounds)),
            Column("exposure_pounds", "Exposure", Kind.MONEY, of=lambda row: _whole(row.exposure_pounds)),
            Column("uncovered_contracts", "Uncovered contracts", Kind.NUMBER, of=lambda row: row.uncovered_contracts),
            family_column(found.family),
        ),
        rows=found.answers,
        currency=portfolio.currency,
        marking=portfolio.marking,
    )


def _whole(pounds: float | None) -> int | None:
    return None if pounds is None else round(pounds)
