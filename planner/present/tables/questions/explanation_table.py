"""Explanations as people and programs read them: paragraphs, a table of causes, and plain values with ISO dates."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.present.tables.column import Column, Kind
from planner.present.tables.questions.lever_table import clearing_values
from planner.present.tables.table import Table
from planner.present.wording import printable

if TYPE_CHECKING:
    from planner.explain import Answer, Blocker, Explanation, Proof, RecordRef, Segment, Sentence, Told
    from planner.plan.plan_case import PlanCase

PARAGRAPH_WIDTH = 100
"""Characters of a line of a paragraph at most."""


@dataclass(frozen=True)
class CauseRow:
    """One segment of the late days of a contract."""

    case: PlanCase
    contract: str
    segment: Segment

    def last_day(self, first_free_day: int) -> date:
        """The last day of need, given the first day without."""
        return self.case.portfolio.date_of(first_free_day - 1)

    @property
    def path(self) -> str:
        """From the contract's own move back to the record."""
        cause = self.segment.cause
        return "" if cause is None else " ← ".join(step.migration for step in cause.path)


COLUMNS: tuple[Column[CauseRow], ...] = (
    Column("contract", "Contract", Kind.NAME),
    Column("band", "Band", Kind.NAME, lambda row: row.segment.band.value),
    Column("category", "Category", Kind.TEXT, lambda row: row.segment.category.value),
    Column("days", "Days", Kind.NUMBER, lambda row: row.segment.days),
    Column("table", "Table", Kind.NAME, lambda row: row.segment.record and row.segment.record.table),
    Column("record", "Record", Kind.NAME, lambda row: row.segment.record and row.segment.record.key),
    Column("path", "Path", Kind.TEXT, lambda row: row.path),
    Column("from_date", "From", Kind.DATE, lambda row: row.last_day(row.segment.from_day + 1)),
    Column("until_date", "Until", Kind.DATE, lambda row: row.last_day(row.segment.until_day)),
)


def cause_table(case: PlanCase, answer: Answer) -> Table[CauseRow]:
    """A row for every segment of every contract that was explained."""
    rows = [
        CauseRow(case, told.explanation.contract, part) for told in answer.told for part in told.explanation.segments
    ]
    return Table(columns=COLUMNS, rows=rows, currency=case.portfolio.currency, marking=case.portfolio.marking)


def answer_text(case: PlanCase, answer: Answer, *, records: bool = False, width: int = PARAGRAPH_WIDTH) -> str:
    """A paragraph for the subject, and one for each contract under its name; with `records` the ids stand behind each."""
    paragraphs = [_filled(answer.sentences, records, width)] if answer.sentences else []
    paragraphs += [f"{_heading(case, told)}\n{_filled(told.sentences, records, width)}" for told in answer.told]
    return "\n\n".join(paragraphs)


def _heading(case: PlanCase, told: Told) -> str:
    found = told.explanation
    return printable(f"{found.contract}, {case.portfolio.contract_by_id[found.contract].name}: {found.flag.value}")


def _filled(sentences: tuple[Sentence, ...], records: bool, width: int) -> str:
    text = " ".join(sentence.with_records if records else sentence.text for sentence in sentences)
    return textwrap.fill(printable(text), width, break_long_words=False, break_on_hyphens=False)


def answer_values(case: PlanCase, answer: Answer) -> dict[str, Any]:
    """Everything as plain values; dates are ISO, and those of need are last days."""
    values: dict[str, Any] = {
        "subject": {"kind": answer.subject.kind.value, "id": answer.subject.id},
        "contracts": [_contract_values(case, told) for told in answer.told],
        "unasked": list(answer.unasked),
        "marking": case.portfolio.marking,
    }
    if answer.subject.holds:
        holds = [] if answer.held is None else answer.held.holds
        values["holds"] = [{"contract": h.contract, "days": h.days, "also_days": h.also_days} for h in holds]
        values["sentences"] = _sentence_values(answer.sentences)
    return values


