"""Files that are damaged, huge, hostile or none: a plain error with place and cure, and no waiting."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.reading.importers.msproject import opening
from planner.reading.importers.msproject.opening import read_plan
from tests.reading.importers.msproject.plans import SPACE, mspdi, task, xer

SOUND = mspdi(task())
BOMB = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Project>&b;</Project>'
READS_FILES = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><Project/>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, ("<!DOCTYPE ...>", "take it out")),
        (READS_FILES, ("<!DOCTYPE ...>",)),
        (SOUND[:-30], ("line 1", "ends in the middle", "copy it again")),
        (SOUND[: len(SOUND) // 2], ("ends in the middle",)),
        (SOUND.replace(b"Go live", b"Caf\xe9"), ("not in the encoding that it states (UTF-8)", "UTF-8")),
        (SOUND.replace(b"UTF-8", b"klingon"), ('it states "klingon"',)),
        (SOUND.replace(b"</Task>", b"</Tusk>"), ("line 1", "not well-formed XML: mismatched tag", "export it again")),
        (SOUND.replace(b"Go live", b"Go \x01 live"), ("not well-formed XML",)),
        (b"<Project>" + b"<a>" * 200, ("more than 100 deep",)),
        (b"<html><body/></html>", ("it begins with <html>", "save the plan as XML")),
        (b"", ("it is empty",)),
        (b" \n", ("it is empty",)),
        (b"PK\x03\x04 and so on", ("an archive or a workbook",)),
        (b"MPX,Microsoft Project for Windows", ("an MPX file",)),
        (b"id,name\n1,x\n", ("no plan that is known here", "export it as XER")),
        (b"ERMHDR\t1\n%R\tx\n", ("line 2", "before the name of its table")),
        (b"ERMHDR\t1\n%T\tTASK\n%F\ta\tb\n%R\t1\t2\t3\n", ("line 4", "3 cells and the table 2 columns", "tab")),
        (b"ERMHDR\t1\n%T\tTASK\n%F\ta\tb\n%R\t1", ("line 4", "in the middle of a row")),
        (b"ERMHDR\t1\n%T\tTASK\n%F\ta\n%R\t\x81\x8d\xff\n", ("line 4", "in none of the encodings")),
    ],
)
def test_what_cannot_be_read_is_named_with_place_and_cure(
    tmp_path: Path, content: bytes, words: tuple[str, ...]
) -> None:
    file = tmp_path / "plan.xml"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_plan(file)
    (finding,) = caught.value.findings
    assert all(word in str(finding) for word in words), str(finding)
    assert finding.cure


def test_a_row_of_a_xer_stands_in_its_line(tmp_path: Path) -> None:
    file = tmp_path / "plan.XER"
    file.write_bytes(b"ERMHDR\t1\n%R\tx\n")
    with pytest.raises(InputError, match=r"plan\.XER line 2: "):
        read_plan(file)


def test_a_file_that_is_too_large_is_refused_with_a_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 100)
    file = tmp_path / "plan.xml"
    file.write_bytes(SOUND)
    with pytest.raises(InputError, match=r"at most 100 are read; save a plan of its own"):
        read_plan(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encodings_that_programs_write_are_read(tmp_path: Path, encoding: str) -> None:
    stated = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{stated}"?><Project xmlns="{SPACE}"><Tasks>{task(name="Café")}</Tasks></Project>'
    file = tmp_path / "plan.xml"
    file.write_bytes(text.encode(encoding))
    assert [found.name for found in read_plan(file).tasks] == ["Café"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_xer_is_read_in_its_encodings_and_line_ends(tmp_path: Path, encoding: str, ending: str) -> None:
    text = xer({"TASK": [{"task_id": "1", "task_name": "Café “live”"}]})
    file = tmp_path / "plan.xer"
    file.write_bytes(text.replace("\n", ending).encode(encoding))
    assert [found.name for found in read_plan(file).tasks] == ["Café “live”"]


def test_what_a_file_is_shows_from_its_content_not_from_its_name(tmp_path: Path) -> None:
    file = tmp_path / "plan.mpp"
    file.write_bytes(SOUND)
    assert read_plan(file).form == "MS Project XML"
