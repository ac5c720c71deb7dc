"""Breaks a copy of the program in one place after the other and prints who noticed: `python -m tests.mutants [WORDS]`.

With words, only the mutants whose row contains one of them. Exit code 1 where a mutant survives, a row has none, or the
named tests fail without any break.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.mutants.catalogue import MUTANTS, ROWS, Mutant

ROOT = Path(__file__).parents[2]
COPIED = ("planner", "tests", "data", "pyproject.toml")
PASSED, FAILED = 0, 1
"""Exit codes of pytest."""


def copy_of_the_tree(target: Path) -> None:
    """What the tests need, with the kernels that have been compiled already."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("results"))
        else:
            shutil.copy2(source, target / name)


def run(tests: Iterable[str], folder: Path) -> int:
    """The exit code of pytest for some tests of the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def verdict_on(mutant: Mutant, folder: Path) -> str:
    """`noticed`, `SURVIVED`, or why nothing can be said; the file is whole again afterwards."""
    path = folder / mutant.file
    sound = path.read_text(encoding="utf-8")
    if sound.count(mutant.text) != 1:
        return f"STALE: its text occurs {sound.count(mutant.text)} times"
    path.write_text(sound.replace(mutant.text, mutant.instead), encoding="utf-8")
    try:
        code = run([mutant.noticed_by], folder)
    finally:
        path.write_text(sound, encoding="utf-8")
    return {FAILED: "noticed", PASSED: "SURVIVED"}.get(code, f"UNCLEAR: pytest ended with {code}")


def chosen(words: Sequence[str]) -> list[Mutant]:
    """The mutants whose row contains one of the words; all without words."""
    return [mutant for mutant in MUTANTS if not words or any(word in " ".join(mutant.row) for word in words)]


def main(words: list[str]) -> int:
    """Print the table, row by row; 1 where it is not whole."""
    mutants, started = chosen(words), time.monotonic()
    missing = sorted(set(ROWS) - {mutant.row for mutant in MUTANTS})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_of_the_tree(folder)
        if run(sorted({mutant.noticed_by for mutant in mutants}), folder) != PASSED:
            print("the named tests fail without any break")
            return 1
        survivors = 0
        for mutant in mutants:
            verdict = verdict_on(mutant, folder)
            survivors += verdict != "noticed"
            kind, subject, part = mutant.row
            print(f"{kind:5} {subject:17} {part:9} {verdict:9} {mutant.file}: {mutant.noticed_by}", flush=True)
    for kind, subject, part in missing:
        print(f"{kind:5} {subject:17} {part:9} MISSING")
    seconds = time.monotonic() - started
    print(f"{len(mutants)} mutants in {seconds:.0f} s: {survivors} not noticed, {len(missing)} rows without one")
    return 1 if survivors or missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
