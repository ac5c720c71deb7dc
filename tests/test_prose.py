"""What people read is in short sentences and common words: pages, help, messages and docstrings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.prose import (
    CODE,
    Sentence,
    docstrings_of_code,
    prose_pages,
    sentences_of,
    sentences_of_docstring,
    sentences_of_page,
    texts_of_code,
)

ROOT = Path(__file__).parent.parent
MOST_WORDS = 30
FEWEST_WORDS_OF_A_MESSAGE = 4
PRIVATE = re.compile(
    r"\b(rosters?|rivals?|spots?|oddit(?:y|ies)|odd|(?:when|day|date) whom|answering|page extras)\b",
    re.IGNORECASE,
)
"""Words of ours that have a common word: placement, other solver, place, warning, who must decide and by when."""
GLOSSARY = re.compile(r"^## Glossary\n(?P<text>.+?)^## ", re.MULTILINE | re.DOTALL)


def texts_of_package() -> Iterator[Sentence]:
    """The sentences of help and messages: every string of some words in the package that is no docstring."""
    for file, source in sources():
        for line, text in texts_of_code(source):
            if len(text.split()) >= FEWEST_WORDS_OF_A_MESSAGE:
                yield from sentences_of(text, f"{file}:{line}")


def docstrings_of_package() -> Iterator[Sentence]:
    for file, source in sources():
        for line, text in docstrings_of_code(source):
            yield from sentences_of_docstring(text, f"{file}:{line}")


def sources() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "planner").rglob("*.py")):
        yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def sentences_of_pages() -> Iterator[Sentence]:
    for page in prose_pages(ROOT):
        text = GLOSSARY.sub("## ", page.read_text(encoding="utf-8"))
        yield from sentences_of_page(text, str(page.relative_to(ROOT)))


def too_long(sentences: Iterable[Sentence]) -> list[str]:
    return [f"{one.place} ({one.words} words): {one.text}" for one in sentences if one.words > MOST_WORDS]


def private(sentences: Iterable[Sentence]) -> list[str]:
    return [
        f"{one.place} says {found[0]}: {one.text}" for one in sentences for found in [PRIVATE.search(one.text)] if found
    ]


def test_pages_have_short_sentences() -> None:
    assert too_long(sentences_of_pages()) == []


def test_help_and_messages_have_short_sentences() -> None:
    assert too_long(texts_of_package()) == []


def test_docstrings_have_short_sentences() -> None:
    assert too_long(docstrings_of_package()) == []


def test_pages_use_common_words() -> None:
    assert private(sentences_of_pages()) == []


def test_help_and_messages_use_common_words() -> None:
    assert private(texts_of_package()) == []


def test_docstrings_use_common_words() -> None:
    plain = (replace(one, text=CODE.sub("code", one.text)) for one in docstrings_of_package())
    assert private(plain) == []


def test_a_long_sentence_of_a_page_is_found() -> None:
    page = "Short one.\n\n- " + "word " * 31 + "\n- another item\n\n```text\n" + "code " * 40 + "\n```\n"
    assert [one.split(":")[0] for one in too_long(sentences_of_page(page, "page"))] == ["page (31 words)"]


def test_a_long_message_is_found_across_what_it_fills_in() -> None:
    message = "word " * 20 + "{name} " + "word " * 20
    source = f'def fail(name: str) -> None:\n    """Doc."""\n    raise ValueError(f"{message}")\n'
    (found,) = [one for _, text in texts_of_code(source) for one in sentences_of(text, "code") if "word" in text]
    assert found.words == 41


def test_a_private_word_is_found() -> None:
    assert private([Sentence("page", "The rivals lost.")]) == ["page says rivals: The rivals lost."]
