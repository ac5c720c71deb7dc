"""What would clear ten contracts of Whitehall, as it was read aloud: the words of today, whose dates and days are facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from planner.explain import explain
from planner.futures.tipping import tipping_of
from planner.present.tables.questions.explanation_table import answer_values
from tests.depth import least_by_day
from tests.explain.test_words import DATE, dates_of, spelt
from tests.explain.texts import CLEARED, CLEARING_SETTINGS, clearing_text, kept_clearing, whitehall

LOOKED_AT = CLEARED[: least_by_day(len(CLEARED), 3)]
TRADE = r"\b(lever|witness|feeder|slack|lag|constraint|optimal|infeasible|Monday|Tuesday|Wednesday|Thursday|Friday)\b"


@pytest.mark.parametrize("contract", LOOKED_AT)
def test_what_clears_a_contract_of_whitehall_is_the_text_that_was_read_aloud(contract: str) -> None:
    assert clearing_text(whitehall(), contract) == kept_clearing()[contract]


@pytest.mark.parametrize("contract", LOOKED_AT)
def test_every_date_and_count_of_days_in_the_text_is_a_fact(contract: str) -> None:
    case = whitehall()
    answer = explain(case, contract, levers=True, settings=CLEARING_SETTINGS)
    values = answer_values(case, answer)["contracts"][0]
    known = dates_of(case, contract) | set(dates_in(json.dumps(values)))
    points = tipping_of(case, answer, CLEARING_SETTINGS).points
    for point in points:
        opens = case.portfolio.milestone_by_id[point.milestone].planning_date
        known |= {
            opens + timedelta(days=days)
            for days in (point.must_days, (point.carried_out_days or 1) - 1)
            if days is not None
        }
    for found in values["clearing"]["levers"]:
        milestone = case.portfolio.milestone_by_id.get(found["id"])
        if milestone is not None and found["least"] is not None:
            known.add(milestone.planning_date - timedelta(days=found["least"]))
    for lack in values["clearing"]["capacity"]:  # the table ends on the day after, the text on the last day
        known.add(date.fromisoformat(lack["until_date"]) - timedelta(days=1))
    said = kept_clearing()[contract]
    assert set(DATE.findall(said)) <= {spelt(day) for day in known}
    days = {int(text) for text in re.findall(r"\b(\d+) days? (?:earlier|less)", said)}
    assert days <= set(numbers_in(values["clearing"]))


def dates_in(text: str) -> Iterator[date]:
    for day in re.findall(r"\d{4}-\d{2}-\d{2}", text):
        yield date.fromisoformat(day)


def numbers_in(value: Any) -> Iterator[int]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from numbers_in(part)
    if isinstance(value, int):
        yield value


def test_all_ten_are_kept_with_at_most_eight_sentences_and_one_for_each_milestone() -> None:
    kept = kept_clearing()
    assert tuple(kept) == CLEARED
    for text in kept.values():
        said = [line for line in text.splitlines()[1:] if " slips " not in line]
        assert 3 <= len(said) <= 8, text


def test_no_text_names_a_word_of_the_trade() -> None:
    assert re.findall(TRADE, "\n".join(kept_clearing().values())) == []
