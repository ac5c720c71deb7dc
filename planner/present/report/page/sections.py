"""The parts of the report behind the board page: each a title, a template and the values it lays out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the report; `content` is what its template lays out."""

    id: str
    title: str
    template: str
    content: object
