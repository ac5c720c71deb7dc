"""What people look at: the Gantt chart as pictures, page and tables, and pandas frames for notebooks.

The names are imported when they are first used, so that matplotlib stays optional.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from planner.errors import MissingExtraError

if TYPE_CHECKING:
    from planner.output.frames import PlanFrames, plan_frames
    from planner.output.gantt_build import bars
    from planner.output.gantt_drawing import draw_gantt
    from planner.output.gantt_files import write_gantt
    from planner.output.gantt_filter import select
    from planner.output.gantt_model import Gantt
    from planner.output.page_figures import gantt_figure, gantt_pages

__all__ = [
    "Gantt",
    "PlanFrames",
    "bars",
    "draw_gantt",
    "gantt_figure",
    "gantt_pages",
    "plan_frames",
    "select",
    "write_gantt",
]

_HOMES = {
    "Gantt": "planner.output.gantt_model",
    "PlanFrames": "planner.output.frames",
    "bars": "planner.output.gantt_build",
    "draw_gantt": "planner.output.gantt_drawing",
    "gantt_figure": "planner.output.page_figures",
    "gantt_pages": "planner.output.page_figures",
    "plan_frames": "planner.output.frames",
    "select": "planner.output.gantt_filter",
    "write_gantt": "planner.output.gantt_files",
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
