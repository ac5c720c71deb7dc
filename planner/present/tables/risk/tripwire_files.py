"""Tripwires as files: the rules as a table, as sentences and as JSON, and what waiting saves as a table and a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import plan_digest
from planner.present.tables.risk.tied_table import tied_table
from planner.present.tables.risk.tolerance_table import answer_table, tolerance_table
from planner.present.tables.risk.tripwire_sentences import summary_sentences, tripwire_sentences
from planner.present.tables.risk.tripwire_table import tripwire_table
from planner.present.tables.risk.waiting_table import Curves, waiting_table
from planner.present.tables.rules.contract_answers_table import contract_answers_table
from planner.present.tables.rules.department_rules import department_rules_table, department_sentences
from planner.present.tables.table import Table, csv_text, json_text, plain_rows
from planner.present.wording import marked, printable
from planner.risk.assumptions import still_in
from planner.risk.tripwires.records import Tripwires
from planner.writing import Content

MARK = "tripwires.json"
"""The file that tells a folder with tripwires."""
FORM = "planner tripwires"
"""What that file says of its format."""
CHARTS = ("waiting.svg", "waiting.png")
TRIPWIRE_TABLES: Mapping[str, Callable[[Portfolio, Tripwires], Table[Any]]] = {
    "tripwires": tripwire_table,
    "contracts": contract_answers_table,
    "tolerances": tolerance_table,
    "answers": answer_table,
    "departments": department_rules_table,
    "tied": tied_table,
}
"""The tables by name."""
NAMES = (MARK, *(f"{name}.csv" for name in TRIPWIRE_TABLES), "waiting.csv", "sentences.txt", *CHARTS)
"""All files that may be written."""
STATED = ("answer", "mean_pounds", "mean_plus_minus")
"""What the JSON says of an answer elsewhere, to the penny."""
MOST_CURVES = 3
"""Options whose curve of waiting is drawn where nobody names any: each takes some seconds."""


def tripwires_as_json(case: PlanCase, found: Tripwires) -> dict[str, object]:
    """The answers, every contract by each of them, and every option with its rule, its figures and its sentence."""
    stated = {name: getattr(found, name) for name in ("seed", "draws", "fit_draws", "family")}
    table, sentences = tripwire_table(case.portfolio, found), tripwire_sentences(case.portfolio, found)
    return {
        "format": FORM,
        "marking": case.portfolio.marking,
        "plan": plan_digest(case),
        **stated,
        **vars(found.assumptions),
        "held_still": still_in(case.portfolio, found.assumptions.uncertainty(case.portfolio)).count,
        "answers": _answers(case, found),
        "contracts": plain_rows(contract_answers_table(case.portfolio, found)),
        "tied": plain_rows(tied_table(case.portfolio, found)),
        "departments": plain_rows(department_rules_table(case.portfolio, found)),
        "tolerances": plain_rows(tolerance_table(case.portfolio, found)),
        "options": [{**row, "sentence": text} for row, text in zip(plain_rows(table), sentences, strict=True)],
    }


def _answers(case: PlanCase, found: Tripwires) -> dict[str, dict[str, object]]:
    """The three answers and what lies between them, each with its interval, and the answers where they are dear."""
    names = ("commit_now", "tripwires", "clairvoyant", "waiting", "information")
    figures = {name: getattr(found, name) for name in names}
    more = {row["answer"]: row for row in plain_rows(answer_table(case.portfolio, found))}
    return {
        name: {
            "mean_pounds": f.value,
            "low_pounds": f.low,
            "high_pounds": f.high,
            **{key: value for key, value in more.get(name.replace("_", " "), {}).items() if key not in STATED},
        }
        for name, f in figures.items()
    }


def most_worth_waiting_for(found: Tripwires, most: int = MOST_CURVES) -> tuple[str, ...]:
    """The options that save most by waiting, as far as the draws can show."""
    rows = [row for row in found.options if row.waiting.low > 0]
    return tuple(row.option for row in sorted(rows, key=lambda row: (-row.waiting.value, row.option))[:most])


def tripwire_texts(portfolio: Portfolio, found: Tripwires) -> tuple[str, ...]:
    """All sentences: the answers, every department, every option."""
    return (
        *summary_sentences(portfolio, found),
        *department_sentences(portfolio, found),
        *tripwire_sentences(portfolio, found),
    )


def tripwire_files(case: PlanCase, found: Tripwires, curves: Curves) -> dict[str, Content]:
    """Everything by file name; without matplotlib, or without curves, there is no chart."""
    portfolio = case.portfolio
    text = "\n\n".join(map(printable, tripwire_texts(portfolio, found)))
    waiting = waiting_table(portfolio, curves, found.family)
    return {
        MARK: json_text({**tripwires_as_json(case, found), "waiting": plain_rows(waiting)}) + "\n",
        **{f"{name}.csv": csv_text(table(portfolio, found)) for name, table in TRIPWIRE_TABLES.items()},
        "sentences.txt": marked(text, portfolio.marking) + "\n",
        "waiting.csv": csv_text(waiting),
        **_charts(case, found, curves),
    }


def _charts(case: PlanCase, found: Tripwires, curves: Curves) -> dict[str, Content]:
    if not curves:
        return {}
    try:
        from planner.present.charts.risk.waiting_chart import waiting_picture
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "matplotlib":
            raise
        return {}
    said = f"{found.fit_draws:,} draws, seed {found.seed}, {found.family or 'no range'}"
    return {name: waiting_picture(case.portfolio, curves, said, name.partition(".")[2]) for name in CHARTS}
