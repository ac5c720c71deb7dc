"""Text cut to a width, measured with the outlines of the default font."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from planner.present.charts.pictures import unknown_characters_allowed

ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def width_points(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the text in points."""
    font = FontProperties(size=size, weight="bold" if bold else "normal")
    with unknown_characters_allowed():
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def fitted(text: str, size: float, points: float, *, bold: bool = False) -> str:
    """The text on one line, or as much of its beginning as fits with an ellipsis."""
    text = " ".join(text.split())
    if width_points(text, size, bold=bold) <= points:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_points(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= points:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS
