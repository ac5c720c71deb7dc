"""What an import found, as text: the notes, how much was taken, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterator

from planner.present.imports.import_table import import_lines
from planner.present.tables.table import table_text
from planner.present.wording import counted, marked, printable
from planner.reading.importers.imported import Imported, Verdict
from planner.writing.marks import PROGRAM

MOST_SHOWN = 20
"""Lines of a verdict on the terminal."""
MOST_IN_FILE = 500
"""Lines of a verdict in the text file; the CSV file beside it has all."""


def import_report(imported: Imported, marking: str | None, *, most: int | None = None, width: int | None = None) -> str:
    """The report as text; of each verdict at most so many lines, all where `most` is None."""
    return marked("\n".join(_lines(imported, most, width)), marking)


def import_file_text(imported: Imported, marking: str | None) -> str:
    """The report as a text file, under the mark that says who made it."""
    return (
        f"{PROGRAM}: import of {printable(imported.source)}\n\n{import_report(imported, marking, most=MOST_IN_FILE)}\n"
    )


def counts_sentence(imported: Imported) -> str:
    """For instance `3 lines taken, 1 suggested, 2 skipped`."""
    counts = {verdict: len(imported.with_verdict(verdict)) for verdict in Verdict}
    return (
        f"{counted(counts[Verdict.TAKEN], 'line')} taken, {counts[Verdict.SUGGESTED]:,} suggested, "
        f"{counts[Verdict.SKIPPED]:,} skipped"
    )


def _lines(imported: Imported, most: int | None, width: int | None) -> Iterator[str]:
    yield f"{imported.source}: {counts_sentence(imported)}."
    yield from imported.notes
    for verdict in (Verdict.SUGGESTED, Verdict.SKIPPED, Verdict.TAKEN):
        found = imported.with_verdict(verdict)
        shown = found[:most]
        if shown:
            left_out = f", the first {len(shown)}" if len(shown) < len(found) else ""
            yield f"\n{verdict.value.capitalize()} ({len(found):,}{left_out})\n"
            yield table_text(import_lines(shown), width)
