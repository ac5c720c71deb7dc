"""What is locked and what is shipped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([a-z0-9.\-]+)==([^ \\;]+)", re.MULTILINE)


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_a_lock_names_no_address_and_no_path(name: str) -> None:
    assert re.findall(r"https?:|file:|@|--index|--find-links|\s/\w", lock(name)) == []


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_pin_of_a_lock_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", lock(name))
    assert [block for block in blocks if PIN.match(block) and "--hash=sha256:" not in block] == []


def test_the_locks_agree() -> None:
    assert dict(PIN.findall(lock("runtime"))).items() <= dict(PIN.findall(lock("dev"))).items()


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    command = [sys.executable, "-c", build, str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(folder / built.stdout.strip()) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_the_program_its_templates_and_the_example_data(unpacked_wheel: Path) -> None:
    files = {str(file.relative_to(unpacked_wheel)) for file in unpacked_wheel.rglob("*") if file.is_file()}
    source = {str(file.relative_to(ROOT)) for file in (ROOT / "planner").rglob("*") if "__pycache__" not in file.parts}
    data = {
        f"planner/{file.relative_to(ROOT)}"
        for name in ("whitehall", "tiny")
        for file in (ROOT / "data" / name).iterdir()
    }
    assert {file for file in source if (ROOT / file).is_file()} | data | {"planner/data/README.md"} <= files
    assert not any(file.startswith(("tests/", "notebooks/", "data/")) for file in files)


def test_the_demo_runs_from_the_wheel_in_an_empty_folder(unpacked_wheel: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(unpacked_wheel), "PLANNER_STORE": "none"}
    command = [sys.executable, "-m", "planner", "demo", "--tiny"]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, "£208,000" in result.stdout) == (0, True), result.stderr
    assert str(unpacked_wheel / "planner" / "data" / "tiny") in result.stderr
    assert (tmp_path / "out" / "gantt.html").exists()
