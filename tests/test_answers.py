"""The committed answers of brute force are complete, and those derived again here are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.answers import FILE, SEEDS, answers, derive, write

AGAIN = range(3, 520, 47)
"""Eleven seeds over the whole range; `make nightly` derives every seed anew."""


def test_every_seed_has_an_answer() -> None:
    assert list(answers()) == list(SEEDS)


@pytest.mark.parametrize("seed", AGAIN)
def test_brute_force_gives_the_committed_answer(seed: int) -> None:
    assert derive(seed) == answers()[seed], "where the meaning of a plan has changed on purpose, run make answers"


def test_answers_are_written_as_they_are_read(tmp_path: Path) -> None:
    write(answers().values(), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == FILE.read_bytes()
