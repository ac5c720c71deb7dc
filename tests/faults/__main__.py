"""Inflicts every single fault and prints how it is answered: `python -m tests.faults`, `--write` keeps the list of misses.

Exit code 1 where fewer than 97 % are named with place and cure, where one ends in a traceback, or where the misses are
not those of `misses.csv`.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.faults.single_faults import Answer, Verdict, answer, faults, known_findings

MISSES = Path(__file__).with_name("misses.csv")
LEAST_SHARE = 0.97


def misses_of(answers: Sequence[Answer]) -> list[tuple[str, str]]:
    """Name and verdict of every fault that is not named with place and cure."""
    return [(found.fault.name, found.verdict.value) for found in answers if found.verdict is not Verdict.NAMED]


def known_misses() -> list[tuple[str, str]]:
    """The misses of the committed list."""
    with MISSES.open(encoding="utf-8", newline="") as file:
        return [(row["fault"], row["verdict"]) for row in csv.DictReader(file)]


def write(misses: Sequence[tuple[str, str]]) -> None:
    """Keep the list of misses."""
    with MISSES.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["fault", "verdict"])
        rows.writerows(misses)


def report(answers: Sequence[Answer]) -> None:
    """The verdicts with their shares, then what is missed, kind by kind."""
    verdicts = Counter(found.verdict for found in answers)
    for verdict in Verdict:
        print(f"{verdicts[verdict]:5} {verdicts[verdict] / len(answers):6.1%}  {verdict.value}")
    print(f"{len(answers):5} single faults")
    crowded = sum(found.places > 1 for found in answers)
    print(f"{crowded:5} {crowded / len(answers):6.1%}  of them with errors in more than one place")
    for found in answers:
        if found.verdict is not Verdict.NAMED:
            print(f"{found.verdict.value}: {found.fault.name!r}: {found.said[:300]!r}")


def main(arguments: list[str]) -> int:
    """Inflict, print, compare."""
    with tempfile.TemporaryDirectory() as folder:
        known = known_findings()
        answers = [answer(fault, Path(folder) / "portfolio", known) for fault in faults()]
    report(answers)
    misses = misses_of(answers)
    if "--write" in arguments:
        write(misses)
        return 0
    for name, verdict in sorted(set(misses) ^ set(known_misses())):
        print(f"{'no longer' if (name, verdict) in known_misses() else 'newly'} missed: {name!r}: {verdict}")
    tracebacks = any(found.verdict is Verdict.TRACEBACK for found in answers)
    too_few = len(misses) > (1 - LEAST_SHARE) * len(answers)
    return 1 if tracebacks or too_few or misses != known_misses() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
