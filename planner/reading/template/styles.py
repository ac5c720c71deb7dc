"""Cell formats of the template, and the note on a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.reading.schema.columns import ColumnSchema


@dataclass(frozen=True, kw_only=True)
class Styles:
    """The formats of one workbook: required, optional and provenance columns are told apart by more than colour."""

    title: Any
    required: Any
    header: Any
    provenance: Any
    text: Any
    quoted: Any
    date: Any
    wrapped: Any
    example: Any

    @classmethod
    def of(cls, book: Any) -> Styles:
        """The formats, added to a workbook."""
        head = {"border": 1, "valign": "top"}
        return cls(
            title=book.add_format({"bold": True, "font_size": 14}),
            required=book.add_format({**head, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"}),
            header=book.add_format({**head, "bg_color": "#D9E2F3"}),
            provenance=book.add_format({**head, "italic": True, "bg_color": "#EDEDED"}),
            text=book.add_format({}),
            quoted=book.add_format({"quote_prefix": True}),
            date=book.add_format({"num_format": "yyyy-mm-dd"}),
            wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
            example=book.add_format({"italic": True, "font_color": "#595959"}),
        )


def note_on(column: ColumnSchema) -> str:
    """What the comment on the header of a column says."""
    unit = f" ({column.unit})" if column.unit else ""
    lines = [
        "Required."
        if column.required
        else f"Optional; blank means {column.default}."
        if column.default
        else "Optional.",
        column.meaning,
        f"Type: {column.type}{unit}.",
        f"Example: {column.example}",
    ]
    if column.refers_to:
        lines.insert(3, f"Ids of: {', '.join(column.refers_to)}.")
    return "\n".join(lines)
