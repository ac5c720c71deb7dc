"""A decision writes the same rows from a workbook, from a scenario and with the command."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from planner.domain.portfolio import Portfolio
from planner.futures import apply_scenario
from planner.reading import decide, read_portfolio, write_portfolio
from planner.reading.deciding.records import Outcome
from planner.reading.edits.words import DECISIONS
from tests.futures.written_scenarios import scenario
from tests.reading.importers.workbook.filled import imported, laid, programme
from tests.sample import day

CASE = programme()
WAYS = [
    ("buy:k1", "approve", Outcome.DONE),
    ("buy:k1", "notice served", Outcome.NOTICE_SERVED),
    ("buy:k1", "refused", Outcome.REFUSED),
    ("buy:k1", "do not use", Outcome.NOT_USED),
    ("bridge:x", "bridge begun", Outcome.DONE),
    ("accept:l", "accept", Outcome.ACCEPTED),
    ("stop:r", "stop served", Outcome.DONE),
    ("answer:body", "joins", Outcome.ACCEPTED),
    ("answer:body", "stays", Outcome.REFUSED),
]


def from_workbook(folder: Path, act: str, word: str) -> Portfolio:
    cells = {
        (DECISIONS, act, "Decision"): word,
        (DECISIONS, act, "Decided on"): datetime(2030, 1, 1),
        (DECISIONS, act, "Decided by"): "Board",
    }
    return laid(CASE, imported(CASE, folder, cells))


@pytest.mark.parametrize(("act", "word", "outcome"), WAYS)
def test_a_decision_writes_the_same_rows_in_three_ways(tmp_path: Path, act: str, word: str, outcome: Outcome) -> None:
    folder = write_portfolio(CASE.portfolio, tmp_path / "portfolio")
    decide(folder, act, outcome, day=day(0), by="Board")
    body = f'[[decide]]\nact = "{act}"\ndecision = "{outcome.value}"\ndate = 2030-01-01\nby = "Board"'
    by_command, by_scenario = read_portfolio(folder), apply_scenario(CASE.portfolio, scenario(body))
    by_workbook = from_workbook(tmp_path, act, word)
    assert by_command.decisions_taken == by_scenario.decisions_taken == by_workbook.decisions_taken
    assert by_command.options == by_scenario.options == by_workbook.options
    assert by_command.organisations == by_scenario.organisations == by_workbook.organisations
