"""A plan with its flags and acts as one JSON file, and the schema of that file; both come from the lists of columns."""

from __future__ import annotations

import json
from typing import Any

from planner.plan.flagging.records import Flag
from planner.plan.judge import judge
from planner.plan.outcome import Outcome
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import declared, to_json
from planner.plan.plan_file.document_records import NOT_SOLVED
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_tables import TABLES
from planner.present.tables.table import MARKING, json_text, plain_rows

FORMAT = "planner export"
VERSION = 1
TEXTS: dict[str, object] = {"type": "array", "items": {"type": "string"}}
TYPES: dict[Kind, dict[str, object]] = {
    Kind.MONEY: {"type": ["integer", "null"]},
    Kind.NUMBER: {"type": ["integer", "null"]},
    Kind.DATE: {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
    Kind.SHARE: {"type": ["number", "null"]},
    Kind.WHOLE_SHARE: {"type": ["number", "null"]},
    Kind.FLAG: {"enum": [*(flag.value for flag in Flag), None]},
    Kind.NAME: {"type": ["string", "null"]},
    Kind.TEXT: {"type": ["string", "null"]},
}
"""What a value of each kind is in JSON."""
LISTS = frozenset(
    {
        *("assumed", "bodies", "contracts", "options", "options_lost", "options_used", "organisations", "releases"),
        *("drivers", "services", "stranded", "undecided"),
    }
)
"""Columns of text that hold a list of texts."""
TRUTHS = frozenset({"late", "no_route"})
"""Columns of text that hold yes or no."""


def export_json(case: PlanCase) -> str:
    """The plan as a plan file declares it, and every table of it; money in whole units, dates as ISO text."""
    portfolio = case.portfolio
    return (
        json_text(
            {
                "format": FORMAT,
                "version": VERSION,
                "portfolio": portfolio.name,
                "status_date": portfolio.status_date,
                "currency": portfolio.currency,
                MARKING: portfolio.marking,
                "plan": _plan(case),
                "breaches": [str(breach) for breach in judge(case)],
                **{name: plain_rows(table.of(case)) for name, table in TABLES.items()},
            }
        )
        + "\n"
    )


def _plan(case: PlanCase) -> object:
    return json.loads(to_json(declared(case, **(_proved(case.outcome) if case.outcome is not None else {}))))


def _proved(outcome: Outcome) -> dict[str, Any]:
    return {
        "status": outcome.status.value,
        "bound_pounds": outcome.bound_pounds,
        "gap": outcome.gap,
        "wished_gap": outcome.wished_gap,
    }


def export_schema() -> dict[str, object]:
    """The JSON Schema of an export."""
    text, optional = {"type": "string"}, {"type": ["string", "null"]}
    properties: dict[str, object] = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "portfolio": text,
        "status_date": {"type": "string", "format": "date"},
        "currency": text,
        MARKING: optional,
        "plan": _plan_schema(),
        "breaches": {**TEXTS, "description": "Rules that the plan breaks; a plan that is solved for breaks none."},
        **{name: _rows(table.columns, table.title) for name, table in TABLES.items()},
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A plan as planner exports it"}
    return {**head, **_object(properties)}


def _rows(columns: tuple[Column[Any], ...], title: str) -> dict[str, object]:
    cells = {column.name: {"title": column.title, **_cell(column)} for column in columns}
    return {"title": title, "type": "array", "items": _object({**cells, MARKING: {"type": "string"}}, MARKING)}


def _cell(column: Column[Any]) -> dict[str, object]:
    if column.kind is Kind.TEXT and column.name in LISTS:
        return {"anyOf": [TEXTS, {"type": "null"}]}
    if column.kind is Kind.TEXT and column.name in TRUTHS:
        return {"type": "boolean"}
    return TYPES[column.kind]


def _plan_schema() -> dict[str, object]:
    """The part of the export that is a plan file."""
    text, pounds, day = {"type": "string"}, {"type": "integer"}, {"type": "string", "format": "date"}
    share = {"type": ["number", "null"]}
    days = dict.fromkeys(("start_date", "cutover_date", "finish_date"), day)
    migration = {"migration": text, "mode": text, **days}
    option = {"option": text, "contract": text, "decide_by_date": day, "exercised": {"type": "boolean"}}
    properties: dict[str, object] = {
        "format": {"const": "planner plan"},
        "version": {"type": "integer"},
        "portfolio": text,
        "status_date": day,
        "fingerprint": text,
        "status": {**text, "description": f"How the solve ended; {NOT_SOLVED} where nothing is proved."},
        "objective_pounds": pounds,
        "bound_pounds": {"type": ["integer", "null"]},
        "gap": share,
        "wished_gap": share,
        "terms": {"type": "object", "additionalProperties": pounds},
        "migrations": {"type": "array", "items": _object(migration)},
        "options": {"type": "array", "items": _object(option)},
        MARKING: text,
    }
    return _object(properties, MARKING)


def _object(properties: dict[str, Any], *optional: str) -> dict[str, object]:
    """An object that holds these and nothing else; all but the optional ones are always there."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
