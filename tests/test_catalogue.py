"""Every rule stands in five places: the catalogue, a breach predicate, a constraint, a section of the docs, a test class."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from planner.domain.rules import ASKED_RULES, SENTENCES, TERM_SENTENCES, Rule, Term
from planner.plan.breaches import ASKED_PREDICATES, PREDICATES
from planner.solver.model.constraints import CONSTRAINTS

ROOT = Path(__file__).parent.parent
SECTION = re.compile(r"^## (?P<id>[a-z-]+)\n\n(?P<text>.+?)\n\n", re.MULTILINE | re.DOTALL)


def documented_sentences() -> dict[str, str]:
    """The first paragraph of every section of the rules page, by its heading."""
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    return {found["id"]: " ".join(found["text"].split()) for found in SECTION.finditer(page)}


def classes_of_tests() -> set[str]:
    """Names of the classes in the tests of rules."""
    pages = (ROOT / "tests" / "plan").glob("test_rules_*.py")
    trees = [ast.parse(page.read_text(encoding="utf-8")) for page in pages]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)}


def class_name(rule: Rule) -> str:
    """For instance TestWaveWindow for `wave-window`."""
    return "Test" + "".join(word.capitalize() for word in rule.value.split("-"))


def test_every_rule_has_its_sentence() -> None:
    assert list(SENTENCES) == list(Rule)


def test_every_term_has_its_sentence() -> None:
    assert list(TERM_SENTENCES) == list(Term)


def test_every_rule_has_one_breach_predicate() -> None:
    assert [*PREDICATES, *ASKED_PREDICATES] == list(Rule)
    assert len({*PREDICATES.values(), *ASKED_PREDICATES.values()}) == len(Rule)


def test_the_rules_that_a_question_asks_for_are_those_whose_predicate_is_given_what_is_asked() -> None:
    assert set(ASKED_PREDICATES) == ASKED_RULES


def test_every_rule_has_one_constraint() -> None:
    assert set(CONSTRAINTS) == set(Rule)


def test_every_rule_has_a_section_that_opens_with_its_sentence() -> None:
    assert documented_sentences() == {rule.value: SENTENCES[rule] for rule in Rule}


def test_every_rule_has_a_test_class() -> None:
    assert {class_name(rule) for rule in Rule} <= classes_of_tests()


def test_predicates_and_constraints_share_no_code() -> None:
    """The judge is independent: nothing below the solver imports it, nor its libraries."""
    pages = [page for folder in ("domain", "plan") for page in (ROOT / "planner" / folder).rglob("*.py")]
    imported = {
        name
        for page in pages
        for node in ast.walk(ast.parse(page.read_text(encoding="utf-8")))
        for name in _names(node)
    }
    assert not [name for name in imported if name.startswith(("planner.solver", "ortools"))]


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
