"""Which files were written by the planner: each format carries a mark that tells."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

PROGRAM = "planner"
"""The mark: who made the file, in the words of each format."""
HTML_MARK = f'<meta name="generator" content="{PROGRAM}">'

LONGEST = 100_000_000
"""Bytes of a file that are read to find the mark."""


def is_ours(path: Path, *, columns: Sequence[str] = (), form: str = "") -> bool:
    """Whether the file carries our mark.

    A CSV is ours if it has the header `columns`, JSON if it says `form` as its format, another file by its mark. A link is
    as what it leads to. A file that cannot be read is not ours.
    """
    try:
        if not path.is_file() or path.stat().st_size > LONGEST:
            return False
        match path.suffix.lower():
            case ".csv":
                return bool(columns) and _header(path) == list(columns)
            case ".json":
                return bool(form) and _format(path) == form
            case ".xlsx":
                return _made_workbook(path)
            case suffix:
                return suffix in MARKS and MARKS[suffix](path.read_bytes())
    except (OSError, ValueError, zipfile.BadZipFile, csv.Error):
        return False


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream), [])


def _format(path: Path) -> object:
    content = json.loads(path.read_text(encoding="utf-8"))
    return content.get("format") if isinstance(content, dict) else None


def _made_workbook(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        properties = archive.read("docProps/core.xml") if "docProps/core.xml" in archive.namelist() else b""
    return f"<dc:creator>{PROGRAM}</dc:creator>".encode() in properties


def _contains(mark: str, within: int) -> Callable[[bytes], bool]:
    pattern = re.compile(mark.encode())
    return lambda content: pattern.search(content[:within]) is not None


MARKS: Mapping[str, Callable[[bytes], bool]] = MappingProxyType(
    {
        ".mmd": _contains(rf"\A%% {PROGRAM}\n", 100),
        ".md": _contains(rf"\A<!-- {PROGRAM} -->\n", 100),
        ".html": _contains(re.escape(HTML_MARK), 5_000),
        ".svg": _contains(rf"<dc:title>{PROGRAM}</dc:title>", 5_000),
        ".png": _contains(rf"Software\x00{PROGRAM}", 5_000),
        ".pdf": _contains(rf"/Creator \({PROGRAM}\)", LONGEST),
        ".dot": _contains(rf"^// {PROGRAM}\n", 100),
        ".graphml": _contains(rf"<data key=\"generator\">{PROGRAM}</data>", LONGEST),
        ".xml": _contains(rf"<Author>{PROGRAM}</Author>", 5_000),
        ".pmxml": _contains(rf"\A<\?xml[^>]*\?><!-- {PROGRAM} -->", 200),
        ".ics": _contains(rf"PRODID:-//{PROGRAM}", 5_000),
        ".toml": _contains(rf"\A# {PROGRAM}\n", 100),
        ".txt": _contains(rf"\A{PROGRAM}: ", 100),
    }
)
"""How each format says who made it."""
