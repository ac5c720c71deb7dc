"""The table of mutants is whole and up to date; `make mutants` shows that each is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.catalogue import MUTANTS, ROWS, Mutant

ROOT = Path(__file__).parents[2]


def test_every_rule_term_and_flag_has_a_mutant_in_each_of_its_places() -> None:
    assert {mutant.row for mutant in MUTANTS} == set(ROWS)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: " ".join(mutant.row))
def test_what_a_mutant_breaks_stands_in_its_file_once(mutant: Mutant) -> None:
    sound = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert sound.count(mutant.text) == 1
    broken = sound.replace(mutant.text, mutant.instead)
    assert broken != sound
    compile(broken, mutant.file, "exec")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: " ".join(mutant.row))
def test_the_test_that_must_notice_a_mutant_is_there(mutant: Mutant) -> None:
    path, *names = mutant.noticed_by.split("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert all(f"def {name}(" in text or f"class {name}:" in text for name in names), mutant.noticed_by
