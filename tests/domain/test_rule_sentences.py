"""The catalogue: every rule and every term has one plain sentence."""

from __future__ import annotations

import re

import pytest

from planner.domain.rules import SENTENCES, TERM_SENTENCES, Rule, Term


def test_every_rule_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Rule)


def test_every_term_has_a_sentence() -> None:
    assert set(TERM_SENTENCES) == set(Term)


@pytest.mark.parametrize("sentence", [*SENTENCES.values(), *TERM_SENTENCES.values()])
def test_a_sentence_is_one_plain_sentence(sentence: str) -> None:
    assert re.fullmatch(r"[A-Z][^.]*\.", sentence)
    assert len(sentence) < 170


def test_no_two_rules_say_the_same() -> None:
    assert len(set(SENTENCES.values())) == len(SENTENCES)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_id_is_kebab_case(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.value)
