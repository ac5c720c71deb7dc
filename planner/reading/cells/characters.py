"""Characters that nobody sees, or that no cell may hold, by their names."""

from __future__ import annotations

import re
import unicodedata

_ALLOWED_CONTROLS = "\t\n\r"
_CONTROL_NAMES = {"\x00": "a NUL character", "\x1b": "an escape character", "\x7f": "a DEL character"}
_UNUSUAL = re.compile("[^\x20-\x7e]")


def control_character(text: str) -> str | None:
    """The first character of a text that no cell may hold, by its name; tabs and line ends may stand in a cell."""
    if text.isascii() and text.isprintable():
        return None
    found = next((letter for letter in text if _is_control(letter)), None)
    return None if found is None else _CONTROL_NAMES.get(found, f"the control character U+{ord(found):04X}")


def invisible_characters(text: str) -> str:
    """The invisible characters and unusual spaces of a text by their names; empty where it has none."""
    if not _UNUSUAL.search(text):
        return ""
    hidden = dict.fromkeys(letter for letter in text if _is_invisible(letter))
    return " and ".join(f"the invisible character {_named(letter)}" for letter in hidden)


def _is_control(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category == "Cs" or (category == "Cc" and letter not in _ALLOWED_CONTROLS)


def _is_invisible(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category in ("Cf", "Cc", "Zl", "Zp") or (category == "Zs" and letter != " ")


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "").casefold()
    return f"U+{ord(letter):04X} ({name})" if name else f"U+{ord(letter):04X}"
