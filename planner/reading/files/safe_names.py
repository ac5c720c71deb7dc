"""Names that become the names of files: what may stand in one on every system."""

from __future__ import annotations

import re

_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that stand for devices on Windows."""


def is_file_name(name: str) -> bool:
    """Whether a name can be that of a file as it is, in the folder that is meant and in no other."""
    return bool(_FILE_NAME.fullmatch(name)) and not _RESERVED.fullmatch(name) and not name.endswith(".")
