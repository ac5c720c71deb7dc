"""Of the single faults, a sample: each is named with place and cure, but for the misses on the list."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from tests.faults.__main__ import LEAST_SHARE, known_misses
from tests.faults.single_faults import Answer, Verdict, answer, faults, known_findings

EVERY = 12
"""`make faults` inflicts all of them; this is every twelfth."""


def sample(path: Path) -> list[Answer]:
    known = known_findings()
    return [answer(fault, path / "portfolio", known) for fault in islice(faults(), 0, None, EVERY)]


def test_a_sample_of_single_faults_is_named_with_place_and_cure(tmp_path: Path) -> None:
    answers = sample(tmp_path)
    missed = {
        (found.fault.name, found.verdict.value): found.said for found in answers if found.verdict != Verdict.NAMED
    }
    assert len(answers) > 150
    assert not [found for found in answers if found.verdict is Verdict.TRACEBACK]
    assert set(missed) <= set(known_misses()), "a fault is newly missed; mend it, or run python -m tests.faults --write"


def test_the_list_of_misses_holds_faults_that_there_are() -> None:
    names = [fault.name for fault in faults()]
    assert len(names) == len(set(names)), "two faults of one name"
    assert {name for name, _ in known_misses()} <= set(names)
    assert len(known_misses()) <= (1 - LEAST_SHARE) * len(names)
