"""The words of titles, read from the file `title_words.toml` beside this one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("title_words.toml")
Weighted = tuple[tuple[int, re.Pattern[str]], ...]


@dataclass(frozen=True)
class PlaceWords:
    """The patterns that speak for a place and against it, with their weights."""

    words: Weighted
    against: Weighted


@dataclass(frozen=True)
class TitleWords:
    """`same` gives the one word for all the ways people write it; `places` has the patterns of each place."""

    same: Mapping[str, str]
    places: Mapping[str, PlaceWords]


@lru_cache(maxsize=1)
def title_words() -> TitleWords:
    """The content of the file."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    words = {f"<{name}>": pattern for name, pattern in content["words"].items()}
    return TitleWords(
        same={written: word for word, listed in content["same"].items() for written in listed},
        places={place["key"]: _place(place, words) for place in content["place"]},
    )


def _place(place: Mapping[str, Any], words: Mapping[str, str]) -> PlaceWords:
    return PlaceWords(_patterns(place["for"], words), _patterns(place.get("against", ()), words))


def _patterns(listed: Any, words: Mapping[str, str]) -> Weighted:
    return tuple((weight, re.compile(_with_words(pattern, words))) for weight, pattern in listed)


def _with_words(pattern: str, words: Mapping[str, str]) -> str:
    for name, listed in words.items():
        pattern = pattern.replace(name, listed)
    return pattern
