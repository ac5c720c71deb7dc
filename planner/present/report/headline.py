"""The answer of a plan on one screen: how good it is, what it costs, who is in trouble, what to decide first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from planner.plan.plan_case import PlanCase
from planner.present.tables.cover_tables import cluster_table
from planner.present.tables.flag_tables import contract_flag_table, department_flag_table, flag_counts
from planner.present.tables.register_table import register_table
from planner.present.tables.table import Column, Kind, Table, plain_row, table_text
from planner.present.wording import calendar_day, counted, money, per_cent, printable

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.plan.flagging.records import ContractFlag
    from planner.plan.outcome import Outcome
    from planner.plan.plan_case import PlanCase

DECISIONS_SHOWN = 10
TROUBLE_SHOWN = 10


def solved_outcome(case: PlanCase) -> Outcome:
    """What the solve said; only plans that were solved for have a headline."""
    if case.outcome is None:
        raise ValueError("the plan was not solved for")
    return case.outcome


def answer_text(case: PlanCase) -> str:
    """The headline for a terminal."""
    return "\n\n".join(_paragraphs(case))


def answer_as_json(case: PlanCase) -> dict[str, object]:
    """Everything the headline says, and the whole register, as plain values."""
    outcome = solved_outcome(case)
    departments, acts = _department_table(case), register_table(case.portfolio, case.acts)
    contracts = contract_flag_table(case.portfolio, case.flags)
    return {
        "portfolio": case.portfolio.name,
        "status_date": case.portfolio.status_date,
        "currency": case.portfolio.currency,
        **{
            name: getattr(outcome, name)
            for name in ("status", "objective_pounds", "bound_pounds", "gap", "seconds", "interrupted")
        },
        "terms": case.terms,
        "departments": [plain_row(departments, row) for row in departments.rows],
        "contracts": [plain_row(contracts, row) for row in contracts.rows],
        "register": [plain_row(acts, row) for row in acts.rows],
    }


def figures_table(case: PlanCase) -> Table:
    """Name and value of every figure of the headline, one a row."""
    outcome = solved_outcome(case)
    figures: dict[str, object] = {
        "status": outcome.status,
        "objective_pounds": outcome.objective_pounds,
        "bound_pounds": outcome.bound_pounds,
        "gap": outcome.gap,
        "seconds": round(outcome.seconds, 3),
        **{f"{term.value.replace(' ', '_')}_pounds": pounds for term, pounds in case.terms.items()},
    }
    rows = [{"figure": name, "value": value} for name, value in figures.items()]
    return Table(columns=(Column("figure", "Figure"), Column("value", "Value")), rows=rows)


def _paragraphs(case: PlanCase) -> Iterator[str]:
    yield _title(case.portfolio)
    yield _proof_text(case)
    yield f"{_heading('Cost by term')}\n\n{_terms_text(case)}"
    yield f"{_heading('Who moves when')}\n\n{table_text(cluster_table(case))}"
    yield f"{_heading('Departments, the gravest flag first')}\n\n{_departments_text(case)}"
    if trouble := [flag for flag in case.flags if flag.flag.gravity >= _first_grave()]:
        yield f"{_heading('Uncovered for a time, or without a way off')}\n\n{_trouble_text(case.portfolio, trouble)}"
    if case.acts:
        yield f"{_heading('Act first')}\n\n{_decisions_text(case)}"
    else:
        yield "No act is due: the plan needs no further extension, bridge or answer."


def _heading(text: str) -> str:
    return click.style(text, bold=True)


def _title(portfolio: Portfolio) -> str:
    size = f"{counted(len(portfolio.contracts), 'contract')}, {counted(len(portfolio.migrations), 'migration')}"
    return f"{_heading(printable(portfolio.name))}, planned as of {calendar_day(portfolio.status_date)}: {size}"


def _proof_text(case: PlanCase) -> str:
    outcome, currency = solved_outcome(case), case.portfolio.currency
    lines = [
        ("Status", _status_words(outcome)),
        ("Cost", money(outcome.objective_pounds, currency)),
        ("Bound", f"{money(outcome.bound_pounds, currency)}: proved, no plan costs less"),
        ("Gap", f"{per_cent(outcome.gap)} of the cost that a plan can change"),
        ("Time", f"{outcome.seconds:.1f} s"),
    ]
    if outcome.bound_pounds is None:
        lines[2:4] = [("Bound", "nothing proved yet")]
    return "\n".join(f"{name:<8}{text}" for name, text in lines)


def _status_words(outcome: Outcome) -> str:
    from planner.plan.outcome import Status

    stopped = "; stopped by Ctrl-C" if outcome.interrupted else ""
    if outcome.status is not Status.OPTIMAL:
        return f"{outcome.status.value}: keeps every rule; a better plan may exist within the gap{stopped}"
    return f"optimal: proved to be {'within the gap asked for' if outcome.gap else 'the best plan'}{stopped}"


def _terms_text(case: PlanCase) -> str:
    from planner.domain.rules import TERM_SENTENCES

    columns = (Column("term", "Term", Kind.NAME), Column("pounds", "Cost", Kind.MONEY), Column("meaning", "Meaning"))
    rows: list[dict[str, object]] = [
        {"term": term, "pounds": pounds, "meaning": TERM_SENTENCES[term]} for term, pounds in case.terms.items()
    ]
    rows.append({"term": "total", "pounds": sum(case.terms.values()), "meaning": "All terms."})
    return table_text(Table(columns=columns, rows=rows, currency=case.portfolio.currency))


def _departments_text(case: PlanCase) -> str:
    flags = flag_counts(case.flags)
    shared = "A contract that several departments share counts in each of them."
    return f"{table_text(_department_table(case))}\n\nAll contracts: {flags}. {shared}"


def _department_table(case: PlanCase) -> Table:
    return department_flag_table(case)


def _first_grave() -> int:
    """Gravity from which on a contract keeps uncovered days or has no way off."""
    from planner.plan.flagging.records import Flag

    return Flag.EXPOSED.gravity


def _trouble_text(portfolio: Portfolio, flags: Sequence[ContractFlag]) -> str:
    columns = (
        Column("flag", "Flag", Kind.NAME),
        Column("contract", "Contract", Kind.NAME),
        Column("reason", "Why", least=30),
        Column("action", "What to do", least=30),
    )
    everything = contract_flag_table(portfolio, flags)
    rows = [{**row, "action": _owned_task(row)} for row in everything.rows[:TROUBLE_SHOWN]]
    text = table_text(Table(columns=columns, rows=rows, currency=portfolio.currency))
    rest = len(flags) - TROUBLE_SHOWN
    return text if rest <= 0 else f"{text}\n\nand {counted(rest, 'contract')} more, in `planner flags`"


def _owned_task(row: Mapping[str, object]) -> str:
    """Who does what by when."""
    by_date = row["action_by_date"]
    assert isinstance(by_date, date)
    return f"{row['owner']}, by {calendar_day(by_date)}: {row['action']}"


def _decisions_text(case: PlanCase) -> str:
    text = table_text(register_table(case.portfolio, case.acts[:DECISIONS_SHOWN]))
    rest = len(case.acts) - DECISIONS_SHOWN
    return text if rest <= 0 else f"{text}\n\nand {counted(rest, 'act')} more, in `planner register`"
