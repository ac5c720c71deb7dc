"""How a cell says that its text cannot be read: a code, what was expected, and the way out."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def cell_error(code: str, message: str, expected: str, cure: str) -> PydanticCustomError:
    """The error a cell type raises; the reader turns it into a finding at the cell."""
    return PydanticCustomError(code, "{message}", {"message": message, "expected": expected, "cure": cure})
