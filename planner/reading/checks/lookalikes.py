"""Texts that a reader takes for the same, and in which characters they differ."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХУавеѕіјкмнорстхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧο‐‑‒–—−’ʼ",
    "ABESIJKMHOPCTXYabesijkmhopctxyABEZHIKMNOPTYXo------''",
)
"""Letters of other alphabets, hyphens and apostrophes that look like those of a keyboard."""


def looks(text: str) -> str:
    """What a text looks like: accents put together, invisible characters gone, lookalikes and capitals made equal."""
    seen = unicodedata.normalize("NFKC", text.translate(LOOKALIKES))
    visible = "".join(character for character in seen if unicodedata.category(character) not in ("Cf", "Cc"))
    return unicodedata.normalize("NFKC", " ".join(visible.split()).casefold())


def look_alike(one: str, other: str) -> bool:
    """Whether two texts differ only in what the eye hardly sees."""
    return one != other and looks(one) == looks(other)


def difference(one: str, other: str) -> str:
    """In what two texts that look alike differ: `capitals`, or the characters by their names."""
    if one.casefold() == other.casefold():
        return "in capitals"
    moves = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    parts = [(one[a:b], other[c:d]) for move, a, b, c, d in moves if move != "equal"]
    here, there = parts[0]
    return f"in {_named(here)} here, {_named(there)} there"


def _named(text: str) -> str:
    """Characters by code and name, for instance `U+0301 COMBINING ACUTE ACCENT`."""
    if not text:
        return "nothing"
    return " and ".join(f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')}" for letter in text)
