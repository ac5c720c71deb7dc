"""What every row model shares: provenance columns, and the way a column is described."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from planner.domain.provenance import Basis, Confidence
from planner.reading.cells.conversion import Choice, Day, Text, Texts


def column(
    meaning: str,
    *,
    example: str,
    default: Any = ...,
    unit: str | None = None,
    refers_to: tuple[str, ...] = (),
) -> Any:
    """A column: its meaning in one sentence, an example as typed, and the default where the cell is blank.

    Without a default the column is required. `unit` overrides the unit of the cell type. `refers_to` names the tables
    one of which must hold the id (or each id of a list).
    """
    extra: dict[str, Any] = {"unit": unit, "refers_to": list(refers_to)}
    shown = {key: value for key, value in extra.items() if value}
    return Field(default, description=meaning, examples=[example], json_schema_extra=shown or None)


class RowModel(BaseModel):
    """A row of an input table; every table accepts the provenance columns."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Text | None = column(
        "Where the figures of the row come from: a document, a notice, a web address.",
        example="Contract award notice 2024/S 012-034567",
        default=None,
    )
    source_date: Day | None = column("Date of the source.", example="2026-03-31", default=None)
    basis: Annotated[Basis, Choice(Basis)] = column(
        "What stands behind the row; assumed where at least one figure is a planning assumption.",
        example="public",
        default=Basis.UNSTATED,
    )
    confidence: Annotated[Confidence, Choice(Confidence)] = column(
        "How far the person who entered the row trusts it.", example="high", default=Confidence.UNSTATED
    )
    public_fields: Texts = column(
        "Columns that are sourced although the row as a whole counts as assumed.",
        example="expiry_date; supplier",
        default=(),
    )
    reason: Text | None = column(
        "Why the figures were assumed as they are.", example="Same length as the contract before it.", default=None
    )
