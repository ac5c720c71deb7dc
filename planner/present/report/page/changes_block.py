"""What changed since another plan, as the board reads it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.present.report.board.runs import Sentence


@dataclass(frozen=True, kw_only=True)
class Changes:
    """A few lines, and against what they are told; without lines, why there are none."""

    title: str
    lines: tuple[Sentence, ...]
    note: str


NOT_COMPARED = Changes(
    title="What changed", lines=(), note="Not compared: no plan has been adopted, and none was named as the baseline."
)
