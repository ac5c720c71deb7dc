"""The answer of a plan on one screen: how good it is, what to do first, what it costs, who is in trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from planner.plan.flagging.records import Flag
from planner.present.report.assumptions import assumptions_line
from planner.present.report.if_nobody_acts import if_nobody_acts_figures, if_nobody_acts_sentence
from planner.present.report.proof import proof_text, solved_outcome
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.cluster_table import CLUSTERS
from planner.present.tables.plans.department_table import DEPARTMENTS
from planner.present.tables.plans.flag_table import FLAGS, FlagRow, flag_counts, flag_rows
from planner.present.tables.plans.register_table import REGISTER
from planner.present.tables.plans.term_table import TERMS, TOTAL
from planner.present.tables.table import Table, plain_rows, table_text
from planner.present.wording import calendar_day, counted, marked, printable

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.plan.plan_case import PlanCase

ACTS_SHOWN = 10
TROUBLE_SHOWN = 10
Figure = tuple[str, object]

FIGURES: tuple[Column[Figure], ...] = (
    Column("figure", "Figure", of=lambda row: row[0]),
    Column("value", "Value", of=lambda row: row[1]),
)
TROUBLE: tuple[Column[FlagRow], ...] = (
    Column("flag", "Flag", Kind.FLAG, lambda row: row.flag.flag),
    Column("contract", "Contract", Kind.NAME, lambda row: row.contract.id),
    Column("reason", "Why", of=lambda row: row.flag.reason, least=30),
    Column("action", "What to do", of=lambda row: str(row.flag.action), least=30, spare=True),
)


def answer_text(case: PlanCase) -> str:
    """The headline for a terminal."""
    return marked("\n\n".join(_paragraphs(case)), case.portfolio.marking)


def answer_as_json(case: PlanCase) -> dict[str, object]:
    """The headline and the whole register, as plain values."""
    outcome = solved_outcome(case)
    return {
        "portfolio": case.portfolio.name,
        "status_date": case.portfolio.status_date,
        "currency": case.portfolio.currency,
        "marking": case.portfolio.marking,
        **{
            name: getattr(outcome, name)
            for name in ("status", "objective_pounds", "bound_pounds", "gap", "wished_gap", "seconds", "interrupted")
        },
        "terms": case.terms,
        "if_nobody_acts": if_nobody_acts_figures(case),
        "departments": plain_rows(DEPARTMENTS.of(case)),
        "contracts": plain_rows(FLAGS.of(case)),
        "register": plain_rows(REGISTER.of(case)),
    }


def figures_table(case: PlanCase) -> Table[Figure]:
    """Name and value of every figure of the headline, one a row."""
    outcome = solved_outcome(case)
    figures: dict[str, object] = {
        "status": outcome.status,
        "objective_pounds": outcome.objective_pounds,
        "bound_pounds": outcome.bound_pounds,
        "gap": outcome.gap,
        "wished_gap": outcome.wished_gap,
        "seconds": round(outcome.seconds, 3),
        **{f"{term.value.replace(' ', '_')}_pounds": pounds for term, pounds in case.terms.items()},
        **{f"if_nobody_acts_{name}": amount for name, amount in if_nobody_acts_figures(case).items()},
    }
    return Table(columns=FIGURES, rows=list(figures.items()), marking=case.portfolio.marking)


def _paragraphs(case: PlanCase) -> Iterator[str]:
    yield _title(case.portfolio)
    yield proof_text(case)
    yield if_nobody_acts_sentence(case)
    yield _acts_text(case)
    yield f"{_heading('Cost by term')}\n\n{_terms_text(case)}"
    yield f"{_heading('Who moves when')}\n\n{table_text(CLUSTERS.of(case))}"
    yield f"{_heading('Departments, the gravest flag first')}\n\n{_departments_text(case)}"
    if trouble := [row for row in flag_rows(case) if row.flag.flag.gravity >= Flag.EXPOSED.gravity]:
        yield f"{_heading('Uncovered for a time, or without a way off')}\n\n{_trouble_text(case, trouble)}"
    yield assumptions_line(case.portfolio)


def _heading(text: str) -> str:
    return click.style(text, bold=True)


def _title(portfolio: Portfolio) -> str:
    size = f"{counted(len(portfolio.contracts), 'contract')}, {counted(len(portfolio.migrations), 'migration')}"
    return f"{_heading(printable(portfolio.name))}, planned as of {calendar_day(portfolio.status_date)}: {size}"


def _acts_text(case: PlanCase) -> str:
    if not case.acts:
        return "No act is due: the plan needs no further extension, bridge or answer."
    text = f"{_heading('Act first')}\n\n{table_text(REGISTER.of(case, case.acts[:ACTS_SHOWN]))}"
    rest = len(case.acts) - ACTS_SHOWN
    return text if rest <= 0 else f"{text}\n\nand {counted(rest, 'act')} more, in `planner register`"


def _terms_text(case: PlanCase) -> str:
    return table_text(TERMS.of(case, [*case.terms.items(), (TOTAL, case.pounds)]))


def _departments_text(case: PlanCase) -> str:
    shared = "A contract that several departments share counts in each of them."
    return f"{table_text(DEPARTMENTS.of(case))}\n\nAll contracts: {flag_counts(case.flags)}. {shared}"


def _trouble_text(case: PlanCase, trouble: Sequence[FlagRow]) -> str:
    text = table_text(
        Table(
            columns=TROUBLE,
            rows=trouble[:TROUBLE_SHOWN],
            currency=case.portfolio.currency,
            marking=case.portfolio.marking,
        )
    )
    rest = len(trouble) - TROUBLE_SHOWN
    return text if rest <= 0 else f"{text}\n\nand {counted(rest, 'contract')} more, in `planner flags`"
