"""What people look at: the Gantt chart as pictures, page and tables, and pandas frames for notebooks.

The names are imported when they are first used, so that matplotlib stays optional.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.errors import MissingExtraError

if TYPE_CHECKING:
    from planner.present.gantt.build import bars
    from planner.present.gantt.drawing import draw_gantt
    from planner.present.gantt.files import write_gantt
    from planner.present.gantt.model import Gantt
    from planner.present.gantt.printed.page_figures import gantt_figure, gantt_pages
    from planner.present.gantt.selection import select
    from planner.present.tables.comparison_frames import outcome_frame
    from planner.present.tables.frames import PlanFrames, plan_frames

__all__ = [
    "Gantt",
    "PlanFrames",
    "bars",
    "draw_gantt",
    "gantt_figure",
    "gantt_pages",
    "outcome_frame",
    "plan_frames",
    "select",
    "write_gantt",
]

_HOMES = {
    "Gantt": "planner.present.gantt.model",
    "PlanFrames": "planner.present.tables.frames",
    "bars": "planner.present.gantt.build",
    "draw_gantt": "planner.present.gantt.drawing",
    "gantt_figure": "planner.present.gantt.printed.page_figures",
    "gantt_pages": "planner.present.gantt.printed.page_figures",
    "outcome_frame": "planner.present.tables.comparison_frames",
    "plan_frames": "planner.present.tables.frames",
    "select": "planner.present.gantt.selection",
    "write_gantt": "planner.present.gantt.files",
}
"""Where each public name is defined."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(_HOMES[name]), name)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "matplotlib":
            raise
        raise MissingExtraError("matplotlib", "viz") from missing


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
