"""A sentence with the records it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from planner.explain.records import RecordRef


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence, with its full stop, and the records it rests on."""

    text: str
    records: tuple[RecordRef, ...] = ()

    @property
    def with_records(self) -> str:
        """The sentence with the ids of its records in square brackets."""
        ids = ", ".join(dict.fromkeys(record_id(record) for record in self.records))
        return f"{self.text[:-1]} [{ids}]." if ids else self.text


def record_id(record: RecordRef) -> str:
    """What a record is called in square brackets: its key, of a precedence `FIRST→THEN`, of a setting its name."""
    if record.table == "precedences":
        first, then, *kind = record.key.split(" ")
        return " ".join([f"{first}→{then}", *kind])
    return record.key.replace("_", " ") if record.table in ("portfolio", "policy") else record.key
