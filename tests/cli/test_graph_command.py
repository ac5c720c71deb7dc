"""What waits for what: as tables, as a picture, and for other tools."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from tests.cli.conftest import Run

PLAN = ("--plan", "results/plan.json")


def test_milestones_are_listed_with_what_waits_for_them(run: Run) -> None:
    rows = json.loads(run("graph", "portfolio", "--format", "json").stdout)
    found = {row["milestone"]: row for row in rows}
    # C-ASH 5,000, C-BIRCH 4,000 and C-SHARED 1,000 a day wait for North; C-CEDAR 3,000 and C-SHARED for South
    assert found["NORTH-READY"]["contracts"] == ["C-ASH", "C-BIRCH", "C-SHARED"]
    assert found["NORTH-READY"]["exposure_pounds_per_day"] == 10_000
    assert found["SOUTH-READY"]["exposure_pounds_per_day"] == 4_000
    assert "Longest chain: " in run("graph", "portfolio").stdout


def test_a_plan_adds_what_they_cost_in_it(run: Run) -> None:
    (north,) = (
        row
        for row in json.loads(run("graph", "portfolio", *PLAN, "--format", "json").stdout)
        if row["milestone"] == "NORTH-READY"
    )
    # docs/tiny.md: the plan buys ASH-1 for 100,000 and bears 34 days of C-SHARED at 1,000
    assert (north["extension_pounds"], north["exposure_pounds"]) == (100_000, 34_000)


def test_one_record_has_what_stands_before_and_behind_it(run: Run) -> None:
    rows = json.loads(run("graph", "portfolio", "ASH-MOVE", "--format", "json").stdout)
    assert [row["id"] for row in rows if row["relation"] == "waits for" and row["kind"] == "milestone"] == [
        "NORTH-READY"
    ]
    assert "C-ASH" in {row["id"] for row in rows if row["relation"] == "is waited for by"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("NORTH-REDY",), "did you mean NORTH-READY?"),
        (("--cluster", "NROTH", "--out", "g.svg"), "did you mean NORTH?"),
        (("--out", "g.bmp"), "ends in none of .svg, .dot, .graphml"),
        (("--out", "portfolio/contracts.csv"), "ends in none of"),
    ],
)
def test_what_is_not_there_is_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    refused = run("graph", "portfolio", *arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_it_is_drawn_in_layers_from_left_to_right(run: Run, workplace: Path) -> None:
    assert run("graph", "portfolio", "--out", "g.svg").exit_code == 0
    drawing = ElementTree.parse(workplace / "g.svg").getroot()
    boxes = {
        group[0].text: float(group[1].attrib["x"]) for group in drawing if group.tag.endswith("}g") and group[0].text
    }
    place = {text.split(" ")[1].rstrip(":"): x for text, x in boxes.items()}
    assert place["NORTH-READY"] < place["ASH-MOVE"] < place["C-ASH"]


def test_other_tools_read_it(run: Run, workplace: Path) -> None:
    assert run("graph", "portfolio", "--out", "g.graphml").exit_code == 0
    graph = nx.read_graphml(workplace / "g.graphml")
    assert graph.has_edge("migration ASH-MOVE", "contract C-ASH")
    assert run("graph", "portfolio", "--cluster", "SOUTH", "--out", "g.dot").exit_code == 0
    dot = (workplace / "g.dot").read_text(encoding="utf-8")
    assert '"milestone SOUTH-READY" -> "migration CEDAR-MOVE";' in dot
    assert "ASH-MOVE" not in dot


def test_the_same_file_is_written_again_and_a_foreign_one_is_kept(run: Run, workplace: Path) -> None:
    assert run("graph", "portfolio", "--out", "g.svg").exit_code == 0
    first = (workplace / "g.svg").read_bytes()
    assert run("graph", "portfolio", "--out", "g.svg").exit_code == 0
    assert (workplace / "g.svg").read_bytes() == first
    (workplace / "mine.dot").write_text("digraph {}")
    assert run("graph", "portfolio", "--out", "mine.dot").exit_code == 2
    assert (workplace / "mine.dot").read_text() == "digraph {}"
