"""A plan as a page of Markdown that people read: the answer, departments, register, flags, migrations, costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planner.plan.plan_case import PlanCase
from planner.present.report.assumptions import assumptions_line
from planner.present.report.if_nobody_acts import if_nobody_acts_sentence
from planner.present.report.proof import status_sentence
from planner.present.rule_words import rules_basis, sure_line
from planner.present.tables.cells import shown_text
from planner.present.tables.column import FIGURES
from planner.present.tables.plans.flag_table import flag_counts
from planner.present.tables.plans.plan_table import PlanTable
from planner.present.tables.plans.plan_tables import TABLES
from planner.present.tables.plans.rule_table import RULES
from planner.present.tables.plans.term_table import TERMS, TOTAL
from planner.present.wording import calendar_day, counted, money, per_cent, printable
from planner.writing.marks import PROGRAM

MARK = f"<!-- {PROGRAM} -->"
SHOWN = ("register", "departments", "flags", "migrations")
SHOWN_OF_A_RISK = ("rules", "sureness")
"""Tables that stand there where they have rows."""
MEANS_SOMETHING = re.compile(r"[\\`*_{}\[\]<>#+!|~@&$^]|(?<=:)//|(?<=www)\.", re.IGNORECASE)
"""What Markdown reads as more than text, and what makes a link of a text."""


def export_markdown(case: PlanCase) -> str:
    """The whole page."""
    return "\n\n".join([MARK, *_blocks(case)]) + "\n"


def _blocks(case: PlanCase) -> Iterator[str]:
    portfolio = case.portfolio
    if portfolio.marking:
        yield f"**{escaped(portfolio.marking)}**"
    yield f"# {escaped(portfolio.name)}"
    size = f"{counted(len(portfolio.contracts), 'contract')}, {counted(len(portfolio.migrations), 'migration')}"
    yield f"Planned as of {calendar_day(portfolio.status_date)}: {size}. {escaped(assumptions_line(portfolio))}"
    yield from _answer(case)
    for name in (*SHOWN, *SHOWN_OF_A_RISK):
        found = TABLES[name].rows(case)
        if found or name in SHOWN:
            yield f"## {TABLES[name].title}"
            if name == RULES.name and case.sureness is not None:
                yield f"Rests on {escaped(rules_basis(case.sureness))}."
            yield table_markdown(TABLES[name], case, [*found])
    yield "## Cost by term"
    yield table_markdown(TERMS, case, [*case.terms.items(), (TOTAL, case.pounds)])


def _answer(case: PlanCase) -> Iterator[str]:
    yield "## The answer"
    currency, outcome = case.portfolio.currency, case.outcome
    lines = [f"Cost: {money(case.pounds, currency)}"]
    if outcome is not None:
        bound = money(outcome.bound_pounds, currency) if outcome.bound_pounds is not None else "nothing proved yet"
        lines += [f"Bound: {bound}", f"Gap: {per_cent(outcome.gap)}", f"Status: {status_sentence(outcome)}"]
    lines += [if_nobody_acts_sentence(case)]
    late = sum(act.late for act in case.acts)
    lines += [f"Contracts: {flag_counts(case.flags) or 'none'}"]
    lines += [f"Acts: {len(case.acts)}" + (f", {late} of them late" if late else "")]
    lines += [f"How sure: {sure_line(case)}"]
    yield "\n".join(f"- {escaped(line)}" for line in lines)


def table_markdown(table: PlanTable[Any], case: PlanCase, rows: list[Any] | None = None) -> str:
    """The columns that people read, with the words of a terminal; a sentence where there is no row."""
    found = table.of(case, rows)
    if not found.rows:
        return "Nothing to show."
    columns = [column for column in found.columns if column.is_shown(found.rows)]
    head = _line(escaped(column.title) for column in columns)
    rule = _line("--:" if column.kind in FIGURES else "---" for column in columns)
    cells = (_line(escaped(shown_text(column, row, found.currency)) for column in columns) for row in found.rows)
    return "\n".join([head, rule, *cells])


def _line(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    line = " ".join(printable(text).split())
    return MEANS_SOMETHING.sub(lambda found: "".join(f"\\{char}" for char in found[0]), line)
