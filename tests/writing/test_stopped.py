"""A write that is stopped at any of its steps leaves the old answer or the new one."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from planner.writing import write_file, write_folder
from tests.writing.steps import environment, leftovers, run_python, run_stopped, tree

OLD = {"plan.json": "old", "flags.csv": "old", "gone.svg": "old"}
NEW = {"plan.json": "new", "flags.csv": "new", "inner/table.csv": "new"}
NAMES = sorted({*OLD, *NEW})
WRITE = f"write_folder('out', {NEW!r}, {NAMES!r})"
BY_RENAMING = f"folders.exchange = lambda first, second: False\n{WRITE}"
"""As on a disk that cannot exchange two folders in one step."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    write_folder(tmp_path / "out", OLD)
    return tmp_path


def stops(program: str, number: int, folder: Path) -> bool:
    """Whether a process was stopped at this step; False once it has fewer."""
    code = run_stopped(program, number, signal.SIGKILL, folder)
    assert code in (0, -signal.SIGKILL)
    return code != 0


def test_a_folder_killed_at_any_step_is_old_or_new_and_the_next_write_tidies_up(old: Path) -> None:
    seen = []
    for number in count(1):
        killed = stops(WRITE, number, old)
        found = tree(old / "out")
        assert found in (OLD, NEW)
        seen.append(found)
        write_folder(old / "out", OLD, NAMES)
        assert (tree(old / "out"), leftovers(old)) == (OLD, [])
        if not killed:
            break
    assert OLD in seen[:-1]
    assert NEW in seen[:-1]  # some step comes after the exchange


def test_without_an_exchange_the_old_folder_is_at_its_place_or_put_back_by_the_next_write(old: Path) -> None:
    for number in count(1):
        killed = stops(BY_RENAMING, number, old)
        if not (old / "out").exists():
            aside = [path for path in old.iterdir() if path.name.endswith(".planner-old")]
            assert [tree(path) for path in aside] == [OLD]
        else:
            assert tree(old / "out") in (OLD, NEW)
        write_folder(old / "out", OLD, NAMES)
        assert (tree(old / "out"), leftovers(old)) == (OLD, [])
        if not killed:
            break
    assert number > 5


def test_somebody_elses_file_is_in_the_folder_at_every_step(old: Path) -> None:
    (old / "out" / "notes.txt").write_text("mine")
    (old / "out" / "drafts").mkdir()
    (old / "out" / "drafts" / "one.txt").write_text("mine")
    for number in count(1):
        killed = stops(WRITE, number, old)
        assert tree(old / "out")["notes.txt"] == "mine"
        write_folder(old / "out", OLD, NAMES)
        assert tree(old / "out") == {**OLD, "notes.txt": "mine", "drafts/one.txt": "mine"}
        assert leftovers(old) == []
        if not killed:
            break


def test_a_file_killed_at_any_step_is_old_or_new_and_the_next_write_tidies_up(tmp_path: Path) -> None:
    write_file(tmp_path / "plan.json", "old")
    for number in count(1):
        killed = stops("write_file('plan.json', 'new')", number, tmp_path)
        assert (tmp_path / "plan.json").read_text() in ("old", "new")
        write_file(tmp_path / "plan.json", "old")
        assert tree(tmp_path) == {"plan.json": "old"}
        if not killed:
            break
    assert number > 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_of_the_system_waits_until_the_new_folder_is_there(old: Path, number: int) -> None:
    for step in count(1):
        code = run_stopped(WRITE, step, number, old)
        assert (tree(old / "out"), leftovers(old)) == (NEW, [])
        if code == 0:
            break
        assert code == -number
        write_folder(old / "out", OLD, NAMES)
    assert step > 5


def test_ctrl_c_waits_until_the_new_file_is_there(tmp_path: Path) -> None:
    program = "try:\n    write_file('plan.json', 'new')\nexcept KeyboardInterrupt:\n    sys.exit(7)"
    assert run_stopped(program, 2, signal.SIGINT, tmp_path) == 7
    assert tree(tmp_path) == {"plan.json": "new"}


def full_disk(program: str, folder: Path) -> str:
    """What is said when no file may become longer than 1,000 bytes."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))"
    result = run_python(f"from planner.writing import *\n{limit}\n{program}", folder)
    assert result.returncode == 1
    return result.stderr.splitlines()[-1]


def test_a_full_disk_names_the_folder_and_leaves_the_old_one(old: Path) -> None:
    said = full_disk("write_folder('out', {'plan.json': 'new', 'flags.csv': 'x' * 2000})", old)
    assert "out: cannot be written (File too large)" in said
    assert (tree(old / "out"), leftovers(old)) == (OLD, [])


def test_a_full_disk_names_the_file_and_leaves_nothing_of_it(tmp_path: Path) -> None:
    assert "new/plan.json: cannot be written" in full_disk("write_file('new/plan.json', 'x' * 2000)", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_several_planners_write_the_same_file_and_folder_one_after_another(tmp_path: Path) -> None:
    program = (
        "from planner.writing import *\n"
        f"for text in 'abcde':\n    write_file('plan.json', text)\n    write_folder('out', {NEW!r}, {NAMES!r})"
    )
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda _: run_python(program, tmp_path), range(6)))
    assert [result.stderr for result in results] == [""] * 6
    assert tree(tmp_path) == {"plan.json": "e", **{f"out/{name}": text for name, text in NEW.items()}}


def test_a_writer_that_is_still_at_work_is_waited_for(tmp_path: Path) -> None:
    slow = "import time\nfrom planner.writing.partials import *\nwith alone_in(Path()), partial_file(Path('a')):\n    "
    program = f"{slow}print('begun', flush=True); time.sleep(1)"
    process = subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    started = time.monotonic()
    write_file(tmp_path / "a", "new")
    assert time.monotonic() - started > 0.5
    process.communicate()
    assert process.returncode == 0
    assert tree(tmp_path) == {"a": "new"}