def _contract_values(case: PlanCase, told: Told) -> dict[str, Any]:
    found = told.explanation
    return {
        "contract": found.contract,
        "flag": found.flag.value,
        "needed_until_date": _last(case, found.needed_until_day),
        "off_by_date": _last(case, found.off_by_day),
        "late_days": found.late_days,
        "feeders": list(found.feeders),
        "earliest": dict(_earliest_values(case, found)),
        "days_by_band": {band.value: days for band, days in found.days_by_band.items()},
        "certificate": None if found.certificate is None else found.certificate.value,
        "proof": _proof_values(told.proof(case)),
        "segments": [_segment_values(case, segment) for segment in found.segments],
        "choice": None if found.choice is None else _choice_values(case, found),
        "clearing": None if told.clearing is None else clearing_values(case, told.clearing),
        "sentences": _sentence_values(told.sentences),
    }


def _proof_values(proof: Proof | None) -> dict[str, Any] | None:
    if proof is None:
        return None
    return {
        "certificate": proof.certificate.value,
        "contracts": list(proof.contracts),
        "rests_on": proof.rests_on,
        "feeders": list(proof.feeders),
        "late_days": proof.late_days,
        "from_pounds": proof.from_pounds,
        "until_pounds": proof.until_pounds,
        "exact": proof.exact,
    }


def _earliest_values(case: PlanCase, found: Explanation) -> Iterator[tuple[str, Any]]:
    for name in ("others_fixed", "alone", "alone_any_mode") if found.days is not None else ():
        exact = getattr(found.days, name)
        yield name, {"date": _last(case, exact.day), "proved": exact.proved}


def _segment_values(case: PlanCase, segment: Segment) -> dict[str, Any]:
    return {
        "band": segment.band.value,
        "category": segment.category.value,
        "days": segment.days,
        "from_date": _date(case, segment.from_day),
        "until_date": _last(case, segment.until_day),
        "record": None if segment.record is None else _record_values(segment.record),
        "cause": None if segment.cause is None else _cause_values(case, segment.cause),
        "also": [
            {
                "record": _record_values(also.record),
                "category": also.category.value,
                "days": also.days,
                "path": [step.migration for step in also.path],
            }
            for also in segment.also
        ],
        "remaining_days": segment.remaining_days,
    }


def _cause_values(case: PlanCase, cause: Blocker) -> dict[str, Any]:
    values: dict[str, Any] = {
        "path": [step.migration for step in cause.path],
        "links": [_record_values(record) for step in cause.path for record in step.via],
        "via": [_record_values(record) for record in cause.via],
        "opens_date": None if cause.opens_day is None else _date(case, cause.opens_day),
    }
    over = cause.overload
    if over is not None:
        values["overload"] = {
            "date": _date(case, over.day),
            "capacity": over.capacity,
            "holders": [{"migration": holding.migration, "units": holding.units} for holding in over.holders],
            "missing": [
                {"from_date": _date(case, e.from_day), "until_date": _last(case, e.until_day), "units": e.units}
                for e in over.excesses
            ],
        }
    return values


def _choice_values(case: PlanCase, found: Explanation) -> dict[str, Any]:
    assert found.choice is not None
    return {
        "off_by_date": _last(case, found.choice.day),
        "price_pounds": found.choice.price_pounds,
        "proved": found.choice.proved,
        "moved": list(found.choice.moved),
    }


def _sentence_values(sentences: tuple[Sentence, ...]) -> list[dict[str, Any]]:
    return [{"text": each.text, "records": [_record_values(record) for record in each.records]} for each in sentences]


def _record_values(record: RecordRef) -> Mapping[str, str | None]:
    return {"table": record.table, "id": record.key, "column": record.column, "value": record.value}


def _date(case: PlanCase, day: int) -> str:
    return case.portfolio.date_of(day).isoformat()


def _last(case: PlanCase, first_free_day: int) -> str:
    return _date(case, first_free_day - 1)
