"""Text that XML 1.0 can hold."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold, not even escaped."""


def xml_text(text: str) -> str:
    """The text with what XML forbids replaced by U+FFFD."""
    return FORBIDDEN.sub("\ufffd", text)
