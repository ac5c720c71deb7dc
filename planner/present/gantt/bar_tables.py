"""The bars of a chart as CSV and JSON: the same bars, markers and bands that the pictures show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields

from planner import writing
from planner.present.gantt.model import Band, Bar, CutoverRange, Gantt, Marker, Row
from planner.present.gantt.words import range_words

CsvCell = str | int | None
FORM = "planner bars"
"""What the JSON says of its format."""


def bar_records(gantt: Gantt) -> Iterator[dict[str, CsvCell]]:
    """One record for each bar and each marker, in the order of the chart.

    `first_date` and `last_date` are inclusive; a marker has one day. Lists are joined by semicolons.
    """
    for row in gantt.rows:
        for bar in row.bars:
            yield {**_row_cells(gantt, row), **_bar_cells(gantt, bar)}
        for marker in row.markers:
            yield {**_row_cells(gantt, row), **_marker_cells(gantt, marker)}
        if row.cutover_range is not None:
            yield {**_row_cells(gantt, row), **_range_cells(gantt, row.cutover_range)}


def _row_cells(gantt: Gantt, row: Row) -> dict[str, CsvCell]:
    place, origin = row.place, row.provenance
    return {
        "row": row.id,
        "row_kind": row.kind.value,
        "name": row.name,
        "cluster": place.cluster,
        "department": place.department,
        "all_clusters": ";".join(place.clusters),
        "all_departments": ";".join(place.departments),
        "organisations": ";".join(place.organisations),
        "flag": row.flag.flag.value if row.flag.flag is not None else None,
        "moved_days": row.before.moved_days if row.before is not None else None,
        "reason": row.flag.reason,
        "action": row.flag.action,
        "source": origin.source,
        "source_date": origin.source_date.isoformat() if origin.source_date else None,
        "basis": origin.basis.value,
        "confidence": origin.confidence.value,
    }


def _bar_cells(gantt: Gantt, bar: Bar) -> dict[str, CsvCell]:
    return {
        "item": "bar",
        "kind": bar.kind.value,
        "label": bar.label,
        "first_date": gantt.date_of(bar.from_day).isoformat(),
        "last_date": gantt.date_of(bar.until_day - 1).isoformat(),
        "days": bar.days,
        "option": bar.option,
        "pounds": bar.pounds,
        "settled": None,
        "note": bar.note,
    }


def _marker_cells(gantt: Gantt, marker: Marker) -> dict[str, CsvCell]:
    day = gantt.date_of(marker.day).isoformat()
    return {
        "item": "marker",
        "kind": marker.kind.value,
        "label": marker.label,
        "first_date": day,
        "last_date": day,
        "days": 1,
        "option": None,
        "pounds": None,
        "settled": "yes" if marker.settled else "no",
        "note": marker.note,
    }


def _range_cells(gantt: Gantt, found: CutoverRange) -> dict[str, CsvCell]:
    """A line from the P10 to the P90 day, both included; its label is the P50 day."""
    first, middle, last = (
        gantt.date_of(day).isoformat() for day in (found.first_day, found.middle_day, found.last_day)
    )
    return {
        "item": "range",
        "kind": "cutover range",
        "label": f"P50 {middle}",
        "first_date": first,
        "last_date": last,
        "days": found.last_day - found.first_day + 1,
        "option": None,
        "pounds": None,
        "settled": None,
        "note": range_words(gantt, found),
    }


def csv_text(gantt: Gantt) -> str:
    """All bars and markers with a header line; a text that a spreadsheet would run as a formula gets a leading quote."""
    columns = csv_columns()
    return writing.csv_text(columns, ([record[column] for column in columns] for record in bar_records(gantt)))


def csv_columns() -> tuple[str, ...]:
    """The columns of the CSV file, from left to right."""
    return (
        "row", "row_kind", "name", "cluster", "department", "all_clusters", "all_departments", "organisations",
        "flag", "item", "kind", "label", "first_date", "last_date", "days", "option", "pounds", "settled", "note",
        "moved_days", "reason", "action", "source", "source_date", "basis", "confidence",
    )  # fmt: skip


def json_text(gantt: Gantt) -> str:
    """The whole chart: header, rows with bars and markers, bands, names of clusters and departments."""
    return json.dumps(chart_record(gantt), ensure_ascii=False, indent=1) + "\n"


def chart_record(gantt: Gantt) -> dict[str, object]:
    """The chart as plain values, for JSON."""
    return {
        "format": FORM,
        "title": gantt.title,
        "currency": gantt.currency,
        "status_date": gantt.status_date.isoformat(),
        "shown_from": gantt.date_of(gantt.from_day).isoformat(),
        "shown_to": gantt.date_of(gantt.until_day - 1).isoformat(),
        "clusters": dict(gantt.cluster_names),
        "departments": dict(gantt.department_names),
        "rows": [_row_record(gantt, row) for row in gantt.rows],
        "bands": [_band_record(gantt, band) for band in gantt.bands],
        "footnote": gantt.footnote,
    }


def _row_record(gantt: Gantt, row: Row) -> dict[str, object]:
    lists = {
        field.name: list(getattr(row.place, field.name)) for field in fields(row.place) if field.name.endswith("s")
    }
    cells = {key: cell for key, cell in _row_cells(gantt, row).items() if not key.startswith("all_")}
    return {
        **cells,
        **lists,
        "facts": {fact.label: fact.text for fact in row.facts},
        "bars": [_without(_bar_cells(gantt, bar), "item", "settled") for bar in row.bars],
        "markers": [_marker_record(gantt, marker) for marker in row.markers],
        "cutover_range": _range_record(gantt, row.cutover_range),
    }


def _range_record(gantt: Gantt, found: CutoverRange | None) -> dict[str, str] | None:
    """The P10, P50 and P90 date of a cutover; None where risk was not run."""
    if found is None:
        return None
    days = {"p10_date": found.first_day, "p50_date": found.middle_day, "p90_date": found.last_day}
    return {name: gantt.date_of(day).isoformat() for name, day in days.items()}


def _marker_record(gantt: Gantt, marker: Marker) -> dict[str, object]:
    return {
        "kind": marker.kind.value,
        "date": gantt.date_of(marker.day).isoformat(),
        "label": marker.label,
        "settled": marker.settled,
        "note": marker.note,
    }


def _band_record(gantt: Gantt, band: Band) -> dict[str, object]:
    return {
        "kind": band.kind.value,
        "id": band.id,
        "first_date": gantt.date_of(band.from_day).isoformat(),
        "last_date": gantt.date_of(band.until_day - 1).isoformat(),
        "cluster": band.cluster,
        "organisation": band.organisation,
        "note": band.note,
    }


def _without(cells: dict[str, CsvCell], *keys: str) -> dict[str, CsvCell]:
    return {key: cell for key, cell in cells.items() if key not in keys}
