"""The title of a column as plain words, so that one list of words fits all the ways people write it."""

from __future__ import annotations

import re
import unicodedata

from planner.reading.importers.contracts.suggest.title_words import title_words

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = {"#": " number ", "&": " and ", "£": " pounds ", "$": " pounds ", "€": " pounds ", "%": " percent ", "°": "o"}
_PHRASES = (
    (re.compile(r"\be ?mail\b"), "email"),
    (re.compile(r"\b(?:per annum|per year|p a|a year|each year)\b"), "annual"),
    (re.compile(r"\b(?:per months?|p c m|a months?|each months?)\b"), "monthly"),
    (re.compile(r"\bpurchase order\b"), "po"),
)


def plain_header(title: str) -> str:
    """Small letters, whole words, signs and abbreviations in full: `Contract No.` and `CONTRACT #` are `contract number`."""
    text = "".join(letter for letter in unicodedata.normalize("NFKD", title) if not unicodedata.combining(letter))
    text = _CAMEL.sub(" ", text)
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    words = re.findall(r"[^\W_]+", text.casefold())
    same = title_words().same
    plain = " ".join(same.get(word, word) for word in words)
    for pattern, word in _PHRASES:
        plain = pattern.sub(word, plain)
    return plain
