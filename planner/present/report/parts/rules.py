"""The rule of every open option: by when, what to look at, what it would say today, and what waiting is worth."""

from __future__ import annotations

from dataclasses import dataclass

from planner.plan.sureness import OptionSureness
from planner.present.report.board.view import ReportView
from planner.present.report.parts.section import Section
from planner.present.rule_words import not_needed, rules_basis, threshold_words, told_rules
from planner.present.wording import NOT_STATED, plain_day, sentence, short_money, whole_per_cent


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """A rule as the report lists it; `text` is its whole sentence."""

    act_by: str
    option: str
    contract: str
    rule: str
    today: str
    worth: str
    waiting: str
    late: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules of a view by their acting day, and what they rest on."""

    lines: tuple[RuleLine, ...]
    basis: str


def rule_section(view: ReportView) -> Section | None:
    """None where tripwires were not asked for."""
    kept = view.case.sureness
    rules = [rule for rule in told_rules(view.case) if rule.contract in view.contracts]
    if kept is None or not rules:
        return None
    content = Rules(lines=tuple(_line(view, rule) for rule in rules), basis=rules_basis(kept))
    return Section(id="rules", title="Rules of options", template="rules.html", content=content)


def _line(view: ReportView, rule: OptionSureness) -> RuleLine:
    waiting = rule.waiting_pounds
    return RuleLine(
        act_by=plain_day(rule.acting_date),
        option=rule.option,
        contract=view.portfolio.contract_by_id[rule.contract].name,
        rule=sentence(not_needed(rule) or f"yes, {threshold_words(rule) or 'whatever comes'}"),
        today=rule.today,
        worth=short_money(rule.price_ceiling_today_pounds, view.currency),
        waiting=NOT_STATED if waiting is None else short_money(waiting, view.currency),
        late=whole_per_cent(rule.uncovered_probability),
        text=rule.sentence,
    )
