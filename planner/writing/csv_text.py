"""Rows as CSV that no spreadsheet runs as formulas: the one function behind every CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a cell begins that a spreadsheet would run, or that `harmless` has quoted."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The header and the rows; None is an empty cell."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue()


def harmless(cell: object) -> object:
    """The cell; a text that a spreadsheet would run as a formula gets a leading quote. A number stays a number."""
    return f"'{cell}" if isinstance(cell, str) and _is_formula(cell) else cell


def without_quote(text: str) -> str:
    """The text that `harmless` was given."""
    return text[1:] if text.startswith("'") and _is_formula(text[1:]) else text


def _is_formula(text: str) -> bool:
    return FORMULA.match(text) is not None and NUMBER.fullmatch(text) is None
