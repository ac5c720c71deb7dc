"""What changed since another plan, whole: every cause with its pounds, every flag and every cutover that is another one."""

from __future__ import annotations

from dataclasses import dataclass

from planner.present.report.changes.former import Since
from planner.present.report.changes.words import plain_cause
from planner.present.report.parts.section import Section
from planner.present.wording import counted, plain_day, signed_short_money


@dataclass(frozen=True, kw_only=True)
class CauseRow:
    """A cause, its pounds by term in words, and in all."""

    name: str
    terms: str
    pounds: str


@dataclass(frozen=True, kw_only=True)
class MovedRow:
    """Something that was one thing and is another."""

    record: str
    before: str
    after: str
    how: str


@dataclass(frozen=True, kw_only=True)
class ChangedPart:
    """The causes with their sum, and what is another one."""

    former: str
    causes: tuple[CauseRow, ...]
    total: str
    flags: tuple[MovedRow, ...]
    cutovers: tuple[MovedRow, ...]


def changed_section(found: Since | None) -> Section | None:
    """None where there is nothing to compare with, or nothing can be said."""
    if found is None or found.difference is None:
        return None

    def signed(pounds: int) -> str:
        return signed_short_money(pounds, found.view.currency)

    part = ChangedPart(
        former=found.former.name,
        causes=tuple(
            CauseRow(
                name=plain_cause(found, place),
                terms=", ".join(f"{term} {signed(pounds)}" for term, pounds in found.term_pounds(place).items()),
                pounds=signed(found.pounds_of(place)),
            )
            for place in found.places
        ),
        total=signed(found.total_pounds),
        flags=tuple(MovedRow(record=line.record, before=line.before, after=line.after, how="") for line in found.flags),
        cutovers=tuple(
            MovedRow(
                record=line.record,
                before=plain_day(line.before),
                after=plain_day(line.after),
                how=f"{counted(abs(line.days), 'day')} {'later' if line.days > 0 else 'earlier'}",
            )
            for line in found.cutovers
        ),
    )
    return Section(id="changed", title="What changed", template="changed.html", content=part)
