"""The map of a plan read, with every finding at once, and the one that is suggested."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.reading.importers.msproject.map_suggestion import suggested_map
from planner.reading.importers.msproject.mspdi import read_mspdi
from planner.reading.importers.msproject.plan_map import PlanMap, read_map
from tests.reading.importers.msproject.plans import DATE1, milestones, mspdi, task


def read(folder: Path, text: str) -> PlanMap:
    file = folder / "map.toml"
    file.write_text(text, encoding="utf-8")
    return read_map(file, ["a", "unity-live"], ["Text5", "Our ref", "Date1"])


def test_a_map_names_fields_and_tasks(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '[fields]\nplanner_id = "our ref"\nearly_date = "Date1"\n'
        '[milestones]\na = { uid = 17 }\nunity-live = { wbs = "1.10", name = "Go" }\n',
    )
    assert found.fields == {"planner_id": "our ref", "early_date": "Date1"}
    assert found.tasks == {"a": {"uid": "17"}, "unity-live": {"wbs": "1.10", "name": "Go"}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[milestone]\na = { uid = 1 }", '"milestone" is not a table of a map; did you mean "milestones"?'),
        ("[milestones]\nunity-life = { uid = 1 }", 'did you mean "unity-live"?'),
        ("[milestones]\na = { guide = 1 }", 'did you mean "guid"?'),
        ("[milestones]\na = { wbs = 1.10 }", 'write it between quotes, for instance "1.10"'),
        ("[milestones]\na = 17", "write for instance { uid = 17 }"),
        ("[milestones]\na = {}", "write for instance { uid = 17 }"),
        ('[fields]\nlate_date = "Date11"', 'did you mean "Date1"?'),
        ('[fields]\nlikely_date = "Date1"', "is not a column that a plan can fill"),
        ("fields = 1", '"fields" is not a table'),
    ],
)
def test_what_is_wrong_in_a_map_is_said_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert any(words in str(finding) and "map.toml line" in str(finding) for finding in caught.value.findings)


def test_all_findings_of_a_map_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, '[milestones]\nz = { uid = 1 }\na = { wbs = 2 }\n[fields]\nowner = "Text9"\n')
    assert len(caught.value.findings) == 3


def test_the_suggested_map_changes_nothing_until_a_line_is_uncommented(tmp_path: Path) -> None:
    values = {f"_{DATE1}": "2030-05-01T09:00:00"}
    content = mspdi(task(7, 'Name of "a" (go)', **values), fields=[(DATE1, "Date1", "P10 date")])
    base = milestones("a", "b")
    text = suggested_map(base, read_mspdi(content, "plan.xml"))
    assert read(tmp_path, text.replace("unity-live", "b")) == PlanMap()
    assert '# early_date = "P10 date"  # Date1: 1 date among 1 value' in text
    chosen = text.replace('# a = { uid = "7" }', 'a = { uid = "7" }')
    assert read(tmp_path, chosen).tasks == {"a": {"uid": "7"}}


def test_a_name_with_a_line_break_stays_in_its_comment(tmp_path: Path) -> None:
    base = milestones("a")
    text = suggested_map(base, read_mspdi(mspdi(task(7, "Name of a x")), "plan\n[milestones.a]\nuid=9.xml"))
    assert read(tmp_path, text) == PlanMap()
