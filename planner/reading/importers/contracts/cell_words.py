"""What people write into a cell where there is no value, or no end."""

from __future__ import annotations

import re
from collections.abc import Iterable

NOT_STATED = (
    "", "-", "--", "–", "—", "?", "tbc", "tba", "tbd", "n/a", "na", "n.a.", "none", "nil", "null", "unknown", "not stated",
    "not known", "not available", "not applicable", "pending", "to be confirmed", "to be agreed", "#n/a",
)  # fmt: skip
"""Small letters; a mapping can state others."""
OPEN_ENDED = frozenset(
    (
        "mo to mo", "month to month", "monthly", "m2m", "mtm", "open", "open ended", "rolling", "ongoing", "on going",
        "perpetual", "evergreen", "indefinite", "indefinitely", "until further notice", "until terminated",
        "until cancelled", "until canceled",
        "no end", "no end date", "no expiry", "no expiry date", "continuous", "unlimited", "auto renew", "auto renews",
        "auto renewal", "automatic renewal", "automatically renews", "annual rolling", "annually rolling", "permanent",
        "rolling contract", "rolling annual", "rolling monthly", "none specified", "never", "n/a rolling",
    )
)  # fmt: skip
"""Plain words for an end that is none."""
_NEVER = re.compile(r"\b(?:9999|2999)\b")
_BETWEEN_WORDS = re.compile(r"[\s.,-]+")


def is_blank(text: str, not_stated: Iterable[str] = NOT_STATED) -> bool:
    """Whether a cell says that nothing is stated."""
    plain = " ".join(text.split()).casefold()
    return not plain or plain in {word.casefold() for word in not_stated}


def looks_open_ended(text: str) -> bool:
    """Whether a text in a column of ends says that there is none."""
    plain = _BETWEEN_WORDS.sub(" ", text.casefold()).strip()
    return len(text) <= 60 and (plain in OPEN_ENDED or _NEVER.search(text) is not None)
