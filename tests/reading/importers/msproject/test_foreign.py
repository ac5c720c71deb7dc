"""Files that MPXJ reads for us: PMXML and .mpp; without Java or the extra, a plain message."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from planner.errors import InputError, MissingExtraError, SettingsError
from planner.reading.importers.msproject import foreign
from planner.reading.importers.msproject.opening import read_plan
from tests.foreign import need

MPP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more"
PMXML = """<?xml version="1.0" encoding="UTF-8"?>
<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6/V19.12/API/BusinessObjects">
 <UDFType>
  <DataType>Text</DataType><ObjectId>7</ObjectId><SubjectArea>Activity</SubjectArea><Title>planner id</Title>
 </UDFType>
 <Project>
  <ObjectId>1</ObjectId><Id>P</Id><Name>Plan</Name><DataDate>2030-01-03T00:00:00</DataDate>
  <Activity>
   <ObjectId>11</ObjectId><ProjectObjectId>1</ProjectObjectId><Id>A10</Id><Name>Go live</Name>
   <Type>Finish Milestone</Type><Status>Not Started</Status>
   <FinishDate>2030-07-01T17:00:00</FinishDate><PlannedFinishDate>2030-07-01T17:00:00</PlannedFinishDate>
   <StartDate>2030-07-01T17:00:00</StartDate><PlannedStartDate>2030-07-01T17:00:00</PlannedStartDate>
   <UDF><TypeObjectId>7</TypeObjectId><TextValue>unity-live</TextValue></UDF>
  </Activity>
 </Project>
</APIBusinessObjects>
"""


@pytest.fixture
def java() -> None:
    need("java", libraries=("mpxj", "jpype"))


@pytest.mark.usefixtures("java")
def test_a_pmxml_is_read_with_its_user_fields(tmp_path: Path) -> None:
    file = tmp_path / "plan.xml"
    file.write_text(PMXML, encoding="utf-8")
    plan = read_plan(file)
    (task,) = (task for task in plan.tasks if not task.is_summary)
    assert plan.form == "Primavera PMXML"
    assert (task.place, task.code, task.name, task.planner_id) == ("activity A10", "A10", "Go live", "unity-live")
    assert (task.finish, task.as_of, task.is_milestone) == (datetime(2030, 7, 1, 17), date(2030, 1, 3), True)
    assert task.baseline_finish is None  # planned dates move with the plan, and are no baseline
    assert task.hindrance is None


@pytest.mark.usefixtures("java")
def test_what_mpxj_cannot_read_is_an_error_with_a_cure(tmp_path: Path) -> None:
    file = tmp_path / "plan.mpp"
    file.write_bytes(MPP)
    with pytest.raises(InputError, match="save it as XML"):
        read_plan(file)


def test_a_damaged_pmxml_is_an_error_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "plan.xml"
    file.write_text(PMXML.partition("<Type>")[0], encoding="utf-8")  # cut off in line 10
    with pytest.raises(InputError, match=r"plan\.xml line 10: it ends in the middle"):
        read_plan(file)


def test_a_document_type_never_reaches_mpxj(tmp_path: Path) -> None:
    file = tmp_path / "plan.xml"
    file.write_text(PMXML.replace("?>\n", '?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd">\n', 1), encoding="utf-8")
    with pytest.raises(InputError, match="<!DOCTYPE"):
        read_plan(file)


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"\[msproject\]"):
        foreign.read_foreign(MPP, "plan.mpp", "mpp")


@pytest.mark.usefixtures("java")
def test_without_java_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    child.write_text('print(\'{"no_java": "not found"}\')')
    monkeypatch.setattr(foreign, "CHILD", child)
    with pytest.raises(SettingsError, match=r"install Java 17, or open it in MS Project and save it as XML"):
        foreign.read_foreign(MPP, "plan.mpp", "mpp")


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize(
    ("program", "words"), [("raise SystemExit(1)", "broke down"), ("while True: pass", "has not read it")]
)
def test_a_file_that_breaks_or_keeps_mpxj_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, words: str
) -> None:
    child = tmp_path / "child.py"
    child.write_text(program)
    monkeypatch.setattr(foreign, "CHILD", child)
    monkeypatch.setattr(foreign, "MOST_SECONDS", 1)
    file = tmp_path / "plan.mpp"
    file.write_bytes(MPP)
    with pytest.raises(InputError, match=words):
        read_plan(file)
