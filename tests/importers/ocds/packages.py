"""Small releases and packages for the tests; every name and address in them is invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.reading.importers.imported import Imported, Verdict
from planner.reading.importers.ocds.ocds_import import import_ocds

OCID = "ocds-test01-0001"


def release(
    ocid: str = OCID,
    *,
    id: str = "0001-1",
    date: str = "2026-05-04T10:00:00+01:00",
    start: str | None = "2025-04-01T00:00:00+01:00",
    end: str | None = "2028-03-31T23:59:59+01:00",
    renewal: str | None = None,
    description: str = "Payroll bureau for the council.",
    **parts: Any,
) -> dict[str, Any]:
    """A signed contract of three years; `parts` take the place of what stands there."""
    period = {name: day for name, day in (("startDate", start), ("endDate", end)) if day is not None}
    contract: dict[str, Any] = {
        "id": "1",
        "awardID": "1",
        "title": "Payroll services",
        "status": "active",
        "period": period,
        "value": {"amount": 300_000, "currency": "GBP"},
    }
    if renewal is not None:
        contract |= {"hasRenewal": True, "renewal": {"description": renewal}}
    return {
        "ocid": ocid,
        "id": id,
        "date": date,
        "tag": ["contract"],
        "buyer": {"id": "B-1", "name": "Ashby Council"},
        "parties": [
            {
                "id": "B-1",
                "name": "Ashby Council",
                "roles": ["buyer"],
                "contactPoint": {
                    "name": "Robin Example",
                    "email": "robin@ashby.example",
                    "telephone": "+44 1632 960001",
                },
            }
        ],
        "tender": {
            "title": "Payroll",
            "description": description,
            "classification": {"description": "Payroll services"},
        },
        "awards": [{"id": "1", "status": "active", "suppliers": [{"id": "S-1", "name": "Paywell Ltd"}]}],
        "contracts": [contract],
        **parts,
    }


def package(*releases: Mapping[str, Any]) -> dict[str, Any]:
    return {"uri": "https://notices.example/1", "version": "1.1", "releases": list(releases)}


def written(folder: Path, *values: Any, name: str = "notices.json", encoding: str = "utf-8") -> Path:
    """A file with the values one after another."""
    path = folder / name
    path.write_bytes("\n".join(json.dumps(value, ensure_ascii=False) for value in values).encode(encoding))
    return path


def imported(folder: Path, *values: Any) -> Imported:
    return import_ocds(written(folder, *values), None)


def lines_of(result: Imported, verdict: Verdict, column: str) -> list[tuple[str, str]]:
    """Record and new value of the lines about a column with a verdict."""
    return [(line.record, line.new) for line in result.lines if line.verdict is verdict and line.column == column]
