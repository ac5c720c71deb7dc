"""The plan that has been agreed, in a file of the portfolio folder: a plan file that says who agreed to it, and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.wording import calendar_day
from planner.plan.plan_file.document import to_json
from planner.plan.plan_file.document_reading import ADOPTED, read_plan
from planner.plan.plan_file.document_records import PlanDocument

ADOPTED_FILE = "adopted-plan.json"
"""Its name in the folder; no table has it, so reading the portfolio leaves it alone."""


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """A plan with who agreed to it (None: nobody is named), the status date on that day, and what it was named as."""

    document: PlanDocument
    adopted_date: date | None = None
    by: str | None = None
    note: str | None = None
    source: str | None = None

    def __str__(self) -> str:
        """For instance `adopted on Wed 1 Jul 2026 by the board`."""
        on = f" on {calendar_day(self.adopted_date)}" if self.adopted_date is not None else ""
        by = f" by {self.by}" if self.by is not None else ""
        return f"adopted{on}{by}" + (f": {self.note}" if self.note is not None else "")


def adopted_file(folder: str | Path) -> Path | None:
    """The file of the adopted plan in a portfolio folder; None where none is adopted, and for a workbook."""
    path = Path(folder) / ADOPTED_FILE
    return path if Path(folder).is_dir() and path.exists() else None


def adoption_text(adoption: Adoption) -> str:
    """The text of the file: that of a plan file with one member more; the same adoption gives the same bytes."""
    said = {
        "date": adoption.adopted_date.isoformat() if adoption.adopted_date is not None else None,
        "by": adoption.by,
        "note": adoption.note,
        "source": adoption.source,
    }
    content = {**json.loads(to_json(adoption.document)), ADOPTED: said}
    return json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def read_adoption(folder: str | Path) -> Adoption | None:
    """The plan adopted in a portfolio folder; None where none is. Raises PlanFileError where its file is no plan."""
    path = adopted_file(folder)
    if path is None:
        return None
    document = read_plan(path)
    said = json.loads(path.read_text(encoding="utf-8-sig")).get(ADOPTED)
    stated: dict[str, Any] = said if isinstance(said, dict) else {}
    return Adoption(
        document=document,
        adopted_date=_day(stated.get("date")),
        by=_text(stated.get("by")),
        note=_text(stated.get("note")),
        source=_text(stated.get("source")),
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
