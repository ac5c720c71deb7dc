"""How complete, old and assumed the input is, and where its figures come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner import __version__
from planner.domain.provenance import Basis
from planner.plan.plan_file.fingerprint import fingerprint
from planner.present.report.assumptions import assumptions_line, records
from planner.present.report.board.view import ReportView
from planner.present.report.parts.section import Grid, Section, grid_of
from planner.present.report.proof import status_sentence
from planner.present.tables.health_table import health_table
from planner.present.wording import long_day, per_cent
from planner.reading.overlay.table_rows import Cells, read_tables, table_rows

MOST_SOURCES = 40


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document that rows come from, and how many of them are assumed."""

    name: str
    rows: int
    assumed: int


@dataclass(frozen=True, kw_only=True)
class ProvenancePart:
    """Facts about the report by their titles, and the sources with the most rows; `more` counts the others."""

    facts: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    more: int


def health_section(view: ReportView) -> Section:
    """One row a table."""
    report = read_tables(_seen_rows(view), view.portfolio.name)
    content: Grid = grid_of(health_table([one for one in report.health if one.rows]), "State of the input tables")
    return Section(id="health", title="Data health", template="health.html", content=content)


def provenance_section(view: ReportView, origin: Mapping[str, str]) -> Section:
    """`origin`: what the report was made from, in words by title, for instance the run."""
    sources = list(_sources(view))
    content = ProvenancePart(
        facts=tuple(_facts(view, origin)),
        sources=tuple(sources[:MOST_SOURCES]),
        more=max(0, len(sources) - MOST_SOURCES),
    )
    return Section(id="provenance", title="Provenance", template="provenance.html", content=content)


def _facts(view: ReportView, origin: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    outcome = view.case.outcome
    yield "Made by", f"planner {__version__}"
    yield "Position", long_day(view.portfolio.status_date)
    yield from origin.items()
    if outcome is not None:
        yield "Status of the plan", status_sentence(outcome)
        yield "Gap", per_cent(outcome.gap)
    yield (
        "Undecided organisations",
        f"planned as {'joining' if view.portfolio.policy.undecided == 'join' else 'staying'}",
    )
    if view.whole:
        yield "Input, SHA-256", fingerprint(view.portfolio)
        yield "Assumptions", assumptions_line(view.portfolio)


def _sources(view: ReportView) -> Iterator[Source]:
    held = [record for record in records(view.portfolio) if view.whole or view.has(record)]
    named = [(record.provenance.source or "no source stated", record) for record in held]
    assumed = Counter(name for name, record in named if record.provenance.basis is Basis.ASSUMED)
    for name, rows in sorted(Counter(name for name, _ in named).items(), key=lambda found: (-found[1], found[0])):
        yield Source(name=name, rows=rows, assumed=assumed[name])


def _seen_rows(view: ReportView) -> dict[str, list[Cells]]:
    tables = table_rows(view.portfolio)
    if view.whole:
        return tables
    seen = {"organisations": view.organisations, "contracts": view.contracts, "migrations": view.migrations}
    options = [cells for cells in tables["options"] if cells["contract"] in view.contracts]
    found = {table: [cells for cells in tables[table] if cells["id"] in ids] for table, ids in seen.items()}
    return {"portfolio": tables["portfolio"], **found, "options": options}
