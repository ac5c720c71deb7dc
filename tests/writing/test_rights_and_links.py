"""The rights of what is written are those of the umask, and links are replaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.errors import OutputError
from planner.writing import check_folder_writable, check_writable, write_file, write_folder
from tests.writing.steps import tree


@pytest.fixture(params=[0o077, 0o022, 0o002])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_umask_is_kept(umask: int, tmp_path: Path) -> None:
    write_file(tmp_path / "a.html", "text")
    write_folder(tmp_path / "out", {"plan.json": "text", "inner/table.csv": "text"})
    for file in ("a.html", "out/plan.json", "out/inner/table.csv"):
        assert rights(tmp_path / file) == 0o666 & ~umask
    for folder in ("out", "out/inner"):
        assert rights(tmp_path / folder) == 0o777 & ~umask


def test_what_was_shut_to_others_stays_so(tmp_path: Path) -> None:
    write_file(tmp_path / "a.html", "old")
    write_folder(tmp_path / "out", {"plan.json": "old"})
    (tmp_path / "a.html").chmod(0o640)
    (tmp_path / "out").chmod(0o2750)
    before = os.umask(0o022)
    write_file(tmp_path / "a.html", "new")
    write_folder(tmp_path / "out", {"plan.json": "new"})
    os.umask(before)
    assert rights(tmp_path / "a.html") == 0o640
    assert (tmp_path / "out").stat().st_mode & 0o7777 == 0o2750


def test_a_link_in_the_place_of_a_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    (tmp_path / "out.csv").symlink_to("mine.csv")
    write_file(tmp_path / "out.csv", "new")
    assert tree(tmp_path) == {"mine.csv": "mine", "out.csv": "new"}
    assert not (tmp_path / "out.csv").is_symlink()


def test_a_link_in_the_place_of_a_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "plan.json").write_text("mine")
    (tmp_path / "out").symlink_to("mine")
    write_folder(tmp_path / "out", {"plan.json": "new"})
    assert tree(tmp_path) == {"mine/plan.json": "mine", "out/plan.json": "new"}
    assert not (tmp_path / "out").is_symlink()


def test_a_link_inside_an_old_folder_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "contracts.csv").symlink_to(tmp_path / "mine.csv")
    write_folder(tmp_path / "out", {"contracts.csv": "new"})
    assert tree(tmp_path) == {"mine.csv": "mine", "out/contracts.csv": "new"}


def test_the_folder_the_program_works_in_keeps_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "out", {"plan.json": "old", "gone.svg": "old", "inner/a.csv": "old", "inner/b.csv": "old"})
    (tmp_path / "out" / "notes.txt").write_text("mine")
    monkeypatch.chdir(tmp_path / "out")
    write_folder(".", {"plan.json": "new", "inner/a.csv": "new"}, ["gone.svg"])
    assert tree(Path.cwd()) == {"plan.json": "new", "inner/a.csv": "new", "notes.txt": "mine"}


def test_whether_something_can_be_written_is_found_out_without_a_trace(tmp_path: Path) -> None:
    check_writable(tmp_path / "deep" / "down" / "a.html")
    check_folder_writable(tmp_path / "deep" / "out")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match=r"file/out: cannot be written \(Not a directory\)"):
        check_writable(tmp_path / "file" / "out")


def test_a_folder_is_no_file_and_a_file_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="is a folder; name a file"):
        write_file(tmp_path, "new")
    with pytest.raises(OutputError, match="is a file; name a folder"):
        write_folder(tmp_path / "file", {"plan.json": "new"})
