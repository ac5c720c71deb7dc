"""How many lines of `planner/` the tests run: `python -m tests.lines_covered`, from the data of a run under coverage.

Exit code 1 below 95 %, or where an excused line is run after all. `make coverage` makes the data: all tests once, and a
few again with kernels that are not compiled, for the lines of machine code cannot be counted.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXCUSED = Path(__file__).with_name("excused_lines.csv")
LEAST_PERCENT = 95.0
MOST_EXCUSED = 30
WORST_FILES = 15


@dataclass(frozen=True)
class Excuse:
    """A line that no test need run: its file, its text without indentation, and why."""

    file: str
    line: str
    reason: str

    def numbers(self) -> list[int]:
        """Where the line stands in its file."""
        lines = (ROOT / self.file).read_text(encoding="utf-8").splitlines()
        return [number for number, text in enumerate(lines, start=1) if text.strip() == self.line]


@dataclass(frozen=True)
class FileLines:
    """The lines of a file with code: all of them, and those that no test ran."""

    file: str
    lines: frozenset[int]
    missed: frozenset[int]


def excuses() -> list[Excuse]:
    """The lines excused by name."""
    with EXCUSED.open(encoding="utf-8", newline="") as file:
        return [Excuse(**row) for row in csv.DictReader(file)]


def measured() -> list[FileLines]:
    """What coverage recorded, file by file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.json"
        command = [sys.executable, "-m", "coverage", "json", "--quiet", "-o", str(path)]
        subprocess.run(command, cwd=ROOT, check=True)
        files: Mapping[str, Mapping[str, Sequence[int]]] = json.loads(path.read_text(encoding="utf-8"))["files"]
    return [
        FileLines(
            name, frozenset([*found["executed_lines"], *found["missing_lines"]]), frozenset(found["missing_lines"])
        )
        for name, found in sorted(files.items())
    ]


def without_excused(files: Sequence[FileLines], excused: Sequence[Excuse]) -> list[FileLines]:
    """The files without the lines that are excused."""
    places = {(excuse.file, number) for excuse in excused for number in excuse.numbers()}
    return [
        FileLines(
            found.file,
            frozenset(number for number in found.lines if (found.file, number) not in places),
            frozenset(number for number in found.missed if (found.file, number) not in places),
        )
        for found in files
    ]


def needless(files: Sequence[FileLines], excused: Sequence[Excuse]) -> list[Excuse]:
    """The excuses for lines that a test runs."""
    missed = {(found.file, number) for found in files for number in found.missed}
    return [excuse for excuse in excused if not any((excuse.file, number) in missed for number in excuse.numbers())]


def percent(files: Sequence[FileLines]) -> float:
    """The share of lines that a test ran."""
    lines = sum(len(found.lines) for found in files)
    return 100.0 * (1 - sum(len(found.missed) for found in files) / lines)


def main() -> int:
    """Print the share, the files with most lines missed, and what is excused for nothing."""
    files, excused = measured(), excuses()
    counted = without_excused(files, excused)
    for found in sorted(counted, key=lambda found: -len(found.missed))[:WORST_FILES]:
        if found.missed:
            print(f"{len(found.missed):4} of {len(found.lines):4} lines missed  {found.file}: {_spans(found.missed)}")
    for excuse in needless(files, excused):
        print(f"excused for nothing, a test runs it: {excuse.file}: {excuse.line}")
    share = percent(counted)
    lines = sum(len(found.lines) for found in counted)
    print(f"{share:.1f} % of {lines:,} lines of planner/ are run by tests, {len(excused)} lines excused by name")
    return 1 if share < LEAST_PERCENT or needless(files, excused) else 0


def _spans(numbers: frozenset[int]) -> str:
    """Line numbers, runs of them as first-last."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


if __name__ == "__main__":
    sys.exit(main())
