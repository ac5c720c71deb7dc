"""The texts that were read aloud are those of today, and their numbers are facts."""

from __future__ import annotations

import re

from tests.explain.texts import TEXTS, texts, whitehall


def test_the_explanations_of_whitehall_are_the_texts_that_were_read_aloud() -> None:
    assert "\n\n".join(texts(whitehall())) + "\n" == TEXTS.read_text(encoding="utf-8")


def test_a_text_has_three_to_eight_sentences() -> None:
    for text in TEXTS.read_text(encoding="utf-8").strip().split("\n\n"):
        assert 3 <= len(text.splitlines()) - 1 <= 8, text


def test_no_text_names_a_weekday_or_a_word_of_the_trade() -> None:
    text = TEXTS.read_text(encoding="utf-8")
    trade = r"\b(slack|lag|feeder|constraint|optimal|infeasible|Monday|Tuesday|Wednesday|Thursday|Friday)\b"
    assert re.findall(trade, text) == []
