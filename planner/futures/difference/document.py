"""A difference as plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.rules import Term
from planner.futures.difference.input_changes import InputChange
from planner.futures.difference.records import ChoiceLine, DateLine, Difference, PoundsLine
from planner.plan.better_plan import better_plan_figures


def difference_document(difference: Difference) -> dict[str, Any]:
    """Everything of a difference; `shares` and `causes` of a line refer to the list of causes by place."""
    return {
        "currency": difference.currency,
        "marking": difference.marking,
        "difference_pounds": difference.total_pounds,
        "is_empty": difference.is_empty,
        "old": _side(difference.terms_before),
        "new": _side(difference.terms_after),
        "causes": [_cause(difference, place) for place in range(len(difference.causes))],
        "pounds": [_pounds(line) for line in difference.pounds],
        "dates": [_date(line) for line in difference.dates],
        "choices": [_choice(line) for line in difference.choices],
        "better_plan": better_plan_figures(difference.better_plan),
    }


def _side(terms: Mapping[Term, int]) -> dict[str, Any]:
    return {"pounds": sum(terms.values()), "terms": {term.value: pounds for term, pounds in terms.items()}}


def _cause(difference: Difference, place: int) -> dict[str, Any]:
    cause = difference.causes[place]
    return {
        "name": cause.name,
        "pounds": difference.pounds_by_cause[place],
        "kept_pounds": difference.kept_pounds[place],
        "replanned_pounds": difference.replanned_pounds[place],
        "unsure_pounds": difference.unsure_pounds[place],
        "terms": {term.value: pounds for term, pounds in difference.terms_by_cause[place].items()},
        "changes": [_change(change) for change in cause.changes],
    }


def _change(change: InputChange) -> dict[str, Any]:
    return {
        "table": change.table,
        "record": change.record,
        "column": change.column,
        "before": change.before,
        "after": change.after,
    }


def _pounds(line: PoundsLine) -> dict[str, Any]:
    return {
        "term": line.term.value,
        "record": line.record,
        "before": line.before,
        "after": line.after,
        "shares": list(line.shares),
    }


def _date(line: DateLine) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        "record": line.record,
        "before": line.before.isoformat(),
        "after": line.after.isoformat(),
        "days": line.days,
        "shares": list(line.shares),
    }


def _choice(line: ChoiceLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "record": line.record,
        "before": line.before,
        "after": line.after,
        "causes": list(line.causes),
    }
