"""Texts without the names and ids of others that stand in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.present.wording import sentence

WORD = re.compile(r"\w+")
ANOTHER = "another organisation"
WITH_ARTICLE = re.compile(rf"\bthe {ANOTHER}", re.IGNORECASE)
Written = Callable[[str, str], bool]
"""Whether a text is a way of writing a phrase."""
SHORT_ID = 3
"""An id of fewer letters is only told from a word of the language by its capitals."""


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """What must not be read: `names` in any writing, `ids` also as people write them (DfE for DFE). `kept` are our own."""

    names: frozenset[str]
    ids: frozenset[str]
    kept: frozenset[str]

    def without(self, text: str) -> str:
        """The text with `another organisation` in the place of each of them; of two that overlap, the longer counts."""
        parts, done = [], 0
        for word in WORD.finditer(text):
            if word.start() < done:
                continue
            found = self._found_at(text, word.start())
            if found:
                length, kept = found
                parts += [text[done : word.start()], text[word.start() :][:length] if kept else ANOTHER]
                done = word.start() + length
        told = WITH_ARTICLE.sub(ANOTHER, "".join([*parts, text[done:]]))
        return sentence(told) if told != text and told.startswith(ANOTHER) else told

    def _found_at(self, text: str, start: int) -> tuple[int, bool] | None:
        """The length of the longest phrase that begins here, and whether it is one of ours."""
        word = WORD.match(text, start)
        assert word is not None
        found = [
            (len(phrase), is_kept)
            for phrase, is_kept, written in self._by_first_word.get(word[0].casefold(), ())
            if _ends_word(text, start + len(phrase)) and written(text[start : start + len(phrase)], phrase)
        ]
        return max(found, default=None)

    @cached_property
    def _by_first_word(self) -> Mapping[str, Sequence[tuple[str, bool, Written]]]:
        phrases: dict[str, list[tuple[str, bool, Written]]] = defaultdict(list)
        for held, is_kept, written in (
            (self.kept, True, _same),
            (self.names, False, _alike),
            (self.ids, False, _as_id),
        ):
            for phrase in sorted(held - self.kept if not is_kept else held):
                if word := WORD.search(phrase):
                    phrases[word[0].casefold()].append((phrase[word.start() :], is_kept, written))
        return phrases


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_") or not text[end - 1].isalnum()


def _same(text: str, phrase: str) -> bool:
    return text == phrase


def _alike(text: str, phrase: str) -> bool:
    return text.casefold() == phrase.casefold()


def _as_id(text: str, phrase: str) -> bool:
    """Exactly, or in other capitals where it is still no common word: DfE, Defra."""
    if text == phrase:
        return True
    capitals = sum(letter.isupper() for letter in text)
    return text.casefold() == phrase.casefold() and (capitals > 1 or (capitals == 1 and len(text) >= SHORT_ID))
