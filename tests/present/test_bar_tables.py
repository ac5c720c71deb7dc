"""CSV and JSON hold exactly the bars of the chart."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from planner.plan.plan_case import PlanCase
from planner.present.gantt.bar_tables import csv_columns, csv_text, json_text
from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt
from tests.present.charts import hostile
from tests.sample import many


@pytest.fixture(scope="module")
def gantt() -> Gantt:
    return bars(PlanCase(*many(10)))


def test_csv_holds_every_bar_and_marker_in_order(gantt: Gantt) -> None:
    lines = list(csv.DictReader(io.StringIO(csv_text(gantt))))
    found = [(line["row"], line["kind"], date.fromisoformat(line["first_date"]), int(line["days"])) for line in lines]
    expected = []
    for row in gantt.rows:
        expected += [(row.id, bar.kind.value, gantt.date_of(bar.from_day), bar.days) for bar in row.bars]
        expected += [(row.id, marker.kind.value, gantt.date_of(marker.day), 1) for marker in row.markers]
    assert found == expected


def test_csv_has_the_columns_it_names(gantt: Gantt) -> None:
    assert csv_text(gantt).splitlines()[0].split(",") == list(csv_columns())


def test_last_date_is_inclusive(gantt: Gantt) -> None:
    for line in csv.DictReader(io.StringIO(csv_text(gantt))):
        first, last = date.fromisoformat(line["first_date"]), date.fromisoformat(line["last_date"])
        assert (last - first).days + 1 == int(line["days"])


def test_json_holds_every_row_bar_marker_and_band(gantt: Gantt) -> None:
    record = json.loads(json_text(gantt))
    assert [row["row"] for row in record["rows"]] == [row.id for row in gantt.rows]
    for told, row in zip(record["rows"], gantt.rows, strict=True):
        assert [(bar["kind"], bar["days"], bar["pounds"]) for bar in told["bars"]] == [
            (bar.kind.value, bar.days, bar.pounds) for bar in row.bars
        ]
        assert [mark["date"] for mark in told["markers"]] == [gantt.date_of(m.day).isoformat() for m in row.markers]
        assert (told["basis"], told["departments"]) == (row.provenance.basis.value, list(row.place.departments))
    assert len(record["bands"]) == len(gantt.bands)


def test_a_name_that_looks_like_a_formula_is_quoted() -> None:
    lines = list(csv.DictReader(io.StringIO(csv_text(hostile("=1+1")))))
    assert {line["name"] for line in lines if line["row"] == "k"} == {"'=1+1"}
