"""Proposals for the options of contracts, each a row that a person accepts or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner import writing
from planner.domain.provenance import Confidence
from planner.reading.importers.ocds.clean_text import LONGEST_TEXT, cell_text
from planner.reading.importers.ocds.contract_rows import Surroundings, record_id
from planner.reading.importers.ocds.ends import Assessed, EndReading, least, structured_extensions
from planner.reading.importers.ocds.prose.items import Extension
from planner.reading.importers.ocds.prose.option_reading import Found
from planner.reading.importers.ocds.prose.sentences import excerpt

REVIEW = "options_review.csv"
COLUMNS = (
    "contract", "text", "initial_months", "proposal", "confidence", "why", "published_end", "expiry_date", "accept",
    "reviewer",
)  # fmt: skip
MARKING = "marking"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The options of a contract under one reading of its end; an empty chain where a person has to read the text.

    `expiry` is the last day in force before the first option; None where no end is published.
    """

    contract: str
    text: str
    initial_months: int | None
    chain: tuple[Extension, ...]
    confidence: Confidence
    why: str
    published_end: date | None
    expiry: date | None


def proposals_of(found: Assessed, around: Surroundings) -> Iterator[Proposal]:
    """One proposal for each reading of the end; none where nothing speaks of extensions."""
    options, period = found.options, found.entry.period
    published = period.end if period is not None else None
    chain = options.chain if options is not None else ()
    structured, stated = ((), "") if chain else structured_extensions(found.entry)
    if options is None and not structured:
        return
    text = cell_text(_text(found), found.entry.process.names, LONGEST_TEXT)
    for end in found.ends or (None,):
        yield Proposal(
            contract=record_id(found.entry, around),
            text=text,
            initial_months=_initial_months(found, end),
            chain=chain or structured,
            confidence=_confidence(found, end, structured),
            why=_why(found, end, stated if structured else ""),
            published_end=published,
            expiry=end.expiry if end is not None else None,
        )


def _text(found: Assessed) -> str:
    """The text as written; of a description the sentences about extensions."""
    if found.text is None:
        return ""
    return excerpt(found.text.text) if found.text.is_description else found.text.text


def review_text(proposals: Iterable[Proposal], marking: str | None) -> str:
    """The table as CSV; what a person fills in is empty."""
    head = (*COLUMNS, MARKING) if marking else COLUMNS
    tail = (marking,) if marking else ()
    return writing.csv_text(head, ((*_cells(proposal), "", "", *tail) for proposal in proposals))


def chain_text(chain: Iterable[Extension]) -> str:
    """For instance `12 + 12` or `up to 24`."""
    return " + ".join(map(str, chain))


def _cells(proposal: Proposal) -> tuple[object, ...]:
    return (
        proposal.contract, proposal.text, proposal.initial_months, chain_text(proposal.chain), str(proposal.confidence),
        proposal.why, proposal.published_end, proposal.expiry,
    )  # fmt: skip


def _initial_months(found: Assessed, end: EndReading | None) -> int | None:
    """As the text states it, else as this reading of the end makes it."""
    stated = found.options.initial_months if found.options is not None else None
    period = found.entry.period
    if stated is not None or period is None or end is None:
        return stated
    return period.months if end.expiry == period.end else _less(period.months, found)


def _less(months: int | None, found: Assessed) -> int | None:
    return months - found.options.months if months is not None and found.options is not None else None


def _confidence(found: Assessed, end: EndReading | None, structured: tuple[Extension, ...]) -> Confidence:
    """That of the chain, and of the reading of the end where there are two."""
    chain = found.options.confidence if found.options is not None and not structured else Confidence.MEDIUM
    return least(chain, end.confidence) if end is not None else chain


def _why(found: Assessed, end: EndReading | None, stated: str) -> str:
    parts = []
    if found.options is not None:
        what = "" if found.options.found is Found.CHAIN else f"{found.options.found.value}: "
        parts.append(f"{what}{found.options.why}")
    parts.append(stated)
    if end is not None and found.options is not None and found.options.found is Found.CHAIN:
        parts.append(f"{end.kind.value}: {end.why}")
    elif end is None:
        parts.append("no end is published")
    return cell_text("; ".join(part for part in parts if part), longest=LONGEST_TEXT)
