"""The CSV tables of a folder, cells as text, blanks left out."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from tests.reference.days import Count, each_day

Row = Mapping[str, str]


@dataclass(frozen=True)
class Tables:
    """A folder; rows of a table in no particular order."""

    folder: Path

    def rows(self, table: str) -> list[Row]:
        file = self.folder / f"{table}.csv"
        if not file.exists():
            return []
        with file.open(encoding="utf-8", newline="") as text:
            return [{key: cell.strip() for key, cell in row.items() if cell.strip()} for row in csv.DictReader(text)]

    def by_id(self, table: str) -> Mapping[str, Row]:
        return {row["id"]: row for row in self.rows(table)}

    @cached_property
    def settings(self) -> Mapping[str, str]:
        return {row["setting"]: row["value"] for row in self.rows("portfolio") if "value" in row}

    @cached_property
    def policy(self) -> Mapping[str, str]:
        return {row["setting"]: row["value"] for row in self.rows("policy") if "value" in row}

    @cached_property
    def status(self) -> date:
        return date.fromisoformat(self.settings["status_date"])

    @cached_property
    def horizon(self) -> date:
        return date.fromisoformat(self.settings["horizon_date"])

    @cached_property
    def nation(self) -> str:
        return self.settings.get("jurisdiction", "GB-ENG")

    @cached_property
    def count(self) -> Count:
        closed = [
            day
            for row in self.rows("closed_days")
            for day in each_day(date.fromisoformat(row["from_date"]), date.fromisoformat(row["until_date"]))
        ]
        return Count(self.settings.get("day_count") == "working", self.nation, frozenset(closed))

    def commitments(self, *kinds: str) -> list[Row]:
        return [row for row in self.rows("commitments") if row["kind"] in kinds]


def ids(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
