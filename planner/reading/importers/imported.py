"""What an import gives: a scenario's operations or whole new tables, and a line for everything that was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planner.domain.provenance import Confidence
from planner.reading.overlay.scenario import Operation
from planner.reading.overlay.table_rows import Cells


class Verdict(StrEnum):
    """What became of a thing that an import looked at."""

    TAKEN = "taken"
    SUGGESTED = "suggested"
    """A person decides: it changes nothing yet."""
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """One thing that was looked at.

    `place` is where it stands in the source, as a person finds it there. `table`, `record` and `column` say where it goes;
    empty where it goes nowhere. `old` and `new` are cells as text, empty for blank. `why` is a sentence for people.
    """

    place: str
    table: str = ""
    record: str = ""
    column: str = ""
    old: str = ""
    new: str = ""
    verdict: Verdict
    confidence: Confidence = Confidence.UNSTATED
    why: str


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The result of an import; it has changed nothing yet.

    `kind` is the word of the command, `source` the name of the file. `operations` are those of one scenario. `tables` are
    whole new tables by name, for a folder that does not have them yet. `reviews` are further files by name, for a person to
    look at or to fill in. `notes` are sentences about the file as a whole, the weightiest first.
    """

    kind: str
    source: str
    lines: tuple[ImportLine, ...]
    operations: tuple[Operation, ...] = ()
    tables: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    reviews: Mapping[str, str | bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def scenario_name(self) -> str:
        """What its scenario is called."""
        return f"import-{self.kind}"

    def with_verdict(self, verdict: Verdict) -> tuple[ImportLine, ...]:
        """The lines with this verdict."""
        return tuple(line for line in self.lines if line.verdict is verdict)
