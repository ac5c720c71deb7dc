from pathlib import Path

import pytest

from planner.cli.shared.failures import Failure
from planner.cli.shared.output_files import output_file, output_folder

NAMES = {"plan.json", "flags.csv", "gantt.svg"}


def write(target: Path, files: dict[str, str], source: Path | None = None) -> None:
    with output_folder(target, names=NAMES, mark="plan.json", source=source) as folder:
        for name, text in files.items():
            (folder / name).write_text(text)


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_a_new_folder_holds_exactly_what_was_written(tmp_path: Path) -> None:
    write(tmp_path / "out", {"plan.json": "1", "flags.csv": "2"})
    assert contents(tmp_path / "out") == {"plan.json": "1", "flags.csv": "2"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_a_second_run_replaces_the_first_and_keeps_what_is_not_its_own(tmp_path: Path) -> None:
    write(tmp_path / "out", {"plan.json": "1", "gantt.svg": "old"})
    (tmp_path / "out" / "notes.txt").write_text("mine")
    write(tmp_path / "out", {"plan.json": "2", "flags.csv": "new"})
    assert contents(tmp_path / "out") == {"plan.json": "2", "flags.csv": "new", "notes.txt": "mine"}


def fail_half_way(target: Path) -> None:
    with output_folder(target, names=NAMES, mark="plan.json") as folder:
        (folder / "plan.json").write_text("half")
        raise OSError("disk full")


def test_a_failure_while_writing_leaves_the_earlier_results(tmp_path: Path) -> None:
    write(tmp_path / "out", {"plan.json": "1"})
    with pytest.raises(OSError, match="disk full"):
        fail_half_way(tmp_path / "out")
    assert contents(tmp_path / "out") == {"plan.json": "1"}


def test_a_failure_while_writing_leaves_no_new_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), output_folder(tmp_path / "out", names=NAMES, mark="plan.json"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_files_of_somebody_else_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "flags.csv").write_text("mine")
    with pytest.raises(Failure, match="was not written by an earlier plan"):
        write(tmp_path, {"plan.json": "1"})
    assert contents(tmp_path) == {"flags.csv": "mine"}


def test_the_input_is_never_written_into(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="holds the input"):
        write(tmp_path, {"plan.json": "1"}, source=tmp_path / "." / "")


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(Failure, match="is a file"):
        write(tmp_path / "out", {"plan.json": "1"})


def test_an_existing_file_is_overwritten_only_on_request(tmp_path: Path) -> None:
    target = tmp_path / "template.xlsx"
    target.write_text("filled in")
    with pytest.raises(Failure, match="exists already"), output_file(target, overwrite=False) as partial:
        partial.write_text("empty")
    assert target.read_text() == "filled in"
    with output_file(target, overwrite=True) as partial:
        partial.write_text("empty")
    assert contents(tmp_path) == {"template.xlsx": "empty"}
